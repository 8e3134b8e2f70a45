package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A limit is set before the program runs, which reads it back in /proc. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResourceLimitIT {

    /** What /proc/PID/limits calls each. */
    private static final Map<Resource, String> NAMES = Map.of(
            Resource.CPU, "Max cpu time",
            Resource.FSIZE, "Max file size",
            Resource.STACK, "Max stack size",
            Resource.CORE, "Max core file size",
            Resource.NPROC, "Max processes",
            Resource.NOFILE, "Max open files",
            Resource.MEMLOCK, "Max locked memory",
            Resource.AS, "Max address space");

    private static final SandboxPolicy POLICY = Sandbox.policy()
            .bestEffort(Sandbox.abi()) // NPROC does not bind root
            .allowReadExecute("/bin", "/usr/bin")
            .allowRead("/proc");

    private static SandboxedProcess start(SandboxPolicy policy, String script) throws IOException {
        return new SandboxedProcessBuilder("/bin/sh", "-c", script).policy(policy).start();
    }

    private static String output(SandboxPolicy policy, String script) throws IOException {
        return new String(start(policy, script).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Soft and hard, as in /proc/PID/limits. */
    private static String limits(Resource resource, String page) {
        Matcher line = Pattern.compile("(?m)^" + NAMES.get(resource) + " +(\\w+) +(\\w+)").matcher(page);
        assertThat(line.find()).as(page).isTrue();
        return line.group(1) + " " + line.group(2);
    }

    @Test
    void without_a_limit_the_program_has_those_of_the_jvm() throws Exception {
        Process plain = new ProcessBuilder("/bin/cat", "/proc/self/limits").start();
        String page = new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output(POLICY, "cat /proc/self/limits")).isEqualTo(page);
    }

    @ParameterizedTest
    @EnumSource
    void each_resource_can_be_limited(Resource resource) throws Exception {
        long soft = 64 * 1024 * 1024;
        if (resource == Resource.NOFILE || resource == Resource.NPROC) {
            soft = 200;
        } else if (resource == Resource.CORE || resource == Resource.MEMLOCK) {
            soft = 4096;
        }

        String page = output(POLICY.limit(resource, soft - 1, soft), "cat /proc/self/limits");

        assertThat(limits(resource, page)).isEqualTo((soft - 1) + " " + soft);
    }

    @Test
    void unlimited_is_unlimited() throws Exception {
        String page = output(POLICY.limit(Resource.FSIZE, 5, Limit.UNLIMITED), "cat /proc/self/limits");

        assertThat(limits(Resource.FSIZE, page)).isEqualTo("5 unlimited");
    }

    @Test
    void what_the_program_starts_has_the_limit_too() throws Exception {
        String page = output(POLICY.limit(Resource.NOFILE, 99), "sh -c 'cat /proc/self/limits'");

        assertThat(limits(Resource.NOFILE, page)).isEqualTo("99 99");
    }

    @Test
    void a_containment_makes_no_core_dump() throws Exception {
        String page = output(POLICY.containment(), "cat /proc/self/limits");

        assertThat(limits(Resource.CORE, page)).isEqualTo("0 0");
    }

    @Test
    void a_limit_on_time_ends_the_program() throws Exception {
        SandboxPolicy policy = POLICY.limit(Resource.CPU, 1);

        assertThat(start(policy, "while :; do :; done").waitFor()).isEqualTo(128 + 9);
    }

    @Test
    void a_limit_is_reported_with_its_mechanism() throws Exception {
        SandboxedProcess process = start(POLICY.limit(Resource.NOFILE, 10, 20), "exit 0");
        process.waitFor();

        assertThat(process.enforcement().lines()).contains(
                new Line("RLIMIT_NOFILE", Status.ENFORCED, Mechanism.RLIMIT, "10 20"));
    }

    @Test
    void a_limit_on_processes_stops_a_fork_storm_unless_the_program_is_root() throws Exception {
        boolean root = System.getProperty("user.name").equals("root");
        SandboxPolicy policy = POLICY.limit(Resource.NPROC, 1);

        SandboxedProcess process = start(policy, "(exit 7) & wait $!");
        int exit = process.waitFor();

        Line line = process.enforcement().lines().stream()
                .filter(each -> each.what().equals("RLIMIT_NPROC"))
                .findFirst()
                .orElseThrow();
        assertThat(line.status()).isEqualTo(root ? Status.DROPPED : Status.ENFORCED);
        assertThat(exit == 7).as("the child ran").isEqualTo(root);
    }

    @Test
    void a_limit_above_the_hard_limit_starts_nothing() throws Exception {
        // No user may raise this one above fs.nr_open.
        SandboxPolicy policy = POLICY.limit(Resource.NOFILE, 10, Limit.UNLIMITED);

        SandboxStartException failure = Failures.of(
                new SandboxedProcessBuilder("/bin/true").policy(policy));

        Failures.assertReported(failure, StartStep.LIMIT, Errno.EPERM);
    }
}
