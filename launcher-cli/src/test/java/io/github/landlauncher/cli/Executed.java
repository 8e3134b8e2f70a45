package io.github.landlauncher.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command line did that was executed in this JVM. */
record Executed(int exitValue, String output, String error) {

    static Executed of(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter error = new StringWriter();
        CommandLine command = Landlauncher.commandLine()
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(error));
        int exitValue = command.execute(arguments);
        command.getOut().flush();
        command.getErr().flush();
        return new Executed(exitValue, output.toString(), error.toString());
    }
}
