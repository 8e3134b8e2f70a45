package io.github.landlauncher.cli.convert;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The words of a command line that is another launcher's. Its options end at {@code --}, and cannot be
 * abbreviated.
 */
final class ForeignWords {

    private final String launcher;
    private final ParseResult parsed;
    private final List<String> command;

    private ForeignWords(String launcher, ParseResult parsed) {
        this.launcher = launcher;
        this.parsed = parsed;
        this.command = parsed.matchedPositionalValue(0, List.<String>of());
    }

    /** Where the options end if there is no {@code --}. */
    enum Options {
        /** At the first word that is none, as for getopt(3) with a plus sign. */
        BEFORE_THE_COMMAND,
        /** Nowhere: what looks like an option of the command's is one of the launcher's. */
        EVERYWHERE
    }

    /**
     * Parses words.
     *
     * @param launcher the name of the launcher; it may be the first word, with a directory or without
     * @param options where its options may stand
     * @param flags its options without a value
     * @param valued its options with a value, which can be repeated
     * @throws ConversionException if there is an unknown option, or one lacks its value
     */
    static ForeignWords parse(
            String launcher, Options options, List<String> flags, List<String> valued,
            List<String> words) {
        CommandSpec spec = CommandSpec.create().name(launcher);
        flags.forEach(name -> spec.addOption(
                OptionSpec.builder(names(name, options)).arity("0").type(boolean.class).build()));
        valued.forEach(name -> spec.addOption(OptionSpec.builder(names(name, options))
                .arity("1").type(List.class).auxiliaryTypes(String.class).build()));
        spec.addPositional(PositionalParamSpec.builder()
                .arity("0..*").type(List.class).auxiliaryTypes(String.class).build());
        CommandLine commandLine = new CommandLine(spec)
                .setStopAtPositional(options == Options.BEFORE_THE_COMMAND)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false);
        try {
            return new ForeignWords(launcher,
                    commandLine.parseArgs(withoutName(launcher, words).toArray(String[]::new)));
        } catch (ParameterException e) {
            throw new ConversionException(launcher + ": " + e.getMessage());
        }
    }

    /** Who takes options everywhere takes them with a single hyphen too. */
    private static String[] names(String name, Options options) {
        return options == Options.EVERYWHERE && name.startsWith("--")
                ? new String[] {name, name.substring(1)} : new String[] {name};
    }

    private static List<String> withoutName(String launcher, List<String> words) {
        boolean named = !words.isEmpty() && !words.get(0).startsWith("-")
                && (words.get(0).equals(launcher) || words.get(0).endsWith("/" + launcher));
        return named ? words.subList(1, words.size()) : words;
    }

    /** Whether an option was given. */
    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** The values of an option, in their order. */
    List<String> values(String option) {
        OptionSpec matched = parsed.matchedOption(option);
        return matched == null || matched.arity().max() == 0 ? List.of() : matched.originalStringValues();
    }

    /** The values of an option, of which each may be a list separated by commas and white space. */
    List<String> listed(String option) {
        return values(option).stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(Words::trimmed)
                .toList();
    }

    /**
     * The value of an option that may be given once.
     *
     * @throws ConversionException if it was given twice
     */
    Optional<String> value(String option) {
        List<String> values = values(option);
        if (values.size() > 1) {
            throw new ConversionException(launcher + " " + option + " is given twice");
        }
        return values.stream().findFirst();
    }

    /** An option as it was given, for messages. */
    String asGiven(String option) {
        return values(option).isEmpty()
                ? option : option + " " + String.join(" " + option + " ", values(option));
    }

    /** The program and its arguments. */
    List<String> command() {
        return command;
    }
}
