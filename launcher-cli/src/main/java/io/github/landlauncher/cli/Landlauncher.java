package io.github.landlauncher.cli;

import io.github.landlauncher.cli.demo.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code landlauncher} command. */
@Command(
        name = "landlauncher",
        description = "Starts programs that the kernel's Landlock holds to a policy.",
        subcommands = {
            RunCommand.class, LearnCommand.class, ShowCommand.class, ExplainCommand.class, LintCommand.class,
            DiffCommand.class, ConvertCommand.class, CheckCommand.class, Demo.class, CompletionCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "landlauncher COMMAND --help says more about each command."})
public final class Landlauncher implements Runnable {

    /** As env(1) and timeout(1) exit when they fail themselves; 126 and 127 are the shell's. */
    static final int FAILURE = 125;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final boolean STACK_TRACE = Boolean.getBoolean("landlauncher.stackTrace");

    @Spec
    private CommandSpec spec;

    /** Runs the command and exits with its status. */
    public static void main(String... args) {
        System.exit(executed(args));
    }

    private static int executed(String... args) {
        try {
            return commandLine().execute(args);
        } catch (LinkageError | VirtualMachineError e) {
            // Left to the JVM it would be status 1, as if the program had failed.
            System.err.println("landlauncher: this JVM failed: " + e);
            return FAILURE;
        }
    }

    /** The command, to be executed with arguments. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Landlauncher());
        // The arguments of the program to run are its own affair, "@file" and quotes included.
        commandLine.setExpandAtFiles(false);
        commandLine.getSubcommands().get("run").setStopAtPositional(true);
        commandLine.getSubcommands().get("learn").setStopAtPositional(true);
        commandLine.getSubcommands().get("convert").setStopAtPositional(true);
        commandLine.setParameterExceptionHandler(Landlauncher::misused);
        commandLine.setExecutionExceptionHandler(Landlauncher::failed);
        return commandLine;
    }

    /** Refuses to do nothing. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing command: run, learn, show, explain, lint, diff, convert, check,"
                        + " demo or completion");
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        // Ours may have lines; in picocli's there are arguments, and whatever is in those.
        boolean ours = misuse.getCause() instanceof IllegalArgumentException;
        command.getErr().println("landlauncher: "
                + (ours ? lines(misuse.getMessage()) : CONTROL.matcher(misuse.getMessage()).replaceAll("?")));
        command.getErr().println(
                "'" + command.getCommandSpec().qualifiedName() + " --help' says what there is.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int failed(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult arguments) {
        PrintWriter err = commandLine.getErr();
        err.println("landlauncher: " + lines(message(failure)));
        if (STACK_TRACE) {
            failure.printStackTrace(err);
        }
        return FAILURE;
    }

    /** Problems are a line each, and begin alike; what is indented belongs to the line above. */
    private static String lines(String message) {
        return message.replaceAll("\n(?! )", "\nlandlauncher: ");
    }

    /** What to say of a failure. */
    static String message(Exception failure) {
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        return isExpected(failure)
                ? CommandLineAdvice.of(failure.getMessage())
                : "this is a bug of landlauncher: " + failure + "; -Dlandlauncher.stackTrace=true says where";
    }

    /** The exit status of a failure. */
    static int status(Exception failure) {
        return failure instanceof ParameterException ? CommandLine.ExitCode.USAGE : FAILURE;
    }

    private static boolean isExpected(Exception failure) {
        return failure instanceof IOException
                || failure instanceof ParameterException
                || failure instanceof IllegalStateException
                || failure instanceof UnsupportedOperationException;
    }

    /** The version in the jar's manifest. */
    public static final class Version implements IVersionProvider {
        /** Makes one; picocli does. */
        public Version() {}

        @Override
        public String[] getVersion() {
            String version = Landlauncher.class.getPackage().getImplementationVersion();
            return new String[] {"landlauncher " + (version == null ? "(not packed)" : version)};
        }
    }
}
