package io.github.landlauncher.it.explain;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.MAKE_DIR;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.MAKE_SYM;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static io.github.landlauncher.AccessFs.REMOVE_DIR;
import static io.github.landlauncher.AccessFs.REMOVE_FILE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static io.github.landlauncher.explain.OpenFlag.CREATE;
import static io.github.landlauncher.explain.OpenFlag.DIRECTORY;
import static io.github.landlauncher.explain.OpenFlag.EXCLUSIVE;
import static io.github.landlauncher.explain.OpenFlag.READ;
import static io.github.landlauncher.explain.OpenFlag.TMPFILE;
import static io.github.landlauncher.explain.OpenFlag.TRUNCATE;
import static io.github.landlauncher.explain.OpenFlag.WRITE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.it.KernelAbi;
import io.github.landlauncher.it.KernelFacing;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the kernel does where one would think otherwise, and that it is explained so. Each row says
 * what becomes of an operation in a sandbox, and out of it if it fails.
 */
@KernelFacing
@RequiresAbi(2) // ABI 1 never allows a rename to another directory
@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelQuirksIT {

    private static final int DONE = 0;
    private static final int EPERM = 1;
    private static final int EACCES = 13;
    private static final int EEXIST = 17;
    private static final int EXDEV = 18;
    private static final int EISDIR = 21;
    private static final int EINVAL = 22;
    private static final int ENXIO = 6;
    private static final int ENOTEMPTY = 39;

    @TempDir private Path directory;
    private BatchProbe free;
    private Path a;
    private Path b;
    private Path file;

    @BeforeEach
    void make_files() throws IOException {
        free = BatchProbe.free();
        a = Files.createDirectory(directory.toRealPath().resolve("a"));
        b = Files.createDirectory(a.resolveSibling("b"));
        file = Files.writeString(a.resolve("file"), "text");
    }

    @AfterEach
    void end_the_probe() throws IOException {
        free.close();
    }

    @Test
    void a_file_that_may_be_made_but_not_written_is_made_although_its_opening_is_denied() throws Exception {
        Path made = a.resolve("new");

        becomes(policy(a, MAKE_REG), Steps.open(a, made, WRITE, CREATE), EACCES, DONE);
        Files.delete(made);
        becomes(policy(a, MAKE_REG), Steps.open(a, made, WRITE, CREATE, EXCLUSIVE), EACCES, EEXIST);
    }

    @Test
    void a_file_without_a_name_takes_no_right_to_make_files() throws Exception {
        becomes(policy(a, WRITE_FILE), Steps.open(a, a, WRITE, TMPFILE), DONE, DONE);
    }

    @Test
    void flags_that_make_no_sense_together_are_refused_before_landlock_is_asked() throws Exception {
        becomes(policy(b), Steps.open(a, a, READ, TMPFILE), EINVAL, EINVAL);
        becomes(policy(b), Steps.open(a, a, WRITE, TMPFILE, CREATE), EINVAL, EINVAL);
        becomes(policy(b), Steps.open(a, a.resolve("new"), READ, CREATE, DIRECTORY), EINVAL, EINVAL);
    }

    @Test
    @RequiresAbi(3)
    void a_pipe_has_no_length_and_takes_no_right_to_truncate() throws Exception {
        Path pipe = a.resolve("pipe");
        free.must(a, Steps.node(a, pipe, "010000", "0", "0").request().toArray(String[]::new));

        becomes(policy(a, WRITE_FILE), Steps.open(a, pipe, WRITE, TRUNCATE), ENXIO, ENXIO);
        becomes(policy(a, READ_FILE, WRITE_FILE), Steps.open(a, pipe, READ, WRITE, TRUNCATE), DONE, DONE);
        becomes(policy(a, WRITE_FILE), Steps.open(a, file, WRITE, TRUNCATE), EACCES, DONE);
        becomes(policy(a, WRITE_FILE), Steps.truncate(a, pipe), EINVAL, EINVAL);
        becomes(policy(a, WRITE_FILE), Steps.truncate(a, a), EISDIR, EISDIR);
    }

    @Test
    void landlock_is_asked_before_a_directory_is_found_to_be_no_file_or_not_empty() throws Exception {
        becomes(policy(a, REMOVE_DIR), Steps.removeFile(a.getParent(), a), EACCES, EISDIR);
        becomes(policy(a, REMOVE_DIR), Steps.removeDirectory(a.getParent(), a), EACCES, ENOTEMPTY);
        becomes(policy(a.getParent(), REMOVE_FILE), Steps.removeFile(a.getParent(), a), EISDIR, EISDIR);
    }

    @Test
    void landlock_is_not_asked_to_make_what_is_there() throws Exception {
        becomes(policy(b), Steps.makeDirectory(a, b), EEXIST, EEXIST);
        becomes(policy(b), Steps.symbolicLink(a, "x", file), EEXIST, EEXIST);
        becomes(policy(b), Steps.link(a, file, b), EEXIST, EEXIST);
        becomes(policy(b), Steps.open(a, file, WRITE, CREATE, EXCLUSIVE), EEXIST, EEXIST);
    }

    @Test
    void a_directory_has_no_further_names_which_is_found_after_landlock_was_asked() throws Exception {
        becomes(policy(b, MAKE_DIR), Steps.link(a, b, a.resolve("new")), EACCES, EPERM);
    }

    @Test
    void a_rename_that_changes_nothing_takes_the_rights_of_one_that_does() throws Exception {
        Path second = Files.createLink(a.resolve("second"), file);

        becomes(policy(a, MAKE_REG), Steps.rename(a, file, second), EACCES, DONE);
        becomes(policy(a, MAKE_REG, REMOVE_FILE), Steps.rename(a, file, second), DONE, DONE);
    }

    @Test
    void names_that_are_exchanged_take_the_rights_for_both_files() throws Exception {
        Path link = Files.createSymbolicLink(a.resolve("link"), file);

        becomes(policy(a, MAKE_REG, REMOVE_FILE), Steps.exchange(a, file, link), EACCES, DONE);
        becomes(policy(a, MAKE_REG, MAKE_SYM, REMOVE_FILE), Steps.exchange(a, file, link), DONE, DONE);
    }

    @Test
    void a_policy_that_does_not_handle_refer_denies_it_all_the_same() throws Exception {
        SandboxPolicy policy = SandboxPolicy.handling(Set.of(MAKE_SYM), Set.of(), Set.of());

        becomes(policy, Steps.rename(a, file, b.resolve("new")), EXDEV, DONE);
    }

    @Test
    void of_a_missing_right_and_a_gain_the_missing_right_is_the_error() throws Exception {
        SandboxPolicy moving = policy(a, REFER, REMOVE_FILE);
        Step step = Steps.rename(a, file, b.resolve("new"));

        becomes(moving.allow(Set.of(REFER, WRITE_FILE), b), step, EACCES, DONE);
        becomes(moving.allow(Set.of(REFER, WRITE_FILE, MAKE_REG), b), restored(step), EXDEV, DONE);
        becomes(moving.allow(Set.of(REFER, MAKE_REG), b), restored(step), DONE, DONE);
    }

    @Test
    void a_rule_on_the_file_itself_makes_up_for_what_it_would_gain() throws Exception {
        SandboxPolicy policy = policy(a, REFER, REMOVE_FILE)
                .allow(Set.of(REFER, MAKE_REG, READ_FILE), b)
                .allow(Set.of(READ_FILE), file);

        becomes(policy, Steps.rename(a, file, b.resolve("new")), DONE, DONE);
    }

    @Test
    void a_rule_on_the_real_root_is_seen_too_late_to_make_up_for_a_gain_on_another_mount() throws Exception {
        Path shared = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(shared) && !Files.getFileStore(shared).equals(
                Files.getFileStore(Path.of("/"))), "needs a mount of its own on /dev/shm");
        Path place = Files.createTempDirectory(shared, "quirk");
        Path from = Files.createDirectory(place.resolve("from"));
        Path to = Files.createDirectory(place.resolve("to"));
        Files.createFile(from.resolve("file"));
        SandboxPolicy policy = policy(from, REFER, REMOVE_FILE).allow(Set.of(REFER, MAKE_REG, READ_FILE), to);
        Step step = Steps.link(place, from.resolve("file"), to.resolve("file"));

        becomes(policy.allow(Set.of(READ_FILE), Path.of("/")), step, EXDEV, DONE);
        Files.delete(to.resolve("file"));
        becomes(policy.allow(Set.of(READ_FILE), Path.of("/dev")), step, DONE, DONE);

        Files.delete(to.resolve("file"));
        Files.delete(from.resolve("file"));
        Files.delete(to);
        Files.delete(from);
        Files.delete(place);
    }

    @Test
    void what_interprets_a_program_takes_the_rights_to_execute_it_and_to_read_it() throws Exception {
        Path interpreter = program(b.resolve("interpreter"), ElfImage.alone());
        Path program = program(a.resolve("program"), ElfImage.interpretedBy(interpreter.toString()));
        Path script = program(a.resolve("script"), ("#!" + program + "\n").getBytes());
        SandboxPolicy policy = policy(a, EXECUTE, READ_FILE);

        becomes(policy, Steps.execute(a, script), EACCES, DONE);
        becomes(policy.allow(Set.of(EXECUTE), interpreter), Steps.execute(a, script), EACCES, DONE);
        becomes(policy.allow(Set.of(EXECUTE, READ_FILE), interpreter), Steps.execute(a, script), DONE, DONE);
    }

    /** The step, after its file was put back. */
    private Step restored(Step step) throws IOException {
        Files.move(b.resolve("new"), file);
        return step;
    }

    private static Path program(Path path, byte[] content) throws IOException {
        Files.write(path, content);
        Files.setAttribute(path, "unix:mode", 0755);
        return path;
    }

    /** Handles all that there is up to ABI 7, and allows these rights on a directory. */
    private static SandboxPolicy policy(Path place, AccessFs... rights) {
        EnumSet<AccessFs> access = EnumSet.noneOf(AccessFs.class);
        access.addAll(Set.of(rights));
        return SandboxPolicy.handling(LandlockAbi.of(Math.min(KernelAbi.current(), 7)))
                .allow(new PathRule(Optional.empty(), place, access, true, false));
    }

    private void becomes(SandboxPolicy policy, Step step, int inside, int outside) throws IOException {
        Quirk.check(free, policy, step, inside, outside);
    }
}
