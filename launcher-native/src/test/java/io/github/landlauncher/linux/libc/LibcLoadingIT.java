package io.github.landlauncher.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a JVM in which the binding cannot be linked says, each tried in a JVM of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LibcLoadingIT {

    private static final int JAVA = Runtime.version().feature();

    /** Prints the binding's name, or what the first and the second use throw. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            for (int use = 0; use < 2; use++) {
                try {
                    System.out.println(Libc.get().binding());
                } catch (UnsupportedOperationException e) {
                    System.out.println(e.getMessage() + " Cause: " + e.getCause());
                }
            }
        }
    }

    /** The two lines that {@link Main} prints in a JVM with these options. */
    private static List<String> run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        Process jvm =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<String> lines =
                new String(jvm.getInputStream().readAllBytes()).lines().toList();
        assertThat(jvm.waitFor()).isZero();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).as("the second use").isEqualTo(lines.get(0));
        return lines;
    }

    private static void assumeBinding(String binding) {
        assumeThat(Libc.get().binding()).as("binding").isEqualTo(binding);
    }

    @Test
    void with_no_obstacle_the_binding_is_linked() throws Exception {
        assertThat(run()).containsOnly(Libc.get().binding());
    }

    @Test
    void on_another_system_the_message_says_what_is_needed() throws Exception {
        assertThat(run("-Dos.name=Plan 9").get(0))
                .startsWith("Landlauncher needs Linux on 64-bit x86, ARM or RISC-V")
                .contains("this JVM runs on Plan 9/" + System.getProperty("os.arch"))
                .doesNotContain("landlauncher.helper")
                .endsWith("See docs/errors.md#platform Cause: null");
    }

    @Test
    void on_another_architecture_the_message_says_what_is_needed() throws Exception {
        assertThat(run("-Dos.arch=s390x").get(0)).contains("this JVM runs on Linux/s390x");
    }

    @Test
    void without_native_access_the_message_names_the_option_and_jna_does_not_step_in()
            throws Exception {
        assumeThat(JAVA).as("Java that can forbid native access").isGreaterThanOrEqualTo(24);
        assumeBinding("java.lang.foreign");

        assertThat(run("--illegal-native-access=deny").get(0))
                .startsWith("Landlauncher cannot call the C library: linking the binding"
                        + " java.lang.foreign failed on Linux/")
                .contains(" with Java " + JAVA)
                .contains("--enable-native-access=ALL-UNNAMED")
                .contains("Cause: java.lang.IllegalCallerException");
    }

    @Test
    void without_its_native_library_jna_s_message_names_the_option() throws Exception {
        assumeBinding("jna");

        assertThat(run("-Djna.nounpack=true", "-Djna.nosys=true").get(0))
                .startsWith("Landlauncher cannot call the C library: linking the binding jna")
                .contains("-Djna.tmpdir=DIR")
                .contains("Cause: java.lang.UnsatisfiedLinkError");
    }
}
