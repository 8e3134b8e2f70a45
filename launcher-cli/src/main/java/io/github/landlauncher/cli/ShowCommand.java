package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.cli.convert.JavaSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a policy and what becomes of it on a kernel. */
@Command(
        name = "show",
        description = "Shows the policy that the options make, in the kernel's words, and what becomes of"
                + " it on this kernel or on another. Nothing is started, and no path of a rule is opened.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:A program would start there.",
            "1:None would; the output says why.",
            "125:The policy could not be made.",
            "2:Wrong options."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  landlauncher show --rx /usr/bin --rw . --connect 443",
            "  landlauncher show --rw . --abi 1",
            "  landlauncher show --rx /usr/bin --preset tls --toml > policy.toml"
        })
final class ShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private PolicyOptions policy;

    @Mixin
    private AbiOption kernel;

    @ArgGroup
    private Form form = new Form();

    /** What to print instead, one at most. */
    private static final class Form {

        @Option(names = "--toml",
                description = "Print a policy file in TOML instead, which says exactly this policy; what the"
                        + " published format has no words for makes it one for --allow-extension.")
        private boolean toml;

        @Option(names = "--json", description = "Print the same in JSON instead.")
        private boolean json;

        @Option(names = "--java", description = "Print Java source that makes the policy instead.")
        private boolean java;
    }

    @Override
    public Integer call() throws IOException {
        LandlockSupport support = kernel.support();
        SandboxPolicy shown = policy.policy();
        PrintWriter out = spec.commandLine().getOut();
        out.print(text(shown, support));
        out.flush();
        return shown.enforcementOn(support).refusal().isPresent() ? 1 : 0;
    }

    private String text(SandboxPolicy shown, LandlockSupport support) {
        if (form.toml) {
            return PolicyFiles.toml(shown);
        }
        if (form.json) {
            return PolicyFiles.json(shown);
        }
        return form.java ? JavaSource.of(shown) : PolicyText.of(shown, support, kernel.isHere());
    }
}
