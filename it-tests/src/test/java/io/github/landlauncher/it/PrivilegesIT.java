package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.Capability;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Capabilities that are taken away or kept, and another user; read back in /proc by the program. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivilegesIT {

    private static final long NOBODY = 65534;
    private static final List<String> SETS = List.of("CapInh", "CapPrm", "CapEff", "CapAmb");
    private static final SandboxPolicy POLICY = Sandbox.policy()
            .allowReadExecute("/bin", "/usr/bin")
            .allowRead("/proc");

    /** The lines of /proc/self/status that cat sees. */
    private static Map<String, String> status(SandboxPolicy policy) throws Exception {
        return status(new SandboxedProcessBuilder("/bin/cat", "/proc/self/status").policy(policy).start());
    }

    private static Map<String, String> status(Process cat) throws Exception {
        String text = new String(cat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(cat.waitFor()).isZero();
        return text.lines().collect(Collectors.toMap(
                line -> line.substring(0, line.indexOf(':')),
                line -> line.substring(line.indexOf(':') + 1).strip()));
    }

    private static Map<String, String> statusOfPlain() throws Exception {
        return status(new ProcessBuilder("/bin/cat", "/proc/self/status").start());
    }

    private static void assertSets(Map<String, String> status, String mask) {
        assertThat(status).containsAllEntriesOf(
                SETS.stream().collect(Collectors.toMap(set -> set, set -> mask)));
    }

    private static boolean privileged() {
        return LandlockSupport.current().has(Facility.CAPABILITIES);
    }

    private static boolean mayChangeUsers() throws IOException, InterruptedException {
        return privileged() && Capabilities.canAdministrate();
    }

    @Test
    void a_plain_policy_leaves_the_capabilities_as_they_are() throws Exception {
        Map<String, String> plain = statusOfPlain();

        assertThat(status(POLICY)).containsAllEntriesOf(
                SETS.stream().collect(Collectors.toMap(set -> set, plain::get)));
    }

    @Test
    void a_contained_program_has_no_capability() throws Exception {
        assertSets(status(POLICY.containment()), "0000000000000000");
    }

    @Test
    void keeping_none_takes_them_from_a_plain_policy_too() throws Exception {
        assertSets(status(POLICY.keepCapabilities()), "0000000000000000");
    }

    @Test
    void what_is_kept_is_all_that_the_program_has() throws Exception {
        assumeTrue(privileged(), "needs a JVM with capabilities");

        assertSets(status(POLICY.containment().keepCapabilities(Capability.CHOWN, Capability.KILL)),
                "0000000000000021");
    }

    @Test
    void a_capability_that_the_jvm_lacks_cannot_be_kept() throws Exception {
        assumeFalse(privileged(), "needs a JVM without capabilities");

        SandboxStartException failure = Failures.of(new SandboxedProcessBuilder("/bin/true")
                .policy(POLICY.keepCapabilities(Capability.CHOWN)));

        Failures.assertReported(failure, StartStep.CAPABILITIES, Errno.EPERM);
    }

    @Test
    void another_user_has_neither_groups_nor_capabilities() throws Exception {
        assumeTrue(mayChangeUsers(), "needs CAP_SETUID and CAP_SETGID");

        Map<String, String> status = status(POLICY.runAs(NOBODY, 1234));

        assertThat(status.get("Uid").split("\t")).containsOnly("65534");
        assertThat(status.get("Gid").split("\t")).containsOnly("1234");
        assertThat(status.get("Groups")).isEmpty();
        assertSets(status, "0000000000000000");
    }

    @Test
    void another_user_can_be_left_a_capability() throws Exception {
        assumeTrue(mayChangeUsers(), "needs CAP_SETUID and CAP_SETGID");

        Map<String, String> status =
                status(POLICY.runAs(NOBODY, NOBODY).keepCapabilities(Capability.NET_BIND_SERVICE));

        assertThat(status.get("Uid").split("\t")).containsOnly("65534");
        assertSets(status, "0000000000000400");
    }

    @Test
    void another_user_can_write_its_private_home() throws Exception {
        assumeTrue(mayChangeUsers(), "needs CAP_SETUID and CAP_SETGID");

        Process shell = new SandboxedProcessBuilder("/bin/sh", "-c", "id -u; echo x > \"$HOME/f\"; cat \"$HOME/f\"")
                .policy(POLICY.containment().runAs(NOBODY, NOBODY))
                .privateHome()
                .redirectErrorStream(true)
                .start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("65534\nx\n");
    }

    @Test
    void without_privilege_there_is_no_other_user() throws Exception {
        assumeFalse(privileged(), "needs a JVM without capabilities");

        SandboxStartException failure = Failures.of(
                new SandboxedProcessBuilder("/bin/true").policy(POLICY.runAs(1, 1)));

        Failures.assertReported(failure, StartStep.USER_GROUPS, Errno.EPERM);
    }

    @Test
    void the_report_names_user_and_capabilities() throws Exception {
        assumeTrue(mayChangeUsers(), "needs CAP_SETUID and CAP_SETGID");

        SandboxedProcess process = new SandboxedProcessBuilder("/bin/true")
                .policy(POLICY.runAs(1, 2).keepCapabilities(Capability.CHOWN))
                .start();
        process.waitFor();

        assertThat(process.enforcement().lines()).contains(
                new Line("user", Status.ENFORCED, Mechanism.CREDENTIALS, "1:2"),
                new Line("capabilities", Status.ENFORCED, Mechanism.CREDENTIALS, "but for [CHOWN]"));
    }
}
