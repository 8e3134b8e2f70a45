package io.github.landlauncher;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.IOCTL_DEV;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static io.github.landlauncher.AccessFs.TRUNCATE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RuleTest {

    private static final Path P = Path.of("p");

    @Test
    void a_path_rule_is_one_line_whatever_its_path_is() {
        PathRule rule = new PathRule(Optional.of(Path.of("/b\033[2J")), Path.of("x\n/\177y"),
                Set.of(EXECUTE), false, false);

        assertThat(rule).hasToString("path_beneath /b\\u001b[2J // x\\u000a/\\u007fy [EXECUTE]");
        assertThat(SandboxPolicy.handling(LandlockAbi.V1).named("caf\u00e9 \u202eb").toString())
                .contains("name caf\u00e9 \\u202eb");
    }

    @Test
    void a_path_rule_keeps_what_is_handled_and_nothing_else_of_it_changes() {
        PathRule rule = new PathRule(
                Optional.of(Path.of("base")), P, Set.of(EXECUTE, WRITE_FILE, REFER), true, true);

        assertThat(rule.within(Set.of(WRITE_FILE, READ_DIR)))
                .isEqualTo(new PathRule(Optional.of(Path.of("base")), P, Set.of(WRITE_FILE), true, true));
        assertThat(rule.within(EnumSet.allOf(AccessFs.class))).isEqualTo(rule);
        assertThat(rule.within(Set.of()).access()).isEmpty();
    }

    @Test
    void a_port_rule_keeps_what_is_handled() {
        PortRule rule = new PortRule(53, EnumSet.allOf(AccessNet.class));

        assertThat(rule.within(Set.of(AccessNet.BIND_TCP)))
                .isEqualTo(new PortRule(53, Set.of(AccessNet.BIND_TCP)));
        assertThat(rule.within(Set.of()).access()).isEmpty();
        assertThat(rule.within(EnumSet.allOf(AccessNet.class))).isEqualTo(rule);
    }

    @Test
    void on_a_plain_file_only_the_rights_of_files_remain() {
        PathRule rule = rule(EnumSet.allOf(AccessFs.class));

        assertThat(rule.accessOnFile()).containsExactlyInAnyOrder(
                EXECUTE, WRITE_FILE, READ_FILE, TRUNCATE, IOCTL_DEV, AccessFs.RESOLVE_UNIX);
        assertThat(rule(Set.of(READ_DIR, REFER)).accessOnFile()).isEmpty();
        assertThat(rule.access()).hasSize(17);
    }

    @ParameterizedTest
    @EnumSource(AccessFs.class)
    void a_rule_writes_if_one_of_its_rights_does(AccessFs right) {
        Set<AccessFs> reading = Set.of(EXECUTE, READ_FILE, READ_DIR, REFER, IOCTL_DEV, AccessFs.RESOLVE_UNIX);
        EnumSet<AccessFs> rights = EnumSet.of(READ_FILE, right);

        assertThat(rule(rights).writes()).isEqualTo(!reading.contains(right));
    }

    @Test
    void the_rights_of_a_rule_cannot_be_changed() {
        PortRule port = new PortRule(1, Set.of(AccessNet.BIND_TCP));

        assertThatThrownBy(() -> rule(Set.of(EXECUTE)).access().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> port.access().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void null_is_refused() {
        List<Runnable> calls = List.of(
                () -> new PathRule(null, P, Set.of(), false, false),
                () -> new PathRule(Optional.empty(), null, Set.of(), false, false),
                () -> new PathRule(Optional.empty(), P, null, false, false),
                () -> new PortRule(1, null));

        assertThat(calls).allSatisfy(call ->
                assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class));
    }

    private static PathRule rule(Set<AccessFs> access) {
        return new PathRule(Optional.empty(), P, access, false, false);
    }
}
