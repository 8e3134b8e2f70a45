package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Capability;
import io.github.landlauncher.Scope;
import io.github.landlauncher.SyscallGroup;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What would work without a sandbox; renaming and linking have a test of their own.
 *
 * <pre>
 *     /
 *     |-- home/          the user's: private, public, locked (mode 000), tool (executable), running
 *     |   |-- dir/entry
 *     |   `-- empty/
 *     |-- closed/file    a directory that only root may search
 *     |-- tmp/           sticky: mine, others
 *     `-- srv/           a mount: file, tool
 * </pre>
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrdinaryPermissionsTest {

    private static final Subject USER = new Subject(1, 1, Set.of(), 0);
    private static final Subject ROOT = new Subject(0, 0, Set.of(), -1);
    private static final Subject ROOT_WITHOUT_CAPABILITIES = new Subject(0, 0, Set.of(0L), 0);

    private final FakeFacts facts = new FakeFacts()
            .with("/home", 1, "0040700")
            .with("/home/private", 1, "0100600")
            .with("/home/public", 0, "0100644")
            .with("/home/locked", 0, "0100000")
            .with("/home/tool", 0, "0100755")
            .with("/home/running", 1, "0100755")
            .running("/home/running")
            .with("/home/link", 1, "0120777")
            .with("/home/socket", 1, "0140755")
            .with("/home/dir", 1, "0040755")
            .with("/home/dir/entry", 1, "0100600")
            .with("/home/empty", 1, "0040755")
            .with("/closed", 0, "0040700")
            .with("/closed/file", 0, "0100777")
            .with("/tmp", 0, "0041777")
            .with("/tmp/mine", 1, "0100600")
            .with("/tmp/others", 2, "0100666")
            .with("/srv", 0, "0040777")
            .with("/srv/file", 1, "0100666")
            .with("/srv/tool", 1, "0100755")
            .device("/srv/console", 5, 1);

    @ParameterizedTest
    @CsvSource({
        "/home/private, READ, true", "/home/private, READ WRITE TRUNCATE, true", "/home/public, READ, true",
        "/home/public, WRITE, false", "/home/public, TRUNCATE, false", "/home/locked, READ, false",
        "/closed/file, READ, false", "/home/public/below, READ, false", "/home, READ DIRECTORY, true",
        // what is not there, and what may not be there
        "/home/missing, READ, false", "/home/missing/file, WRITE CREATE, false",
        "/home/missing, WRITE CREATE, true", "/home/missing, WRITE CREATE EXCLUSIVE, true",
        "/home/private, WRITE CREATE EXCLUSIVE, false", "/home/private, WRITE CREATE, true",
        "/closed/missing, WRITE CREATE, false", "/missing, WRITE CREATE, false",
        // of the wrong kind
        "/home/private, READ DIRECTORY, false", "/home/dir, WRITE, false", "/home/dir, READ CREATE, false",
        "/home/link, READ NO_FOLLOW, false", "/home/socket, READ, false", "/home/dir, WRITE TMPFILE, true",
        "/home/private, WRITE TMPFILE, false", "/, WRITE TMPFILE, false", "/home/running, WRITE, false",
        "/home/running, READ, true", "/, READ, true"
    })
    void files_open_as_their_mode_says_and_if_they_are_there(String path, String flags, boolean permitted) {
        assertThat(permits(USER, open(path, flags))).isEqualTo(permitted);
    }

    @Test
    void root_opens_all_but_only_by_its_capabilities() {
        for (String path : List.of("/home/private", "/home/locked")) {
            assertThat(permits(ROOT, open(path, "READ WRITE"))).isTrue();
            assertThat(permits(ROOT_WITHOUT_CAPABILITIES, open(path, "READ"))).isFalse();
        }
        assertThat(permits(ROOT_WITHOUT_CAPABILITIES, open("/closed/file", "READ"))).isTrue();
    }

    @Test
    void nothing_is_written_where_the_mount_is_read_only_but_devices_are() {
        assertThat(permits(USER, open("/srv/file", "WRITE"))).isTrue();
        facts.mounted(true, false);

        assertThat(permits(USER, open("/srv/file", "READ"))).isTrue();
        assertThat(permits(USER, open("/srv/file", "WRITE"))).isFalse();
        assertThat(permits(USER, open("/srv/missing", "WRITE CREATE"))).isFalse();
        assertThat(permits(USER, open("/srv/console", "WRITE"))).isTrue();
        assertThat(permits(USER, new Operation.Truncate(Path.of("/srv/file")))).isFalse();
        assertThat(permits(USER, make("/srv/missing", AccessFs.MAKE_DIR))).isFalse();
        assertThat(permits(USER, remove("/srv/file", AccessFs.REMOVE_FILE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/home/private, true", "/home/public, false", "/home/dir, false", "/home/missing, false",
        "/home/running, false", "/closed/file, false"})
    void files_are_truncated_by_whoever_may_write_them(String path, boolean permitted) {
        assertThat(permits(USER, new Operation.Truncate(Path.of(path)))).isEqualTo(permitted);
    }

    @ParameterizedTest
    @CsvSource({"/home/tool, true", "/home/private, false", "/home/missing, false", "/home/dir, false",
        "/closed/file, false", "/srv/tool, true"})
    void programs_are_executed_that_have_the_bit(String path, boolean permitted) {
        assertThat(permits(USER, new Operation.Execute(Path.of(path)))).isEqualTo(permitted);
    }

    @Test
    void not_even_root_executes_what_nobody_may_execute_or_a_mount_forbids() {
        facts.mounted(false, true);

        assertThat(permits(ROOT, new Operation.Execute(Path.of("/home/private")))).isFalse();
        assertThat(permits(ROOT, new Operation.Execute(Path.of("/srv/tool")))).isFalse();
    }

    @Test
    void a_script_needs_an_interpreter_that_may_be_executed_too() {
        Operation script = new Operation.Execute(Path.of("/home/tool"));

        assertThat(permits(USER, explanation(script, "/home/tool", "/srv/tool"))).isTrue();
        assertThat(permits(USER, explanation(script, "/home/tool", "/home/private"))).isFalse();
        assertThat(permits(USER, explanation(script, "/home/tool", "/home/missing"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/home/new, true", "/home/dir, false", "/home/missing/new, false", "/closed/new, false",
        "/new, false", "/tmp/new, true", "/home/private/new, false"})
    void what_is_not_there_is_made_in_directories_that_may_be_written(String path, boolean permitted) {
        assertThat(permits(USER, make(path, AccessFs.MAKE_DIR))).isEqualTo(permitted);
    }

    @Test
    void device_nodes_take_a_capability() {
        assertThat(permits(USER, make("/home/new", AccessFs.MAKE_CHAR))).isFalse();
        assertThat(permits(ROOT, make("/home/new", AccessFs.MAKE_BLOCK))).isTrue();
        assertThat(permits(USER, make("/home/new", AccessFs.MAKE_FIFO))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/home/locked, REMOVE_FILE, true", "/home/dir, REMOVE_FILE, false",
        "/home/dir, REMOVE_DIR, false", "/home/empty, REMOVE_DIR, true", "/home/private, REMOVE_DIR, false",
        "/home/missing, REMOVE_FILE, false", "/closed/file, REMOVE_FILE, false", "/home, REMOVE_DIR, false",
        "/tmp/mine, REMOVE_FILE, true", "/tmp/others, REMOVE_FILE, false", "/home/link, REMOVE_FILE, true"})
    void what_is_there_is_removed_by_whoever_may_write_its_directory(
            String path, AccessFs right, boolean permitted) {
        assertThat(permits(USER, remove(path, right))).isEqualTo(permitted);
    }

    @Test
    void a_mount_point_is_not_removed() {
        FakeFacts mounted = new FakeFacts().with("/srv", 0, "0040777");

        assertThat(new OrdinaryPermissions(mounted, ROOT, 7)
                .permit(explanation(remove("/srv", AccessFs.REMOVE_DIR), "/"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"BIND_TCP, 80, false", "BIND_TCP, 1024, true", "BIND_TCP, 0, true", "BIND_UDP, 53, false",
        "CONNECT_TCP, 80, true", "CONNECT_SEND_UDP, 53, true"})
    void ports_below_1024_take_a_capability_to_bind(AccessNet right, int port, boolean permitted) {
        Subject service = new Subject(1, 1, Set.of(), 1L << Capability.NET_BIND_SERVICE.ordinal());

        assertThat(permits(USER, new Operation.UsePort(right, port))).isEqualTo(permitted);
        assertThat(permits(service, new Operation.UsePort(right, port))).isTrue();
    }

    @Test
    void sockets_are_connected_to_by_whoever_may_write_them() {
        assertThat(permits(USER, new Operation.ResolveUnix(Path.of("/home/socket")))).isTrue();
        assertThat(permits(USER, new Operation.ResolveUnix(Path.of("/home/private")))).isFalse();
        assertThat(permits(USER, new Operation.ResolveUnix(Path.of("/home/missing")))).isFalse();
        assertThat(permits(new Subject(2, 2, Set.of(), 0), new Operation.ResolveUnix(Path.of("/home/socket"))))
                .isFalse();
    }

    @Test
    void what_the_null_device_knows_nothing_of_is_no_denial() {
        facts.with("/dev", 0, "0040755").device("/dev/null", 1, 3);

        assertThat(permits(USER, new Operation.ControlDevice(Path.of("/dev/null")))).isFalse();
        assertThat(permits(USER, new Operation.ControlDevice(Path.of("/srv/console")))).isTrue();
    }

    @Test
    void a_process_without_a_terminal_has_none_to_open() {
        facts.with("/dev", 0, "0040755").device("/dev/tty", 5, 0);

        assertThat(permits(USER, open("/dev/tty", "READ WRITE"))).isFalse();
        facts.terminalOf(7);
        assertThat(permits(USER, open("/dev/tty", "READ WRITE"))).isTrue();
        assertThat(permits(USER, open("/srv/console", "READ WRITE"))).isTrue();
    }

    @Test
    void whom_a_signal_was_for_is_not_known() {
        assertThat(permits(USER, new Operation.Reach(Scope.SIGNAL))).isTrue();
        assertThat(permits(USER, new Operation.Call(SyscallGroup.MOUNTS))).isTrue();
    }

    private boolean permits(Subject subject, Operation operation) {
        return permits(subject, explanation(operation));
    }

    private boolean permits(Subject subject, Explanation explanation) {
        return new OrdinaryPermissions(facts, subject, 7).permit(explanation);
    }

    private static Explanation explanation(Operation operation, String... paths) {
        List<Requirement> requirements = List.of(paths).stream()
                .<Requirement>map(path -> new Requirement.OnPath(Path.of(path), false,
                        Set.of(AccessFs.EXECUTE), Set.of(AccessFs.EXECUTE), List.of(), Optional.empty()))
                .toList();
        return new Explanation(operation, "EACCES", requirements, List.of(), List.of(), List.of());
    }

    private static Operation open(String path, String flags) {
        Set<OpenFlag> set = EnumSet.noneOf(OpenFlag.class);
        for (String flag : flags.split(" ")) {
            set.add(OpenFlag.valueOf(flag));
        }
        return new Operation.Open(Path.of(path), set);
    }

    private static Operation make(String path, AccessFs right) {
        return new Operation.Make(Path.of(path), right);
    }

    private static Operation remove(String path, AccessFs right) {
        return new Operation.Remove(Path.of(path), right);
    }
}
