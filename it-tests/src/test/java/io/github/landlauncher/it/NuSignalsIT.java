package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What NuProcess does to the signals of its JVM, and ours does not. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuSignalsIT {

    private static final long SIGPIPE = 1L << 13 - 1;

    private static long ignored(String status) {
        String line = status.lines().filter(one -> one.startsWith("SigIgn:")).findFirst().orElseThrow();
        return Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
    }

    private static boolean hereIsPipeIgnored() throws Exception {
        return (ignored(Files.readString(Path.of("/proc/self/status"))) & SIGPIPE) != 0;
    }

    private static boolean inProgramIsPipeIgnored() throws Exception {
        NuRecorder handler = new NuRecorder();
        NuWay.SANDBOXED.launch(handler, "/bin/cat", "/proc/self/status").start();
        assertThat(handler.exitCode()).isZero();
        return (ignored(handler.output()) & SIGPIPE) != 0;
    }

    /** In a JVM in which NuProcess has been used. */
    static final class BesideNuProcess implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            NuRecorder first = new NuRecorder();
            NuWay.ORIGINAL.probe(first, "exit", "3").start();
            assertThat(first.exitCode()).isEqualTo(3);
            return "here " + hereIsPipeIgnored() + ", in the program " + inProgramIsPipeIgnored();
        }
    }

    /** In a JVM in which only ours has been used. */
    static final class Alone implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return "in the program " + inProgramIsPipeIgnored() + ", here " + hereIsPipeIgnored();
        }
    }

    @Test
    void nu_process_ignores_sigpipe_in_its_jvm_but_our_programs_do_not() throws Exception {
        assertThat(ChildJvm.by().runSandboxed(BesideNuProcess.class))
                .isEqualTo("here true, in the program false");
    }

    @Test
    void ours_leaves_the_signals_of_its_jvm_alone() throws Exception {
        assertThat(ChildJvm.by().runSandboxed(Alone.class))
                .isEqualTo("in the program false, here false");
    }
}
