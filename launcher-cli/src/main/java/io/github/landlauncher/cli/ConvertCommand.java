package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.cli.convert.ConversionException;
import io.github.landlauncher.cli.convert.Translation;
import io.github.landlauncher.config.ConfigException;
import io.github.landlauncher.config.ParseOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says a policy in other words. */
@Command(
        name = "convert",
        description = "Says a policy in the words of another launcher, as a file or as Java. Nothing is started."
                + " What would become weaker is an error; what becomes stricter is told on standard error.",
        mixinStandardHelpOptions = true,
        versionProvider = Landlauncher.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:All of it was translated.",
            "1:It could not be; nothing was written, and standard error says why.",
            "2:Wrong options.",
            "3:The policy was translated, but not all that was asked for besides; standard error lists what"
                    + " is missing.",
            "125:A file could not be read or written."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  landlauncher convert --from setpriv --to java --abi 7 -- setpriv --landlock-access fs"
                    + " --landlock-rule path-beneath:execute,read-file,read-dir:/usr true",
            "  landlauncher convert --from landrun --to landlauncher --command -- landrun --best-effort"
                    + " --rox /usr --ro /etc -- cat /etc/hosts",
            "  LL_FS_RO=/usr LL_FS_RW=/tmp landlauncher convert --from sandboxer --to setpriv",
            "  landlauncher convert --from toml --to landlauncher policy.toml"
        })
final class ConvertCommand implements Callable<Integer> {

    private static final int IMPOSSIBLE = 1;
    private static final int PARTIAL = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "DIALECT", converter = Dialect.Source.class,
            description = "What WORDS are: the command line of setpriv, landrun or landlauncher run"
                    + " (landlauncher), of which the launcher's name and the program may be left out;"
                    + " assignments of variables, or none for this environment, and perhaps a program"
                    + " (sandboxer); or files, or none for standard input (toml, json).")
    private Dialect from;

    @Option(names = "--to", required = true, paramLabel = "DIALECT", converter = Dialect.Target.class,
            description = "What to write: a file (toml, json), a class (java), or the options of"
                    + " landlauncher run (landlauncher), setpriv or landrun, or the variables of the"
                    + " sandboxer.")
    private Dialect to;

    @Option(names = "--abi", paramLabel = "ABI", converter = AbiConverter.class,
            description = "With --from setpriv: what a type without rights stands for, all of this ABI"
                    + " (default: that of this kernel).")
    private LandlockAbi abi;

    @Option(names = "--allow-extension",
            description = "Read and write files with the table 'landlauncher', which goes beyond the"
                    + " published format.")
    private boolean allowExtension;

    @Option(names = "--command",
            description = "Write a whole command line, with the program and its environment; for toml and"
                    + " json it names the file that --output gives.")
    private boolean whole;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE",
            description = "Write to this file instead of standard output.")
    private Path output;

    @Parameters(arity = "0..*", paramLabel = "WORDS",
            description = "What to translate, best after --.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        check();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Translation source = new PolicySource(Optional.ofNullable(abi), parseOptions(), System.getenv())
                    .read(from, words);
            if (whole && source.command().isEmpty()) {
                throw new ConversionException("--command needs a program in the words to translate");
            }
            PolicyTarget target = new PolicyTarget(source, whole, allowExtension);
            write(target.text(to));
            if (whole && to.isFile()) {
                print(target.commandLine(output));
            }
            target.notes().forEach(note -> err.println("landlauncher: note: " + OneLine.of(note)));
            target.untranslated().forEach(
                    lost -> err.println("landlauncher: not translated: " + OneLine.of(lost)));
            return target.untranslated().isEmpty() ? 0 : PARTIAL;
        } catch (ConversionException e) {
            e.problems().forEach(problem -> err.println("landlauncher: " + OneLine.of(problem)));
        } catch (ConfigException e) {
            e.getMessage().lines().forEach(problem -> err.println("landlauncher: " + problem));
        } catch (IllegalArgumentException e) {
            err.println("landlauncher: " + CommandLineAdvice.of(e.getMessage()));
        }
        return IMPOSSIBLE;
    }

    private void check() {
        if (whole && to.isFile() && output == null) {
            throw new ParameterException(spec.commandLine(),
                    "--command with --to " + to + " needs --output: the policy goes there");
        }
        if (abi != null && from != Dialect.SETPRIV) {
            throw new ParameterException(spec.commandLine(), "--abi is about --from setpriv only");
        }
        if (allowExtension && !from.isFile() && !to.isFile()) {
            throw new ParameterException(
                    spec.commandLine(), "--allow-extension is about toml and json only");
        }
    }

    private Set<ParseOption> parseOptions() {
        return allowExtension ? Set.of(ParseOption.ALLOW_EXTENSION) : Set.of();
    }

    private void write(String text) throws IOException {
        if (output == null) {
            print(text);
        } else {
            Files.writeString(output, text);
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }
}
