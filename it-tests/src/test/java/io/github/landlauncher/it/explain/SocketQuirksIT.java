package io.github.landlauncher.it.explain;

import static io.github.landlauncher.AccessFs.MAKE_SOCK;
import static io.github.landlauncher.AccessFs.RESOLVE_UNIX;
import static io.github.landlauncher.AccessNet.BIND_UDP;
import static io.github.landlauncher.AccessNet.CONNECT_SEND_UDP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.it.KernelFacing;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the kernel makes of unix sockets with a path (ABI 9) and of UDP (ABI 10) where one would think
 * otherwise, and that it is explained so. Each row says what becomes of an operation in a sandbox, and
 * out of it if it fails.
 */
@KernelFacing
@DisplayNameGeneration(ReplaceUnderscores.class)
class SocketQuirksIT {

    private static final int DONE = 0;
    private static final int EACCES = 13;
    private static final int EINVAL = 22;
    private static final int ECONNREFUSED = 111;
    private static final int PORT = 45_673;

    @TempDir private Path directory;
    private BatchProbe free;
    private Path place;
    private Path socket;

    @BeforeEach
    void listen() throws IOException {
        free = BatchProbe.free();
        place = Files.createDirectory(directory.toRealPath().resolve("place"));
        socket = place.resolve("socket");
        free.must(place, "listen-path", "stream", "socket");
    }

    @AfterEach
    void end_the_probe() throws IOException {
        free.close();
    }

    @Test
    @RequiresAbi(9)
    void a_rule_for_a_socket_is_on_it_or_above_it_and_links_to_it_do_not_count() throws Exception {
        Path links = Files.createDirectory(place.resolveSibling("links"));
        Files.createSymbolicLink(links.resolve("link"), socket);
        Step straight = Steps.connectPath(place, "stream", Path.of("socket"));
        Step byLink = Steps.connectPath(links, "stream", Path.of("link"));
        SandboxPolicy policy = SandboxPolicy.handling(Set.of(RESOLVE_UNIX), Set.of(), Set.of());

        for (Step step : List.of(straight, byLink)) {
            becomes(policy, step, EACCES, DONE);
            becomes(policy.allow(Set.of(RESOLVE_UNIX), links), step, EACCES, DONE);
            becomes(policy.allow(Set.of(RESOLVE_UNIX), place), step, DONE, DONE);
            becomes(policy.allow(Set.of(RESOLVE_UNIX), socket), step, DONE, DONE);
        }
    }

    @Test
    @RequiresAbi(9)
    void a_socket_that_nobody_listens_on_is_refused_before_landlock_is_asked() throws Exception {
        free.must(place, "bind-path", "left");
        SandboxPolicy policy = SandboxPolicy.handling(Set.of(RESOLVE_UNIX), Set.of(), Set.of());
        Step step = Steps.connectPath(place, "datagram", Path.of("left"));

        assertThat(inside(policy, step)).isEqualTo(ECONNREFUSED);
        assertThat(free.run(place, step.request())).isEqualTo(ECONNREFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "datagram"})
    @RequiresAbi(9)
    void a_program_reaches_the_sockets_that_it_has_bound_itself(String type) throws Exception {
        SandboxPolicy policy = SandboxPolicy.handling(Set.of(RESOLVE_UNIX), Set.of(), Set.of())
                .allowReadExecute(BatchProbe.program());
        Step step = Steps.connectPath(place, type, Path.of("own"));

        try (BatchProbe sandboxed = Quirk.start(policy); BatchProbe other = Quirk.start(policy)) {
            sandboxed.must(place, "listen-path", type, "own");
            assertThat(sandboxed.run(place, step.request())).isEqualTo(DONE);
            assertThat(other.run(place, step.request())).as("from another sandbox").isEqualTo(EACCES);
        }
        assertThat(policy.explain(step.operation()).notes())
                .anySatisfy(note -> assertThat(note).contains("a socket that the program has bound"));
    }

    @Test
    @RequiresAbi(9)
    void to_make_a_socket_takes_no_right_to_reach_it() throws Exception {
        SandboxPolicy policy = SandboxPolicy.handling(Set.of(RESOLVE_UNIX, MAKE_SOCK), Set.of(), Set.of());

        becomes(policy, Steps.bindPath(place, Path.of("new")), EACCES, DONE);
        Files.delete(place.resolve("new"));
        becomes(policy.allow(Set.of(MAKE_SOCK), place), Steps.bindPath(place, Path.of("new")), DONE, DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "send"})
    @RequiresAbi(10)
    void the_first_use_of_a_udp_socket_binds_it_which_takes_a_right_of_its_own(String way) throws Exception {
        for (String family : List.of("4", "6", "46")) {
            Step step = Steps.udp(place, way, family, PORT);

            becomes(udp(new PortRule(PORT, Set.of(CONNECT_SEND_UDP))), step, EACCES, DONE);
            becomes(udp(new PortRule(0, Set.of(BIND_UDP))), step, EACCES, DONE);
            becomes(udp(new PortRule(PORT, Set.of(CONNECT_SEND_UDP)), new PortRule(0, Set.of(BIND_UDP))),
                    step, DONE, DONE);
            becomes(sendingOnly().allow(new PortRule(PORT, Set.of(CONNECT_SEND_UDP))), step, DONE, DONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bound-connect", "bound-send", "connected-send", "connected-sendto"})
    @RequiresAbi(10)
    void a_udp_socket_that_is_bound_or_connected_takes_the_right_for_the_port_that_is_named(String way)
            throws Exception {
        PortRule source = new PortRule(0, Set.of(BIND_UDP));
        Step step = Steps.udp(place, way, "4", PORT);

        becomes(udp(source, new PortRule(PORT, Set.of(CONNECT_SEND_UDP))), step, DONE, DONE);
        if (way.startsWith("bound")) {
            becomes(udp(source, new PortRule(PORT + 1, Set.of(CONNECT_SEND_UDP))), step, EACCES, DONE);
        }
    }

    @Test
    @RequiresAbi(10)
    void port_0_is_a_port_like_others_which_udp_can_connect_to_but_not_send_to() throws Exception {
        SandboxPolicy policy = sendingOnly().allow(new PortRule(PORT, Set.of(CONNECT_SEND_UDP)));

        becomes(policy, Steps.udp(place, "connect", "4", 0), EACCES, DONE);
        becomes(policy, Steps.udp(place, "send", "4", 0), EACCES, EINVAL);
        becomes(policy.allow(new PortRule(0, Set.of(CONNECT_SEND_UDP))),
                Steps.udp(place, "send", "4", 0), EINVAL, EINVAL);
    }

    private static SandboxPolicy sendingOnly() {
        return SandboxPolicy.handling(Set.of(), Set.of(CONNECT_SEND_UDP), Set.of());
    }

    private static SandboxPolicy udp(PortRule... rules) {
        SandboxPolicy policy = SandboxPolicy.handling(
                Set.of(), Set.of(AccessNet.BIND_UDP, AccessNet.CONNECT_SEND_UDP), Set.of());
        for (PortRule rule : rules) {
            policy = policy.allow(rule);
        }
        return policy;
    }

    private int inside(SandboxPolicy policy, Step step) throws IOException {
        try (BatchProbe sandboxed = Quirk.start(policy.allowReadExecute(BatchProbe.program()))) {
            return sandboxed.run(step.directory(), step.request());
        }
    }

    private void becomes(SandboxPolicy policy, Step step, int inside, int outside) throws IOException {
        Quirk.check(free, policy, step, inside, outside);
    }
}
