package io.github.landlauncher;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What rules on paths and rules on ports have in common. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AllowancesTest {

    private static final Path P = Path.of("p");
    private static final SandboxPolicy EVERYTHING = SandboxPolicy.handling(LandlockAbi.V11);

    @Test
    void rules_added_at_once_are_rules_added_one_by_one_in_their_order() {
        Rules rules = Rules.none().allowRead("b", "a").allowConnectTcp(2, 1).allowReadWrite("c");

        assertThat(EVERYTHING.allow(rules))
                .isEqualTo(EVERYTHING.allowRead("b").allowRead("a").allowReadWrite("c")
                        .allowConnectTcp(2).allowConnectTcp(1));
        assertThat(rules).hasToString("""
                path_beneath b [READ_FILE, READ_DIR]
                path_beneath a [READ_FILE, READ_DIR]
                path_beneath c [WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, MAKE_DIR, \
                MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_SYM, REFER, TRUNCATE]
                net_port 2 [CONNECT_TCP]
                net_port 1 [CONNECT_TCP]""");
    }

    @Test
    void rules_made_elsewhere_are_allowed_as_they_are() {
        PathRule path = new PathRule(Optional.empty(), P, Set.of(EXECUTE), false, true);
        PortRule port = new PortRule(80, Set.of(AccessNet.values()));

        assertThat(EVERYTHING.allow(List.of(path, path), List.of(port)).rules())
                .returns(List.of(path, path), Rules::pathRules)
                .returns(List.of(port), Rules::portRules);
        assertThatThrownBy(() -> SandboxPolicy.handling(LandlockAbi.V4).allow(List.of(path), List.of(port)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_paths_and_no_ports_allow_nothing() {
        assertThat(EVERYTHING.allowRead(new String[0])).isEqualTo(EVERYTHING);
        assertThat(EVERYTHING.allow(Set.of(EXECUTE))).isEqualTo(EVERYTHING);
        assertThat(EVERYTHING.allowConnectTcp()).isEqualTo(EVERYTHING);
        assertThat(EVERYTHING.allowConnectUdp()).isEqualTo(EVERYTHING);
    }

    @Test
    void null_is_refused_at_once() {
        List<Runnable> calls = List.of(
                () -> EVERYTHING.allowRead((String) null),
                () -> EVERYTHING.allowRead((String[]) null),
                () -> EVERYTHING.allowRead((Path) null),
                () -> EVERYTHING.allowRead((Path[]) null),
                () -> EVERYTHING.allowReadIfExists((String) null),
                () -> EVERYTHING.allowReadBeneath(null, "p"),
                () -> EVERYTHING.allowReadBeneath(P, (String) null),
                () -> EVERYTHING.allow(null, P),
                () -> EVERYTHING.allow(Set.of(EXECUTE), (Path) null),
                () -> EVERYTHING.allowConnectTcp((int[]) null),
                () -> EVERYTHING.allowConnectUdp((int[]) null),
                () -> EVERYTHING.allow((Rules) null),
                () -> EVERYTHING.allow((PathRule) null),
                () -> EVERYTHING.allow(List.of(), null),
                () -> EVERYTHING.allow((PortRule) null));

        assertThat(calls).allSatisfy(call ->
                assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class));
    }
}
