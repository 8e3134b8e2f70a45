import io.github.landlauncher.Capture;
import io.github.landlauncher.Completed;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.git.GitSandbox;
import io.github.landlauncher.learn.LearnedPolicy;
import io.github.landlauncher.learn.Learning;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The examples in the documentation, as regions of code that compiles. */
final class Snippets {

    private Snippets() {}

    static SandboxPolicy policy(Path upstream, Path work) {
        // @start region="policy"
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7) // deny all that ABI 7 can deny
                .bestEffort(LandlockAbi.V1) // ... as far as this kernel can
                .allow(Presets.baseSystem()) // loader, libraries, /dev/null, locale ...
                .allowReadExecute("/usr/bin", "/usr/lib/git-core")
                .allowRead(upstream)
                .allowReadWrite(work);
        // @end
        return policy;
    }

    static SandboxPolicy presets(Path javaHome, Path mavenHome, Path repository, Path project)
            throws IOException {
        // @start region="presets"
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V4) // the first that denies TCP
                .allow(Presets.baseSystem())
                .allow(Presets.java(javaHome.toRealPath()))
                .allow(Presets.maven(mavenHome.toRealPath(), repository.toRealPath()))
                .allowReadWrite(project.toRealPath());
        // @end
        return policy;
    }

    static void reportDenials(SandboxPolicy policy) throws IOException, InterruptedException {
        // @start region="reportDenials"
        DenialReport report = new DenialReport();
        Process process = new SandboxedProcessBuilder("sort", "/srv/data/names")
                .policy(policy)
                .reportDenials(report)
                .start();
        if (process.waitFor() != 0) {
            System.err.println(report); // what was denied, and the lines that allow it
        }
        // @end
    }

    static void learning() throws IOException, InterruptedException {
        // @start region="learning"
        Learning learning = Learning.allowingEverything(
                new SandboxedProcessBuilder("sort", "-o", "sorted.txt", "words.txt"));
        learning.run();
        learning.run(); // finds what the first one has made
        LearnedPolicy learned = learning.policy();
        System.out.println(learned); // each rule with its reason, and what is left to decide
        System.out.println(learning.verify(learned));
        // @end
    }

    static void ruleset(SandboxPolicy policy, List<Path> repositories)
            throws IOException, InterruptedException {
        // @start region="ruleset"
        try (Ruleset ruleset = policy.createRuleset()) {
            for (Path repository : repositories) {
                new SandboxedProcessBuilder("git", "fsck")
                        .ruleset(ruleset)
                        .directory(repository.toFile())
                        .inheritIO()
                        .start()
                        .waitFor();
            }
        }
        // @end
    }

    static int builder(SandboxPolicy policy, String upstream, String work)
            throws IOException, InterruptedException {
        // @start region="builder"
        SandboxedProcessBuilder git = new SandboxedProcessBuilder("git", "clone", "-q", upstream, "repo")
                .policy(policy)
                .directory(new File(work));
        git.environment().put("HOME", work);
        git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process process = git.start();
        int exit = process.waitFor();
        // @end
        return exit;
    }

    static String runAsync(SandboxPolicy policy, File repository) {
        // @start region="runAsync"
        CompletableFuture<Completed> head = new SandboxedProcessBuilder("git", "rev-parse", "HEAD")
                .policy(policy)
                .directory(repository)
                .timeout(Duration.ofMinutes(1))
                .runAsync();
        Completed git = head.join(); // or thenApply, allOf, orTimeout ...
        String commit = git.exitValue() == 0 ? git.outputText().strip() : git.errorText();
        // @end
        return commit;
    }

    static CompletableFuture<Completed> capture(SandboxedProcessBuilder builder, byte[] bytes) {
        // @start region="capture"
        Capture capture = Capture.upTo(64 * 1024).errorUpTo(4096).input(bytes);
        CompletableFuture<Completed> run = builder.runAsync(capture);
        // @end
        return run;
    }

    static void enforcement(SandboxPolicy policy) {
        // @start region="enforcement"
        Enforcement enforcement = policy.enforcementOn(LandlockAbi.V4);
        System.out.println(enforcement); // partially enforced, then a line for each right
        enforcement.lines(Enforcement.Status.DROPPED).forEach(System.out::println);
        // @end
    }

    static String git(Path upload) throws IOException, InterruptedException {
        // @start region="git"
        GitSandbox sandbox = GitSandbox.readOnly(upload).ceiling(upload.getParent());
        System.out.println(sandbox.inspect()); // what it says that was not simply followed
        Process log = sandbox.builder("log", "--oneline").start();
        // @end
        return new String(log.getInputStream().readAllBytes()) + log.waitFor();
    }
}
