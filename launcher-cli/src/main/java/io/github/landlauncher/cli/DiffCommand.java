package io.github.landlauncher.cli;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.PolicyDiff;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what one policy allows more and less than another. */
@Command(
        name = "diff",
        description = "Says what the second policy allows more (+) and less (-) than the first, or merely does"
                + " otherwise (~). Paths are compared as they are given, and no file of theirs is looked at; a"
                + " rule that adds nothing is no difference.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Both allow the same.",
            "1:They differ; the output says in what.",
            "125:A policy could not be read.",
            "2:Wrong options."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  landlauncher diff policy.toml policy.new.toml",
            "  landlauncher show --preset tls --toml | landlauncher diff --allow-extension policy.toml -"
        })
final class DiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--allow-extension",
            description = "Read the table 'landlauncher' of policy files, which goes beyond the published"
                    + " format; without this option it is an error.")
    private boolean extension;

    @Parameters(arity = "2", paramLabel = "POLICY",
            description = "A file in the Landlock Config format, TOML or JSON by its name; a directory of such"
                    + " files; or - for standard input, JSON if it begins with {.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (files.get(0).equals(files.get(1)) && files.get(0).equals(PolicyFiles.STANDARD_INPUT)) {
            throw new IOException("- twice: standard input can be read once");
        }
        PolicyDiff diff = policy(files.get(0)).diff(policy(files.get(1)));
        PrintWriter out = spec.commandLine().getOut();
        diff.lines().forEach(out::println);
        out.flush();
        return diff.isEmpty() ? 0 : 1;
    }

    private SandboxPolicy policy(Path file) throws IOException {
        List<String> notes = new ArrayList<>();
        SandboxPolicy policy = PolicyFiles.policy(List.of(file), extension, System.in, notes);
        notes.forEach(spec.commandLine().getErr()::println);
        return policy;
    }
}
