package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.it.Errno;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the preset for names lets the C library and a JVM look up in files, which ports it opens, and
 * what it denies. No name server is asked: what one answers is not the sandbox's matter.
 */
@RequiresAbi(4)
@RequiresProgram({"bash", "python3", "getent"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class DnsPresetIT {

    private static final String PROBE = System.getProperty("landlauncher.probe");
    private static final String DNS = "53";

    private static final String LOOKUP = """
            cat >Lookup.java <<'END'
            public class Lookup {
              public static void main(String[] arguments) throws Exception {
                System.out.println(java.net.InetAddress.getByName("localhost").isLoopbackAddress());
              }
            }
            END
            """;

    @TempDir private Path directory;
    private Workplace place;

    @BeforeEach
    void makePlace() throws IOException {
        place = new Workplace(directory)
                .handling(LandlockAbi.V10)
                .presets(Presets.dns())
                .prepared(LOOKUP)
                .allowing(policy -> policy.allowReadExecute(PROBE, "/usr/bin/getent"));
    }

    @Test
    void the_c_library_finds_hosts_services_and_protocols() throws Exception {
        assertThat(place.same("/usr/bin/getent", "hosts", "localhost")).contains("localhost");
        assertThat(place.same("/usr/bin/getent", "services", "https/tcp")).contains("443/tcp");
        assertThat(place.same("/usr/bin/getent", "protocols", "tcp")).contains("6 TCP");
    }

    @Test
    void without_the_preset_it_finds_no_service() throws Exception {
        Seen seen = place.presets().contained("/usr/bin/getent", "services", "https/tcp");

        assertThat(seen.exitValue()).isEqualTo(2);
    }

    @Test
    void a_jvm_finds_localhost() throws Exception {
        Path home = JavaHome.path().toRealPath();
        place.presets(Presets.dns(), Presets.java(home));

        String output = place.same(home.resolve("bin/java").toString(), "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + place.work().resolve("tmp"), "Lookup.java");

        assertThat(output).isEqualTo("true\n");
    }

    /** Whether somebody listens there or not: the answer is that of no sandbox. */
    @Test
    void the_tcp_port_of_name_servers_can_be_connected_to_and_no_other() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            String other = Integer.toString(server.getLocalPort());
            assertThat(place.free(PROBE, "connect-tcp", other).exitValue()).isZero();
            assertThat(place.contained(PROBE, "connect-tcp", other).exitValue())
                    .isEqualTo(Errno.EACCES.number());
        }
        assertThat(place.contained(PROBE, "connect-tcp", DNS).exitValue())
                .isEqualTo(place.free(PROBE, "connect-tcp", DNS).exitValue());
    }

    @Test
    @RequiresAbi(10)
    void the_udp_port_of_name_servers_can_be_sent_to_and_no_other() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            String other = Integer.toString(server.getLocalPort());
            assertThat(place.free(PROBE, "send-udp", other).exitValue()).isZero();
            assertThat(place.contained(PROBE, "send-udp", other).exitValue())
                    .isEqualTo(Errno.EACCES.number());
        }
        assertThat(place.contained(PROBE, "send-udp", DNS).exitValue())
                .isEqualTo(place.free(PROBE, "send-udp", DNS).exitValue());
    }

    @Test
    void other_files_programs_and_changes_of_names_are_denied() throws Exception {
        Denials denials = new Denials(directory, Presets.dns())
                .and("exec", "/usr/bin/getent", "hosts", "localhost")
                .and("exec", "/bin/sh", "-c", "exit 0")
                .and("list", "/etc")
                .and("list", "/run")
                .changing("/etc/services");
        denials.place().handling(LandlockAbi.V10);
        denials.check();
    }
}
