package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM in a containment does what it does without. */
@RequiresAbi(3)
@RequiresProgram("bash")
@DisplayNameGeneration(ReplaceUnderscores.class)
class JvmIT {

    @TempDir private Path directory;
    private Workplace place;

    @BeforeEach
    void makePlace() throws IOException {
        place = new Workplace(directory);
        place.allowing(JvmIT::rules);
    }

    /** Without more it runs, but does not see the limits of its control group. */
    private static SandboxPolicy rules(SandboxPolicy policy) {
        return JavaHome.allowed(policy).allowRead(classes());
    }

    @Test
    void it_sizes_itself_alike_where_it_may_read_what_its_control_group_has() throws Exception {
        place.allowing(policy -> rules(policy).allowRead("/proc").allowReadIfExists("/sys/fs/cgroup",
                "/sys/devices/system", "/sys/kernel/mm"));

        // That address is random; performance data go to /tmp if it may be written.
        String flags = place.script("'%s' -XX:-UsePerfData -XX:+PrintFlagsFinal -version | grep -v SharedBaseAddress"
                .formatted(JavaHome.java()));

        assertThat(flags).contains("MaxHeapSize", "MaxMetaspaceSize", "ParallelGCThreads", "CICompilerCount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "G1", "Z"})
    void it_collects_garbage_loads_classes_and_starts_threads(String collector) throws Exception {
        String output = java(List.of("-XX:+Use" + collector + "GC"), "memory");

        assertThat(output).startsWith("maximum ").endsWith("collected\nthreads 4950\n");
    }

    @Test
    void it_works_with_files() throws Exception {
        assertThat(java(List.of(), "files")).isEqualTo("[a, b, link]\nmapped\nlocked\n2001-09-09T01:46:40Z\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSIX_SPAWN", "VFORK", "FORK"})
    void it_starts_programs_with_each_launch_mechanism(String mechanism) throws Exception {
        String output = java(List.of("-Djdk.lang.Process.launchMechanism=" + mechanism), "processes");

        assertThat(output).isEqualTo("b\na\n0\n3\n[1, 0, 0]\n143\n");
    }

    @Test
    void it_connects_by_unix_sockets_without_a_rule_on_ports() throws Exception {
        assertThat(java(List.of(), "unix")).isEqualTo("text\n");
    }

    @Test
    void it_connects_to_the_port_that_is_allowed() throws Exception {
        try (WebServer server = WebServer.of(place.beside("web"))) {
            place.prepared("mkdir ../web; seq 10000 >../web/numbers")
                    .allowing(policy -> rules(policy).allowConnectTcp(server.port())
                            .allowReadIfExists("/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf"));

            String output = java(List.of(), "http", Integer.toString(server.port()));

            assertThat(output).isEqualTo("48894\n48894\n48894\n");
        }
    }

    private String java(List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(JavaHome.java());
        command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"));
        command.add("-Djava.io.tmpdir=" + place.work().resolve("tmp"));
        command.addAll(options);
        command.addAll(List.of("-cp", classes().toString(), JvmMain.class.getName()));
        command.addAll(List.of(arguments));
        return place.same(command.toArray(String[]::new));
    }

    private static Path classes() {
        return Path.of(JvmMain.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
