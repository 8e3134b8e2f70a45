package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second mount of /proc shows the JVM's own entry as well, and it is refused there too. */
@RequiresAbi(1)
@RequiresProgram({"mount", "unshare"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecondProcIT {

    @TempDir private Path directory;

    @Test
    void an_entry_that_is_not_the_jvm_s_own_is_allowed() throws Exception {
        assumeTrue(Capabilities.canMakeNamespaces(), "needs to be able to make namespaces");

        StartReport report = startWithRuleOn("sys");

        assertThat(report.started()).as(report.toString()).isTrue();
        assertThat(report.exitValue()).isZero();
    }

    @Test
    void the_jvm_s_own_entry_is_refused() throws Exception {
        assumeTrue(Capabilities.canMakeNamespaces(), "needs to be able to make namespaces");

        StartReport report = startWithRuleOn("self/task");

        assertThat(report.step()).isEqualTo(StartStep.OPEN_PATH);
        assertThat(report.message()).contains("it is this JVM's own entry of /proc");
    }

    private StartReport startWithRuleOn(String entry) throws Exception {
        String mount = "mount -t proc proc " + directory + " && exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "/bin/sh", "-c", mount, "sh"));
        command.addAll(new JavaCommand()
                .property(StartMain.ABI, Sandbox.abi().name())
                .property(StartMain.WRITABLE, directory.resolve(entry).toString())
                .command(StartMain.class, Probe.path().toString(), "nnp"));
        return StartReport.from(new ProcessBuilder(command));
    }
}
