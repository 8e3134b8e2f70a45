package io.github.landlauncher.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script by which a shell completes the command's options. */
@Command(
        name = "completion",
        description = "Prints a script for bash, which zsh can read as well, that completes the commands"
                + " and options of landlauncher.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:The script was printed.",
            "2:Wrong options."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(landlauncher completion)",
            "  landlauncher completion > /etc/bash_completion.d/landlauncher"
        })
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        out.flush();
    }
}
