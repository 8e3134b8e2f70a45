package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No descriptor of the JVM reaches a program, and no start leaves one in the JVM. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DescriptorHygieneIT {

    private static final List<String> STANDARD_STREAMS = List.of("0", "1", "2");

    /** O_CLOEXEC as /proc shows it, in octal digits; fcntl.h of Linux. */
    private static final int O_CLOEXEC = 02000000;

    @TempDir private Path directory;

    /** What the first start makes lasts as long as the JVM. */
    @BeforeAll
    static void start_once() throws Exception {
        assertThat(Sandbox.run(Sandbox.policy(), "exit", "0")).succeeds();
    }

    @Test
    void the_program_starts_with_descriptors_0_1_2_only() throws Exception {
        assertThat(Sandbox.run(fds()).lines()).isEqualTo(STANDARD_STREAMS);
    }

    @Test
    void the_program_gets_no_descriptor_that_the_jvm_holds_without_close_on_exec()
            throws Exception {
        File file = Files.writeString(directory.resolve("file"), "text").toFile();

        try (FileInputStream in = new FileInputStream(file);
                FileOutputStream out = new FileOutputStream(file, true)) {
            assertThat(in.available()).isPositive();
            out.write(1);
            assertThat(inheritable(file.toPath())).hasSize(2);

            assertThat(Sandbox.run(fds()).lines()).isEqualTo(STANDARD_STREAMS);
        }
    }

    @Test
    void a_program_with_redirects_starts_with_descriptors_0_1_2_only() throws Exception {
        File out = directory.resolve("out").toFile();
        SandboxedProcessBuilder builder =
                fds().redirectInput(new File("/dev/null"))
                        .redirectOutput(out)
                        .redirectErrorStream(true);

        assertThat(Sandbox.run(builder)).succeeds();

        assertThat(Files.readAllLines(out.toPath())).isEqualTo(STANDARD_STREAMS);
    }

    @Test
    void a_program_that_inherits_streams_starts_with_descriptors_0_1_2_only() throws Exception {
        SandboxedProcessBuilder builder =
                fds().redirectInput(Redirect.INHERIT).redirectError(Redirect.INHERIT);

        assertThat(Sandbox.run(builder).lines()).isEqualTo(STANDARD_STREAMS);
    }

    @Test
    void a_program_in_a_pipeline_starts_with_descriptors_0_1_2_only() throws Exception {
        SandboxedProcessBuilder first = probe("fds");
        SandboxedProcessBuilder copy = probe("copy");
        SandboxedProcessBuilder last = probe("fds");

        assertThat(outputOf(first, copy)).isEqualTo(STANDARD_STREAMS);
        assertThat(outputOf(probe("exit", "0"), last)).isEqualTo(STANDARD_STREAMS);
    }

    @Test
    void a_ruleset_that_is_used_again_cannot_be_widened_by_the_program_before() throws Exception {
        String secret = Files.writeString(directory.resolve("secret"), "text").toString();

        try (Ruleset ruleset = Sandbox.policy().createRuleset()) {
            ProbeResult escape = Sandbox.run(with(ruleset, "add-rule-escape"));
            ProbeResult next = Sandbox.run(with(ruleset, "read", secret));

            assertThat(escape).failsWith(Errno.EBADF);
            assertThat(next).failsWith(Errno.EACCES);
            assertThat(Probe.runFree("read", secret)).succeeds();
        }
    }

    static Stream<SandboxedProcessBuilder> starts_that_succeed() {
        return Stream.of(
                probe("exit", "0"),
                probe("print", "out", "err"),
                probe("copy").redirectInput(new File("/dev/null")),
                probe("fds").redirectOutput(Redirect.DISCARD),
                probe("exit", "0").redirectErrorStream(true),
                probe("exit", "0").redirectError(Redirect.INHERIT),
                probe("cwd").directory(new File("/")),
                probe("stdout-bytes", "300000"));
    }

    @ParameterizedTest
    @MethodSource("starts_that_succeed")
    void a_program_that_has_ended_leaves_nothing_in_the_jvm(SandboxedProcessBuilder builder)
            throws Exception {
        Leftovers before = Leftovers.now();

        Process process = builder.start();
        process.getOutputStream().close();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();

        assertThat(Leftovers.now()).isEqualTo(before);
    }

    @Test
    void a_ruleset_takes_one_descriptor_until_it_is_closed() throws Exception {
        Leftovers before = Leftovers.now();

        try (Ruleset ruleset = Sandbox.policy().createRuleset()) {
            assertThat(Leftovers.openDescriptors())
                    .hasSize(before.descriptors().size() + 1)
                    .containsKey(ruleset.fd());
        }

        assertThat(Leftovers.now()).isEqualTo(before);
    }

    private static SandboxedProcessBuilder probe(String... operation) {
        return new SandboxedProcessBuilder(Probe.command(operation)).policy(Sandbox.policy());
    }

    private static SandboxedProcessBuilder fds() {
        return probe("fds");
    }

    private static SandboxedProcessBuilder with(Ruleset ruleset, String... operation) {
        return new SandboxedProcessBuilder(Probe.command(operation)).ruleset(ruleset);
    }

    private static List<String> outputOf(SandboxedProcessBuilder... stages) throws Exception {
        List<Process> pipeline = SandboxedProcessBuilder.startPipeline(List.of(stages));
        Process last = pipeline.get(pipeline.size() - 1);
        List<String> lines = ProbeResult.of(List.of("pipeline"), last).lines();
        for (Process process : pipeline) {
            assertThat(process.waitFor()).isZero();
        }
        return lines;
    }

    /** This JVM's descriptors of a file that execve(2) would leave open. */
    private static List<Integer> inheritable(Path file) throws IOException {
        String target = file.toRealPath().toString();
        return Leftovers.openDescriptors().entrySet().stream()
                .filter(entry -> entry.getValue().equals(target))
                .map(entry -> entry.getKey())
                .filter(fd -> (flags(fd) & O_CLOEXEC) == 0)
                .toList();
    }

    private static int flags(int fd) {
        try {
            return Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd)).stream()
                    .filter(line -> line.startsWith("flags:"))
                    .map(line -> Integer.parseInt(line.substring("flags:".length()).strip(), 8))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
