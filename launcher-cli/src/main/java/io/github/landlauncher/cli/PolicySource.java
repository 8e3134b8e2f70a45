package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.cli.convert.ConversionException;
import io.github.landlauncher.cli.convert.LandrunDialect;
import io.github.landlauncher.cli.convert.ProgramSearch;
import io.github.landlauncher.cli.convert.SandboxerDialect;
import io.github.landlauncher.cli.convert.SetprivDialect;
import io.github.landlauncher.cli.convert.Translation;
import io.github.landlauncher.config.ConfigFormat;
import io.github.landlauncher.config.LandlockConfig;
import io.github.landlauncher.config.ParseOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Reads a policy in any dialect.
 *
 * @param abi what setpriv's types without rights stand for; if empty, the running kernel's
 * @param options of files
 * @param environment where the sandboxer's variables are if the words have none, and PATH is
 */
record PolicySource(
        Optional<LandlockAbi> abi, Set<ParseOption> options, Map<String, String> environment) {

    private static final String STANDARD_INPUT = "-";

    /**
     * What the words mean.
     *
     * @throws ConversionException if they are not of the dialect
     * @throws IOException if a file cannot be read or is wrong
     */
    Translation read(Dialect from, List<String> words) throws IOException {
        return switch (from) {
            case TOML -> files(ConfigFormat.TOML, words);
            case JSON -> files(ConfigFormat.JSON, words);
            case LANDLAUNCHER -> run(words);
            case SETPRIV -> setpriv(words);
            case LANDRUN -> LandrunDialect.translate(
                    words, new ProgramSearch(environment.getOrDefault("PATH", "")));
            case SANDBOXER -> sandboxer(words);
            case JAVA -> throw new ConversionException("a policy cannot be read from Java");
        };
    }

    private Translation files(ConfigFormat format, List<String> names) throws IOException {
        LandlockConfig config;
        if (names.isEmpty() || names.equals(List.of(STANDARD_INPUT))) {
            config = LandlockConfig.parse(options, format, "standard input", PolicyFiles.bytes(System.in));
        } else {
            for (String name : names) {
                if (!name.endsWith(format.suffix())) {
                    throw new ConversionException(name + ": the name does not end with " + format.suffix());
                }
            }
            config = LandlockConfig.parse(options, names.stream().map(Path::of).toArray(Path[]::new));
        }
        List<String> notes = config.lostByComposition().stream()
                .map(lost -> "not denied, since not all files deny it: " + lost)
                .toList();
        return new Translation(config.toPolicy(), List.of(), List.of(), notes, List.of());
    }

    private static Translation run(List<String> words) throws IOException {
        List<String> arguments = words;
        for (String name : List.of("landlauncher", "run")) {
            if (!arguments.isEmpty() && arguments.get(0).equals(name)) {
                arguments = arguments.subList(1, arguments.size());
            }
        }
        try {
            ParseResult parsed = parsed(arguments);
            RunCommand command = (RunCommand) parsed.commandSpec().userObject();
            return new Translation(command.policy(), settings(parsed),
                    programless(arguments) ? List.of() : command.command(), List.of(),
                    command.beyondPolicy());
        } catch (ParameterException e) {
            throw new ConversionException("landlauncher run: " + e.getMessage());
        }
    }

    private static ParseResult parsed(List<String> arguments) {
        List<String> run = new ArrayList<>(List.of("run"));
        run.addAll(arguments);
        if (programless(arguments)) {
            run.addAll(List.of("--", "program"));
        }
        return Landlauncher.commandLine().parseArgs(run.toArray(String[]::new)).subcommand();
    }

    /** Whether there is no program, which run insists on. */
    private static boolean programless(List<String> arguments) {
        List<String> run = new ArrayList<>(List.of("run"));
        run.addAll(arguments);
        try {
            Landlauncher.commandLine().parseArgs(run.toArray(String[]::new));
            return false;
        } catch (MissingParameterException e) {
            return e.getMissing().stream().anyMatch(ArgSpec::isPositional);
        }
    }

    /** The options that make no policy: those that show does not have, and where the program runs. */
    private static List<String> settings(ParseResult parsed) {
        Set<String> ofPolicies = new HashSet<>(Landlauncher.commandLine().getSubcommands().get("show")
                .getCommandSpec().optionsMap().keySet());
        ofPolicies.remove("--cwd");
        List<String> settings = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (!ofPolicies.contains(option.longestName())) {
                for (String value : option.originalStringValues()) {
                    settings.add(option.longestName());
                    if (option.arity().max() > 0) {
                        settings.add(value);
                    }
                }
            }
        }
        return settings;
    }

    private Translation setpriv(List<String> words) {
        if (abi.isPresent()) {
            return SetprivDialect.translate(words, abi.get());
        }
        int here = LandlockSupport.current().abi();
        if (here == 0) {
            throw new ConversionException("this kernel has no Landlock, so --abi must say which one is meant");
        }
        return SetprivDialect.translate(words, LandlockAbi.of(here));
    }

    private Translation sandboxer(List<String> words) {
        Map<String, String> variables = new HashMap<>();
        int end = 0;
        while (end < words.size() && words.get(end).matches("[A-Za-z_][A-Za-z0-9_]*=(?s:.*)")) {
            String[] assignment = words.get(end).split("=", 2);
            variables.put(assignment[0], assignment[1]);
            end++;
        }
        List<String> command = words.subList(end, words.size());
        boolean named = !command.isEmpty() && Path.of(command.get(0)).endsWith("sandboxer");
        return new Translation(
                SandboxerDialect.policy(end == 0 ? environment : variables), List.of(),
                named ? command.subList(1, command.size()) : command, List.of(), List.of());
    }
}
