package io.github.landlauncher.cli;

import io.github.landlauncher.explain.PolicyFinding;
import io.github.landlauncher.explain.PolicyFinding.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what a policy has that its author may not have meant. */
@Command(
        name = "lint",
        description = "Looks through the policy that the options make for what may not be meant: rules that add"
                + " nothing, what is written and can be executed, links and missing paths that fail a start,"
                + " secrets that are open. Files are looked at as they are now; nothing is started.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Nothing was found, or information only.",
            "1:There are errors or warnings in the output.",
            "125:The policy could not be made.",
            "2:Wrong options."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  landlauncher lint --rx /usr/bin --rw .",
            "  landlauncher lint --policy policy.toml --json"
        })
final class LintCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private PolicyOptions policy;

    @Option(names = "--json", description = "Print a JSON object with an array of findings instead.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<PolicyFinding> findings = policy.policy().lint();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(ExplainJson.of(findings));
        } else {
            findings.forEach(out::println);
        }
        out.flush();
        boolean clean = findings.stream().allMatch(finding -> finding.kind().severity() == Severity.INFORMATION);
        return clean ? 0 : 1;
    }
}
