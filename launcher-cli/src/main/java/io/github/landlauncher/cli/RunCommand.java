package io.github.landlauncher.cli;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        description = "Runs a program that may do only what the options allow, or a policy in files.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0-255:That of the program; 128 and the signal's number if a signal ended it.",
            "124:The time that --timeout gives was over, whatever the program then exited with.",
            "125:The program was not started: not found, not allowed, or no sandbox to be had. Standard error"
                    + " says why, in a line that begins with 'landlauncher: '.",
            "2:Wrong options; standard error says which."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  landlauncher run --rx /usr/bin --rw . -- sort -o sorted.txt words.txt",
            "  landlauncher run --explain --rx /usr/bin -- sort words.txt",
            "  landlauncher run --policy build.toml --preset base-system --preset gcc -- make",
            "  landlauncher run --preset git-readonly -- git log"
        })
final class RunCommand implements Callable<Integer> {

    /** As timeout(1) exits. */
    private static final int TIMED_OUT = 124;

    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final String REFUSED_IF_STRICT = " (--strict refuses to run then)";

    private static final Set<String> FEATURES = features();

    @Spec
    private CommandSpec spec;

    @Mixin
    private PolicyOptions policy;

    @Mixin
    private SettingOptions settings;

    @Mixin
    private DenialOptions explain;

    @Option(names = "--status-file", paramLabel = "FILE",
            description = "Write to FILE, which may be /dev/fd/3, whether the program was started and how"
                    + " it ended, as a line of JSON; no program can then be taken for a failed start.")
    private Path statusFile;

    @Parameters(arity = "1..*", paramLabel = "COMMAND",
            description = "The program and its arguments, best after --.")
    private List<String> command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (StatusFile status = StatusFile.open(statusFile)) {
            Terminal terminal = Terminal.remember();
            SignalForwarding signals = SignalForwarding.begin();
            String modes;
            SandboxedProcess process;
            SandboxedProcessBuilder builder;
            try {
                builder = builder();
                modes = terminal.modes();
                process = start(builder);
            } catch (IOException | RuntimeException e) {
                explain.print(spec.commandLine().getErr(), policy.form(), Optional.empty(), policy.directory());
                status.notStarted(Landlauncher.status(e), Landlauncher.message(e));
                throw e;
            }
            signals.to(process);
            int exitValue = waitFor(process);
            Terminal.restore(modes);
            explain(builder, exitValue);
            status.ended(exitValue, process.timedOut());
            return exitValue;
        }
    }

    /** By what was seen, or else by what the exit value tells. */
    private void explain(SandboxedProcessBuilder builder, int exitValue) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (explain.given()) {
            explain.print(err, policy.form(), Optional.of(exitValue), policy.directory());
            return;
        }
        boolean passed = settings.names().contains(ExitLines.LIBRARY_PATH)
                || !settings.cleanEnvironment() && policy.gitPresets().isEmpty();
        ExitLines.of(builder, passed, exitValue).forEach(err::println);
    }

    private SandboxedProcess start(SandboxedProcessBuilder builder) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        LandlockSupport support = LandlockSupport.current();
        List<String> before = dropped(builder.policy().enforcementOn(support), support);
        before.forEach(err::println);
        SandboxedProcess process = builder.start();
        // Whether there is a control group is known only now.
        dropped(process.enforcement(), support).stream()
                .filter(line -> !before.contains(line))
                .forEach(err::println);
        return process;
    }

    private int waitFor(SandboxedProcess process) throws InterruptedException {
        int exitValue = process.waitFor();
        boolean timedOut = process.timedOut();
        if (timedOut || settings.killSurvivors()) {
            process.destroyTree(timedOut ? GRACE : Duration.ZERO); // What this JVM's end would cut short.
        }
        return timedOut ? TIMED_OUT : exitValue;
    }

    /** The policy that the options ask for. */
    SandboxPolicy policy() throws IOException {
        return policy.policy();
    }

    /** What of the options no policy says. */
    List<String> beyondPolicy() {
        return policy.gitPresets().stream()
                .map(preset -> "--preset " + preset.name() + ": the clean environment, the private home and"
                        + " what overrides the repository's commands")
                .toList();
    }

    /** What is to be started, as the options ask for. */
    SandboxedProcessBuilder builder() throws IOException {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(command).inheritIO();
        boolean cleaned = policy.applyTo(builder, settings.names());
        try {
            settings.applyTo(builder, cleaned);
            explain.applyTo(builder);
            return builder;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), CommandLineAdvice.of(e.getMessage()), e);
        }
    }

    /** The program and its arguments. */
    List<String> command() {
        return command;
    }

    /** What to say about what best effort leaves out: a line for Landlock, and one for all else. */
    static List<String> dropped(Enforcement enforcement, LandlockSupport support) {
        List<String> lines = new ArrayList<>();
        List<String> features = new ArrayList<>();
        for (Enforcement.Line line : enforcement.lines(Enforcement.Status.DROPPED)) {
            if (FEATURES.contains(line.what())) {
                features.add(line.what());
            } else {
                lines.add("landlauncher: not enforced: " + line.what() + ": " + line.reason()
                        + REFUSED_IF_STRICT);
            }
        }
        if (!features.isEmpty()) {
            lines.add(0, "landlauncher: not denied, since this kernel has only Landlock ABI "
                    + support.abi() + ": " + String.join(", ", features) + REFUSED_IF_STRICT);
        }
        return lines;
    }

    private static Set<String> features() {
        LandlockAbi[] known = LandlockAbi.values();
        LandlockAbi newest = known[known.length - 1];
        return Stream.of(newest.accessFs(), newest.accessNet(), newest.scopes())
                .flatMap(Set::stream)
                .map(LandlockFeature::name)
                .collect(Collectors.toSet());
    }
}
