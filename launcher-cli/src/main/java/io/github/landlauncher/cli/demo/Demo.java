package io.github.landlauncher.cli.demo;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.cli.Landlauncher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets git work on a hostile repository, with and without a sandbox, and shows what happened. */
@Command(
        name = "demo",
        description = "Lets git work on a hostile repository, once by ProcessBuilder and once by"
                + " Landlauncher, and shows what its attacks achieved.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Every attack ran, succeeded without a sandbox and was denied with it as far as this"
                    + " kernel can, and all git work succeeded with and without it.",
            "1:Not so; the output says what.",
            "125:The demo could not be run: no Landlock, no git, or neither perl nor bash.",
            "2:Wrong options."
        })
public final class Demo implements Callable<Integer> {

    private static final int ROUNDS = 50;

    @Spec
    private CommandSpec spec;

    @Option(names = "--keep", description = "Keep the repository, and say where it is.")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (DemoDirectory directory = DemoDirectory.create(keep)) {
            Report report = run(directory);
            out.print(report.text(spec.commandLine().getColorScheme().ansi()));
            if (keep) {
                out.println("Kept: " + directory.path());
            }
            out.flush();
            return report.passed() ? 0 : 1;
        }
    }

    private static Report run(DemoDirectory directory) throws IOException, InterruptedException {
        LandlockSupport support = LandlockSupport.current();
        Path gitProgram = Programs.require("git");
        Path trueProgram = Programs.require("true");
        Payload payload = Payload.installed();
        Git plainGit = new Git(gitProgram, directory.plain(), ProcessBuilder::start);
        plainGit.makeDirectories();
        Path gitPrograms = Path.of(plainGit.require("--exec-path").strip());
        List<Path> programs = List.of(
                gitProgram,
                gitPrograms,
                payload.interpreter(),
                Programs.require("cat"),
                trueProgram);
        SandboxPolicy policy =
                SandboxedStarter.policy(LandlockAbi.V7, directory.sandboxed(), programs);
        SandboxUnavailableException.check(policy.enforcementOn(support), support);
        SandboxedStarter sandboxed = new SandboxedStarter(policy);
        Git sandboxedGit = new Git(gitProgram, directory.sandboxed(), sandboxed);
        try (Targets targets = Targets.open(directory.outside())) {
            new HostileRepository(plainGit).create(payload, targets);
            directory.copy();
            // First the one that should let nothing through: a late signal cannot be the other's.
            Run sandboxedRun = Run.of(sandboxedGit, targets);
            Run plainRun = Run.of(plainGit, targets);
            StartTimes times = StartTimes.measure(
                    new ProcessBuilder(trueProgram.toString())::start,
                    () -> sandboxed.start(new ProcessBuilder(trueProgram.toString())),
                    ROUNDS);
            return new Report(support, sandboxed.claim(), plainRun, sandboxedRun, times);
        }
    }
}
