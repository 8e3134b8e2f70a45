package io.github.landlauncher.cli;

import io.github.landlauncher.explain.Explainer;
import io.github.landlauncher.explain.Explanation;
import io.github.landlauncher.explain.Operation;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether a policy allows something, and why. */
@Command(
        name = "explain",
        description = "Says whether the policy that the options make allows something, by which rules, or what"
                + " is missing and what would allow it. Files are looked at as they are now; nothing is started"
                + " or opened, and owners and modes of files are another matter.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:It is allowed.",
            "1:It is denied, or no program would start; the output says why.",
            "125:The policy could not be made.",
            "2:Wrong options."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  landlauncher explain --rx /usr/bin --read /etc/passwd",
            "  landlauncher explain --policy policy.toml --rename in/a out/b --abi 1",
            "  landlauncher explain --connect 443 --connect-to 80"
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1", heading = "%nWhat is asked about, one of:%n", order = 1)
    private Question question;

    @Mixin
    private PolicyOptions policy;

    @Mixin
    private AbiOption kernel;

    @Option(names = "--json", description = "Print the same as a JSON object instead.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Explainer explainer = policy.policy().explainerOn(kernel.support());
        Explanation explanation = explainer.explain(operation());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? ExplainJson.of(explanation, explainer.problems()) : text(explanation));
        out.flush();
        return explanation.allowed() && explainer.problems().isEmpty() ? 0 : 1;
    }

    /** What is asked about. */
    Operation operation() {
        return question.operation();
    }

    private String text(Explanation explanation) {
        String text = ExplanationAdvice.of(explanation, policy.isOfFiles());
        return kernel.isHere() ? text : text.replace("this kernel", "that kernel");
    }
}
