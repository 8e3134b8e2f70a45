package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.learn.LearnedPolicy;
import io.github.landlauncher.learn.Learner;
import io.github.landlauncher.learn.Learning;
import io.github.landlauncher.learn.Verification;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a program unrestricted, and writes the policy that it needs. */
@Command(
        name = "learn",
        description = "Runs a program UNRESTRICTED, writes a policy that allows what it used, and runs it again"
                + " under that policy. Learn from programs and input that you trust. What is secret, or is"
                + " executed by others, is left out and listed for you to decide.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0-255:That of the program in the last run that was recorded; 128 and the signal's number if a signal"
                    + " ended it.",
            "123:The policy was written, but under it the program did not do as before; standard error says how.",
            "125:The program was not started, or the policy could not be written.",
            "2:Wrong options; or there is such a file already."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  landlauncher learn -o sort.toml -- sort -o sorted.txt words.txt",
            "  landlauncher learn -o build.toml --merge --runs 2 -- make",
            "  landlauncher learn -o next.toml --base --policy build.toml -- make"
        })
final class LearnCommand implements Callable<Integer> {

    /** The program did otherwise under the policy. */
    private static final int NOT_VERIFIED = 123;

    @Spec
    private CommandSpec spec;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", required = true,
            description = "Write the policy to FILE, TOML or JSON by its name. A file that is there is an error"
                    + " without --merge or --force.")
    private Path output;

    @Option(names = "--merge", description = "Add to the policy in FILE, if there is one.")
    private boolean merge;

    @Option(names = "--force", description = "Replace FILE.")
    private boolean force;

    @Option(names = "--java", paramLabel = "FILE", description = "Also write Java source that makes the policy.")
    private Path java;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "1",
            description = "Run the program so often (default: ${DEFAULT-VALUE}). A second run finds what the"
                    + " first has made.")
    private int runs;

    @Option(names = "--no-verify", description = "Do not run the program again under the policy.")
    private boolean unverified;

    @Option(names = "--allow", paramLabel = "PATH",
            description = "Allow what was used of PATH and below it even if it is protected.")
    private List<Path> allowed = new ArrayList<>();

    @Option(names = "--directory-from", paramLabel = "N", defaultValue = "" + Learner.ENTRIES,
            description = "So many entries of a directory make a rule on the directory (default:"
                    + " ${DEFAULT-VALUE}).")
    private int entries;

    @Option(names = "--abi", paramLabel = "ABI", converter = AbiConverter.class,
            description = "Make a policy that denies all that this ABI can deny (default: this kernel's).")
    private LandlockAbi abi;

    @Option(names = "--base",
            description = "Hold the program to the policy that the following options make, and learn what that"
                    + " denies, in addition to it.")
    private boolean base;

    @Mixin
    private PolicyOptions policy;

    @Parameters(arity = "1..*", paramLabel = "COMMAND",
            description = "The program and its arguments, best after --.")
    private List<String> command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LearnedFile file = checked();
        Optional<SandboxPolicy> before = merge ? file.policy() : Optional.empty();
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder(command).inheritIO().directory(policy.directory());
        Learning learning = learning(builder);
        Terminal terminal = Terminal.remember();
        String modes = terminal.modes();
        int exitValue = 0;
        for (int run = 0; run < runs; run++) {
            exitValue = ended(learning.start(), modes);
        }
        LearnedPolicy learned = learner(learning, before).learn(learning.recording());
        file.write(learned, learning.learner().surroundings(), runs, command,
                merge ? file.header() : List.of());
        PrintWriter err = spec.commandLine().getErr();
        learned.toString().lines().forEach(line -> err.println("landlauncher: " + line));
        boolean verified = unverified || verified(builder, learned, exitValue, modes);
        return verified ? exitValue : NOT_VERIFIED;
    }

    private LearnedFile checked() {
        if (runs < 1) {
            throw misuse("--runs " + runs + ": the program has to run once at least");
        }
        if (merge && force) {
            throw misuse("--merge and --force cannot be combined: each says what becomes of " + output);
        }
        List<String> ofPolicy = policy.givenBut("--cwd");
        if (!base && !ofPolicy.isEmpty()) {
            throw misuse(ofPolicy.get(0) + " is about a policy that the program is held to: it needs --base");
        }
        if (base && abi != null) {
            throw misuse("--abi and --base cannot be combined: the base says what is denied");
        }
        if (!policy.gitPresets().isEmpty()) {
            throw misuse("--preset " + policy.gitPresets().get(0).name() + " is more than a policy to add to; see"
                    + " landlauncher run");
        }
        LearnedFile file = LearnedFile.of(output, java);
        if (!merge && !force) {
            file.existing().ifPresent(path -> {
                throw misuse(path + " is there already: --merge adds to it, and --force replaces it");
            });
        }
        return file;
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Learning learning(SandboxedProcessBuilder builder) throws IOException {
        if (base) {
            return Learning.under(builder.copy().policy(policy.policy()));
        }
        return abi == null ? Learning.allowingEverything(builder) : Learning.allowingEverything(builder, abi);
    }

    private Learner learner(Learning learning, Optional<SandboxPolicy> before) {
        try {
            Learner learner = before
                    .map(existing -> Learner.of(existing, learning.learner().surroundings()))
                    .orElseGet(learning::learner);
            File directory = policy.directory();
            Path start = Path.of(directory == null ? "" : directory.getPath()).toAbsolutePath();
            Path[] absolute = allowed.stream().map(start::resolve).map(LearnedFile::real).toArray(Path[]::new);
            return learner.allowDirectoriesFrom(entries).allowUsed(absolute);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), CommandLineAdvice.of(e.getMessage()), e);
        }
    }

    private static int ended(SandboxedProcess process, String modes) throws InterruptedException {
        SignalForwarding.begin().to(process);
        int exitValue = process.waitFor();
        Terminal.restore(modes);
        return exitValue;
    }

    private boolean verified(SandboxedProcessBuilder builder, LearnedPolicy learned, int exitValue, String modes)
            throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            DenialReport report = new DenialReport();
            int under = ended(builder.copy().policy(learned.policy()).reportDenials(report).start(), modes);
            Verification verification = Verification.of(learned, under, OptionalInt.of(exitValue), report);
            verification.toString().lines().forEach(line -> err.println("landlauncher: " + line));
            return verification.passed();
        } catch (IOException e) {
            e.getMessage().lines().forEach(line -> err.println("landlauncher: under the policy: " + line));
            return false;
        }
    }
}
