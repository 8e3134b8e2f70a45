package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which session and process group a program is in, and whom its signals to the group reach. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionIT {

    /** A signal that nobody minds. */
    private static final String SIGWINCH = "28";

    @Test
    void a_plain_process_is_in_the_session_of_the_jvm() throws Exception {
        ProbeResult jvm = Probe.runFree("ids");

        assertThat(value(jvm.lines(), "sid")).isNotEqualTo(value(jvm.lines(), "pid"));
    }

    @Test
    void a_program_with_pipes_alone_leads_a_session_of_its_own() throws Exception {
        SandboxedProcess process = ids().start();
        ProbeResult result = ProbeResult.of(List.of("ids"), process);

        assertThat(value(result.lines(), "sid")).isEqualTo(value(result.lines(), "pid"));
        assertThat(value(result.lines(), "pid")).isEqualTo(Long.toString(process.pid()));
        assertThat(process.enforcement().lines())
                .anyMatch(line -> line.what().equals("session")
                        && line.mechanism() == Mechanism.SESSION);
    }

    @Test
    void a_program_that_inherits_a_stream_is_in_the_session_of_the_jvm() throws Exception {
        SandboxedProcess process = ids().redirectError(Redirect.INHERIT).start();
        ProbeResult result = ProbeResult.of(List.of("ids"), process);

        assertThat(value(result.lines(), "sid")).isEqualTo(sessionOfTheJvm());
        assertThat(process.enforcement().lines(Status.NOT_COVERED))
                .anyMatch(line -> line.what().equals("session"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_the_builder_says_about_the_session_comes_before_the_default(boolean own)
            throws Exception {
        ProbeResult piped = Sandbox.run(ids().newSession(own));
        ProbeResult inheriting =
                Sandbox.run(ids().redirectError(Redirect.INHERIT).newSession(own));

        for (ProbeResult result : List.of(piped, inheriting)) {
            String expected = own ? value(result.lines(), "pid") : sessionOfTheJvm();
            assertThat(value(result.lines(), "sid")).isEqualTo(expected);
        }
    }

    @Test
    void in_the_session_of_the_jvm_a_signal_to_the_group_reaches_the_processes_of_the_jvm()
            throws Exception {
        assertThat(signalsAfterOneToTheGroup(withoutScope(), false)).containsExactly(SIGWINCH);
    }

    @Test
    void in_a_session_of_its_own_a_signal_to_the_group_reaches_nobody_else() throws Exception {
        assertThat(signalsAfterOneToTheGroup(withoutScope(), true)).isEmpty();
    }

    @Test
    @RequiresAbi(6)
    void under_scope_signal_a_signal_to_the_group_reaches_nobody_else() throws Exception {
        assertThat(signalsAfterOneToTheGroup(Sandbox.policy(), false)).isEmpty();
    }

    private static List<String> signalsAfterOneToTheGroup(SandboxPolicy policy, boolean newSession)
            throws Exception {
        try (Peer peer = Peer.start("record-signals")) {
            ProbeResult result =
                    Sandbox.run(
                            new SandboxedProcessBuilder(Probe.command("kill-group", SIGWINCH))
                                    .policy(policy)
                                    .newSession(newSession));
            assertThat(result).succeeds();
            return peer.finish().lines();
        }
    }

    private static SandboxPolicy withoutScope() {
        return Sandbox.policy().allowSignals();
    }

    private static SandboxedProcessBuilder ids() {
        return new SandboxedProcessBuilder(Probe.command("ids")).policy(Sandbox.policy());
    }

    private static String sessionOfTheJvm() throws Exception {
        return value(Probe.runFree("ids").lines(), "sid");
    }

    private static String value(List<String> lines, String name) {
        String prefix = name + "=";
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElseThrow();
    }
}
