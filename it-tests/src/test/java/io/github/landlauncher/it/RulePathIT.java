package io.github.landlauncher.it;

import static io.github.landlauncher.AccessFs.IOCTL_DEV;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.StartStep;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths a rule may name, and how they are opened. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RulePathIT {

    /** The error of a refusal that is no system call's. */
    private static final int NO_ERRNO = 0;

    @TempDir private Path directory;
    private Path file;
    private Path link;

    @BeforeEach
    void make_files() throws IOException {
        Path target = Files.createDirectory(directory.resolve("dir"));
        file = Files.writeString(target.resolve("file"), "text");
        link = Files.createSymbolicLink(directory.resolve("link"), target);
    }

    @Test
    void without_a_policy_the_file_can_be_read_and_written_by_both_names() throws Exception {
        for (Path directory : List.of(file.getParent(), link)) {
            assertThat(Probe.runFree("read", directory.resolve("file").toString())).succeeds();
            assertThat(Probe.runFree("write", directory.resolve("file").toString())).succeeds();
        }
    }

    @Test
    void a_symbolic_link_where_a_write_rule_points_is_refused() {
        assertRefused(Sandbox.policy().allowReadWrite(link), Errno.ELOOP);
        assertRefused(Sandbox.policy().allowReadWriteExecute(link), Errno.ELOOP);
        assertRefused(Sandbox.policy().allowReadWriteIfExists(link.toString()), Errno.ELOOP);
        assertRefused(Sandbox.policy().allow(Set.of(WRITE_FILE), link), Errno.ELOOP);
    }

    @Test
    void a_symbolic_link_that_a_program_planted_widens_nothing_for_the_next() throws Exception {
        Path work = Files.createDirectory(directory.resolve("work"));
        String planted = work.resolve("out").toString();
        SandboxPolicy first = Sandbox.policy().allowReadWrite(work);
        String target = file.getParent().toString();
        assertThat(Sandbox.run(first, "symlink", target, planted)).succeeds();

        assertRefused(Sandbox.policy().allowReadWrite(planted), Errno.ELOOP);
        assertRefused(Sandbox.policy().allowReadWriteBeneath(work, "out"), Errno.ELOOP);
    }

    @Test
    void a_rule_that_does_not_write_follows_a_symbolic_link() throws Exception {
        SandboxPolicy policy = Sandbox.policy().allowRead(link);

        assertThat(Sandbox.run(policy, "read", file.toString())).succeeds();
    }

    @Test
    @RequiresAbi(2)
    void a_rule_that_only_refers_follows_a_symbolic_link_and_lets_nothing_out() throws Exception {
        Path work = Files.createDirectory(directory.resolve("work"));
        SandboxPolicy policy = Sandbox.policy()
                .allow(Set.of(READ_FILE, READ_DIR, REFER), link)
                .allowReadWrite(work);

        assertThat(Sandbox.run(policy, "read", file.toString())).succeeds();
        assertThat(Sandbox.run(policy, "link", file.toString(), work.resolve("taken").toString()))
                .failsWith(Errno.EXDEV);
        assertThat(Sandbox.run(policy, "rename", file.toString(), work.resolve("taken").toString()))
                .failsWith(Errno.EACCES);
    }

    @Test
    void a_symbolic_link_on_the_way_is_followed_also_by_a_rule_that_writes() throws Exception {
        SandboxPolicy policy = Sandbox.policy().allowReadWrite(link.resolve("file"));

        assertThat(Sandbox.run(policy, "write", file.toString())).succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "link/file", "dir/../link"})
    void beneath_a_base_no_symbolic_link_is_followed(String path) {
        assertRefused(Sandbox.policy().allowReadBeneath(directory, path), Errno.ELOOP);
        assertRefused(Sandbox.policy().allowReadWriteBeneath(directory, path), Errno.ELOOP);
    }

    @Test
    void beneath_a_base_no_path_leads_out() {
        assertRefused(Sandbox.policy().allowReadBeneath(file.getParent(), ".."), Errno.EXDEV);
        assertRefused(
                Sandbox.policy().allowReadBeneath(file.getParent(), "../dir/file"), Errno.EXDEV);
    }

    @Test
    void a_base_may_be_named_by_a_symbolic_link_and_a_path_may_turn_back_within_it()
            throws Exception {
        Files.createDirectory(file.resolveSibling("sub"));
        SandboxPolicy policy = Sandbox.policy().allowReadBeneath(link, "sub/../file");

        assertThat(Sandbox.run(policy, "read", file.toString())).succeeds();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0", "/proc/self/exe", "/proc/self/cwd",
                "/proc/self/root", "/proc/self/root/etc", "/proc/thread-self/root"
            })
    void a_link_of_proc_to_an_open_file_is_refused(String path) {
        assertRefused(Sandbox.policy().allowRead(path), Errno.ELOOP);
        assertRefused(Sandbox.policy().allowReadIfExists(path), Errno.ELOOP);
        assertRefused(
                Sandbox.policy().allowReadBeneath(Path.of("/"), path.substring(1)), Errno.ELOOP);
    }

    static Stream<String> entries_of_this_jvm() {
        long pid = ProcessHandle.current().pid();
        return Stream.of(
                "/dev/fd",
                "/proc/self",
                "/proc/self/fd",
                "/proc/self/environ",
                "/proc/self/task",
                "/proc/thread-self",
                "/proc/thread-self/stat",
                "/proc/" + pid,
                "/proc/" + pid + "/status",
                "/proc/" + pid + "/task/" + pid);
    }

    @ParameterizedTest
    @MethodSource("entries_of_this_jvm")
    void the_jvm_s_own_entry_of_proc_is_refused(String path) {
        SandboxStartException failure = Sandbox.startFailure(Sandbox.policy().allowRead(path));

        assertThat(failure.step()).isEqualTo(StartStep.OPEN_PATH);
        assertThat(failure.errno()).isEqualTo(NO_ERRNO);
        assertThat(failure).hasMessageContaining("it is this JVM's own entry of /proc");
    }

    @Test
    void proc_as_a_whole_lets_the_program_read_its_own_entry() throws Exception {
        assertThat(Probe.runFree("read", "/proc/self/status")).succeeds();
        assertThat(Sandbox.run(Sandbox.policy(), "read", "/proc/self/status"))
                .failsWith(Errno.EACCES);

        assertThat(Sandbox.run(Sandbox.policy().allowRead("/proc"), "read", "/proc/self/status"))
                .succeeds();
    }

    @Test
    void a_rule_on_a_missing_path_is_refused() {
        String missing = directory.resolve("missing").toString();

        SandboxStartException failure =
                assertRefused(Sandbox.policy().allowRead(missing), Errno.ENOENT);

        assertThat(failure).hasMessageContaining(missing).hasMessageContaining("IfExists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "missing/file", "dangling"})
    void a_rule_on_what_may_be_missing_is_void_if_it_is(String name) throws Exception {
        Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("missing"));
        String missing = directory.resolve(name).toString();

        SandboxPolicy policy = Sandbox.policy().allowReadIfExists(missing);

        assertThat(Sandbox.run(policy, "exit", "0")).succeeds();
    }

    @Test
    void a_rule_on_what_may_be_missing_forgives_nothing_but_enoent() {
        String belowFile = file.resolve("name").toString();
        String longName = "n".repeat(256);

        assertRefused(Sandbox.policy().allowReadIfExists(belowFile), Errno.ENOTDIR);
        assertRefused(Sandbox.policy().allowReadIfExists(longName), Errno.ENAMETOOLONG);
        assertRefused(Sandbox.policy().allowReadIfExists("n/".repeat(2049)), Errno.ENAMETOOLONG);
    }

    @Test
    void a_rule_on_a_named_pipe_does_not_wait_for_its_other_end() throws Exception {
        String pipe = directory.resolve("pipe").toString();
        assertThat(Probe.runFree("mkfifo", pipe)).succeeds();

        try (RandomAccessFile writer = new RandomAccessFile(pipe, "rw")) {
            writer.writeBytes("xx");

            assertThat(Sandbox.run(Sandbox.policy(), "read", pipe)).failsWith(Errno.EACCES);
            assertThat(Sandbox.run(Sandbox.policy().allowRead(pipe), "read", pipe)).succeeds();
        }
        assertThat(Sandbox.run(Sandbox.policy().allowRead(pipe), "exit", "0")).succeeds();
    }

    @Test
    void a_rule_can_be_on_a_device() throws Exception {
        assertThat(Sandbox.run(Sandbox.policy(), "read", "/dev/full")).failsWith(Errno.EACCES);

        assertThat(Sandbox.run(Sandbox.policy().allowRead("/dev/full"), "read", "/dev/full"))
                .succeeds();
    }

    @Test
    @RequiresAbi(5)
    void to_read_a_device_is_not_to_control_it() throws Exception {
        SandboxPolicy readable = Sandbox.policy().allowReadWrite("/dev/full");
        SandboxPolicy controllable = readable.allow(Set.of(IOCTL_DEV), Path.of("/dev/full"));
        assertThat(Probe.runFree("ioctl-dev", "/dev/full")).succeeds();

        assertThat(Sandbox.run(readable, "ioctl-dev", "/dev/full")).failsWith(Errno.EACCES);
        assertThat(Sandbox.run(controllable, "ioctl-dev", "/dev/full")).succeeds();
    }

    @Test
    void a_rule_can_be_on_a_socket() throws Exception {
        try (Layout layout = Layout.in(Files.createDirectory(directory.resolve("top")), Place.RO)) {
            SandboxPolicy policy = Sandbox.policy().allowRead(layout.path(Place.RO, "socket"));

            assertThat(Sandbox.run(policy, "exit", "0")).succeeds();
        }
    }

    @Test
    void a_right_that_only_directories_have_is_left_out_of_a_group_on_a_file() throws Exception {
        assertThat(Sandbox.run(Sandbox.policy().allowRead(file), "read", file.toString()))
                .succeeds();
    }

    @Test
    void a_right_that_only_directories_have_is_an_error_on_a_file_if_it_is_asked_for() {
        SandboxStartException failure =
                Sandbox.startFailure(Sandbox.policy().allow(Set.of(READ_FILE, READ_DIR), file));

        assertThat(failure.step()).isEqualTo(StartStep.ADD_RULE);
        assertThat(failure.errno()).isEqualTo(Errno.EINVAL.number());
        assertThat(failure).hasMessageContaining(file.toString());
    }

    private static SandboxStartException assertRefused(SandboxPolicy policy, Errno errno) {
        SandboxStartException failure = Sandbox.startFailure(policy);
        assertThat(failure.step()).isEqualTo(StartStep.OPEN_PATH);
        assertThat(failure.errno()).as(errno.name()).isEqualTo(errno.number());
        return failure;
    }
}
