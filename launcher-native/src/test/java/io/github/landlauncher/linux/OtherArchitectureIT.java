package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.AuditLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On architectures whose numbers are not known nothing asks the kernel, and all says why. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OtherArchitectureIT {

    @TempDir private Path directory;

    /** Prints what each entrance to the kernel throws, or that it threw nothing. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) {
            SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V1).allowReadExecute("/usr");
            tell(LandlockSupport::current);
            tell(policy::createRuleset);
            tell(() -> new SandboxedProcessBuilder("/bin/true").policy(policy).start());
            tell(AuditLog::open);
        }

        private static void tell(Callable<?> entrance) {
            try {
                System.out.println("returned " + entrance.call());
            } catch (Exception e) {
                System.out.println(e);
            }
        }
    }

    /** What {@link Main} prints in a JVM that takes itself to be on this architecture. */
    private List<String> run(String architecture, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-Dos.arch=" + architecture));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        Path output = directory.resolve("output");
        Process jvm = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(jvm.waitFor()).isZero();
        return Files.readAllLines(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ppc64le", "s390x", "loongarch64", "i386", "arm"})
    void whatever_is_asked_the_message_names_the_supported_architectures(String architecture)
            throws Exception {
        assertThat(run(architecture)).hasSize(4).allSatisfy(line -> assertThat(line)
                .startsWith("java.lang.UnsupportedOperationException: Landlauncher needs Linux on ")
                .contains("(os.arch amd64, aarch64 or riscv64)")
                .contains("this JVM runs on Linux/" + architecture + ".")
                .endsWith(" See docs/errors.md#platform"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s390x", "arm"})
    void an_own_helper_changes_nothing_and_the_message_says_so(String architecture)
            throws Exception {
        assertThat(run(architecture, "-Dlandlauncher.helper=/bin/true")).hasSize(4)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("java.lang.UnsupportedOperationException: ")
                        .contains("landlauncher.helper, does not help"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i386", "arm"})
    void a_jvm_of_32_bits_is_told_to_use_one_of_64(String architecture) throws Exception {
        assertThat(run(architecture)).hasSize(4)
                .allSatisfy(line -> assertThat(line).contains("use a JVM that has them too"));
        assertThat(run("s390x")).hasSize(4)
                .allSatisfy(line -> assertThat(line).doesNotContain("use a JVM"));
    }
}
