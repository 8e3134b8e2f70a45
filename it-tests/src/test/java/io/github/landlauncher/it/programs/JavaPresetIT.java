package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the preset for Java lets a JDK do, which is all that it does freely, and what it denies. */
@RequiresAbi(4)
@RequiresProgram({"bash", "python3"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class JavaPresetIT {

    private static final String PROGRAM = """
            cat >Everyday.java <<'END'
            import java.nio.file.Files;
            import java.security.KeyStore;
            import java.time.ZoneId;
            import java.util.Locale;
            import javax.net.ssl.SSLContext;
            import javax.net.ssl.TrustManagerFactory;
            import javax.net.ssl.X509TrustManager;

            public class Everyday {
              public static void main(String[] arguments) throws Exception {
                System.out.println(String.format(Locale.GERMANY, "%,d %tB", 1234567, java.time.LocalDate.EPOCH));
                System.out.println(ZoneId.systemDefault() + " " + Locale.getDefault());
                System.out.println(SSLContext.getDefault().getSupportedSSLParameters().getProtocols().length);
                TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
                trust.init((KeyStore) null);
                System.out.println(((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers().length > 0);
                System.out.println(new java.security.SecureRandom().generateSeed(8).length);
                java.nio.file.Path temporary = Files.createTempFile("text", null);
                System.out.println(Files.writeString(temporary, "text").getParent().getFileName());
                Files.delete(temporary);
                java.util.logging.Logger.getLogger("everyday").info("to standard error");
                System.out.println(java.net.ProxySelector.getDefault().select(java.net.URI.create("http://x/")));
                System.out.println(Runtime.getRuntime().availableProcessors());
                Process process = new ProcessBuilder("/bin/echo", "from a program").inheritIO().start();
                System.out.println(process.waitFor());
              }
            }
            END
            mkdir classes
            """;

    @TempDir private Path directory;
    private Path home;
    private Rules preset;
    private Workplace place;

    @BeforeEach
    void makePlace() throws IOException {
        home = JavaHome.path().toRealPath();
        preset = Presets.java(home);
        place = new Workplace(directory).presets(preset).prepared(PROGRAM);
    }

    @Test
    void a_program_has_locales_time_zones_certificates_temporary_files_and_other_programs()
            throws Exception {
        place.allowing(policy -> policy.allowReadExecute("/bin/echo"));

        String output = place.same(home.resolve("bin/java").toString(), "-Xmx64m",
                "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + place.work().resolve("tmp"),
                "-Djava.util.logging.SimpleFormatter.format=%5$s%n", "Everyday.java");

        assertThat(output).startsWith("1.234.567 Januar\n").contains("\ntrue\n8\ntmp\n")
                .contains("from a program\n0\n");
    }

    @Test
    void javac_compiles() throws Exception {
        place.same(home.resolve("bin/javac").toString(), "-J-XX:TieredStopAtLevel=1", "-d", "classes",
                "Everyday.java");

        assertThat(place.work().resolve("classes/Everyday.class")).isNotEmptyFile();
    }

    /** Nor about the directory /tmp, and the control group that it cannot see. */
    @Test
    void a_jvm_without_options_does_not_complain_about_what_it_may_not_read() throws Exception {
        Seen version = place.contained(home.resolve("bin/java").toString(), "-Xshare:auto", "--version")
                .succeeded("contained");

        assertThat(version.error()).isEmpty();
    }

    @Test
    void other_files_and_programs_and_changes_of_the_jdk_are_denied() throws Exception {
        new Denials(directory, preset)
                .changing(home.resolve("bin/java").toString())
                .changing(home.resolve("lib/modules").toString())
                .and("exec", "/bin/sh", "-c", "exit 0")
                .and("list", "/sys/fs/cgroup")
                .and("read", "/proc/1/cmdline")
                .check();
    }
}
