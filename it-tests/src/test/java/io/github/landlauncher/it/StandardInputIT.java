package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A contained program that reads its standard input does not wait for somebody who never writes. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandardInputIT {

    /** Copies standard input to standard output. */
    private static SandboxedProcessBuilder copy(SandboxPolicy policy) {
        return new SandboxedProcessBuilder(Probe.command("copy")).policy(policy);
    }

    private static SandboxPolicy contained() {
        return Sandbox.policy().containment();
    }

    @Test
    void under_a_plain_policy_it_is_a_pipe_that_ends_when_the_jvm_closes_it() throws Exception {
        assertReadsWhatIsWritten(copy(Sandbox.policy()));
    }

    @Test
    void under_containment_its_input_has_ended_without_anybody_closing_it() throws Exception {
        SandboxedProcess process = copy(contained()).start();

        assertThat(process.waitFor()).isZero();
        assertThat(process.inputReader().readLine()).isNull();
    }

    @Test
    void the_null_device_needs_no_rule() throws Exception {
        SandboxPolicy policy = SandboxPolicy.handling(Sandbox.abi())
                .bestEffort(Sandbox.abi())
                .containment()
                .allowReadExecute(Probe.path());

        assertThat(copy(policy).start().waitFor()).isZero();
    }

    @Test
    void a_pipe_that_was_asked_for_is_one() throws Exception {
        assertReadsWhatIsWritten(copy(contained()).redirectInput(Redirect.PIPE));
    }

    @Test
    void a_program_in_a_pipeline_reads_what_the_one_before_writes() throws Exception {
        List<Process> pipeline = SandboxedProcessBuilder.startPipeline(List.of(
                new SandboxedProcessBuilder(Probe.command("print", "text")).policy(contained()),
                copy(contained()),
                copy(contained())));

        assertThat(pipeline.get(2).inputReader().readLine()).isEqualTo("text");
        for (Process process : pipeline) {
            assertThat(process.waitFor()).isZero();
        }
    }

    private static void assertReadsWhatIsWritten(SandboxedProcessBuilder builder) throws Exception {
        SandboxedProcess process = builder.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write("text\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(process.inputReader().readLine()).isEqualTo("text");
        assertThat(process.waitFor()).isZero();
    }
}
