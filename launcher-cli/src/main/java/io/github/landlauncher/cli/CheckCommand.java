package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockSupport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this kernel offers of Landlock, or whether that is enough. */
@Command(
        name = "check",
        description = "Says what this kernel offers of Landlock; or, with --require, only by the exit"
                + " status whether it offers enough, and on standard error what is missing.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Landlock is available, and so is all that --require names.",
            "1:Not so; the output or standard error says what is missing.",
            "2:Wrong options."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  landlauncher check --require 6 --require seccomp",
            "  landlauncher check --require truncate,connect-tcp,erratum=3",
            "  landlauncher check --json"
        })
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--require", paramLabel = "WHAT", split = ",",
            converter = Requirement.Converter.class,
            description = "Fail unless this kernel has WHAT: an ABI or a newer one, as 6 or abi>=6; a"
                    + " right, scope or log flag by its name, as truncate, connect-tcp, signal; an"
                    + " erratum, fixed, as erratum=3; seccomp, for --containment; control-groups, for"
                    + " --memory-max and --pids-max. May be repeated, or a list with commas.")
    private List<Requirement> requirements = new ArrayList<>();

    @Option(names = "--json", description = "Print a JSON object, with what became of each --require.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Host host = Host.current();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(KernelJson.of(host, requirements));
        } else if (requirements.isEmpty()) {
            out.print(KernelReport.of(host));
        }
        out.flush();
        List<String> missing = missing(host, requirements);
        missing.forEach(spec.commandLine().getErr()::println);
        boolean available = host.support().state() == LandlockSupport.State.AVAILABLE;
        return available && missing.isEmpty() ? 0 : 1;
    }

    /** A line for each requirement that is not met. */
    static List<String> missing(Host host, List<Requirement> requirements) {
        List<String> lines = new ArrayList<>();
        for (Requirement requirement : requirements) {
            Optional<String> missing = requirement.missing().apply(host);
            missing.ifPresent(why -> lines.add(
                    "landlauncher: not met: " + requirement.text() + ": " + why));
        }
        return lines;
    }
}
