package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockSupport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what this kernel offers of Landlock. */
@Command(
        name = "check",
        description = "Says what this kernel offers of Landlock.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Landlock is available.",
            "1:It is not; the output says what to do.",
            "2:Wrong options."
        })
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        LandlockSupport support = LandlockSupport.current();
        spec.commandLine().getOut().print(KernelReport.of(support));
        spec.commandLine().getOut().flush();
        return support.state() == LandlockSupport.State.AVAILABLE ? 0 : 1;
    }
}
