package io.github.landlauncher.cli;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a program under a policy and exits as it did. */
@Command(
        name = "run",
        description = "Runs a program that may do only what the options allow.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0-255:That of the program; 128 and the signal's number if a signal ended it.",
            "125:The program was not started: not found, not allowed, or no sandbox to be had.",
            "2:Wrong options."
        },
        footerHeading = "%nExample:%n",
        footer = "  landlauncher run --rx /usr/bin --rw . -- sort -o sorted.txt words.txt")
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private PolicyOptions options;

    @Option(names = "--cwd", paramLabel = "DIR", description = "Run the program in this directory.")
    private File directory;

    @Parameters(arity = "1..*", paramLabel = "COMMAND",
            description = "The program and its arguments, best after --.")
    private List<String> command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SandboxPolicy policy = policy();
        dropped(policy.enforcementOn(LandlockSupport.current()), LandlockSupport.current())
                .ifPresent(line -> spec.commandLine().getErr().println(line));
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(command)
                .policy(policy)
                .directory(directory)
                .inheritIO();
        SignalForwarding signals = SignalForwarding.begin();
        SandboxedProcess process = builder.start();
        signals.to(process);
        return process.waitFor();
    }

    /** The policy that the options ask for. */
    SandboxPolicy policy() {
        try {
            return options.policy();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The program and its arguments. */
    List<String> command() {
        return command;
    }

    /** What to say before the start about what best effort leaves out, if anything. */
    static Optional<String> dropped(Enforcement enforcement, LandlockSupport support) {
        List<Enforcement.Line> dropped = enforcement.lines(Enforcement.Status.DROPPED);
        if (dropped.isEmpty()) {
            return Optional.empty();
        }
        String names =
                dropped.stream().map(Enforcement.Line::what).collect(Collectors.joining(", "));
        return Optional.of("landlauncher: not denied, since this kernel has only Landlock ABI "
                + support.abi() + ": " + names + " (--strict refuses to run then)");
    }
}
