package io.github.landlauncher.cli;

import io.github.landlauncher.cli.convert.ShellWords;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.explain.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code run --explain} says at the program's end. */
final class DenialLines {

    /** How to say what to add. */
    enum Form {
        /** Options of run. */
        OPTIONS,
        /** Values for the variables of the sandboxer. */
        VARIABLES,
        /** Lines of a policy file. */
        TOML,
        /** Calls on a policy. */
        JAVA
    }

    private static final String PREFIX = "landlauncher: ";
    private static final String INDENT = "  ";

    private final DenialReport report;
    private final Path directory;
    private final List<String> lines = new ArrayList<>();

    private DenialLines(DenialReport report, Path directory) {
        this.report = report;
        this.directory = directory;
    }

    /**
     * The lines.
     *
     * @param directory that the program was started in, without symbolic links
     */
    static List<String> of(DenialReport report, Form form, int exitValue, Path directory) {
        return new DenialLines(report, directory).lines(form, exitValue);
    }

    private List<String> lines(Form form, int exitValue) {
        List<DenialReport.Repeated> denials = report.denials();
        if (denials.isEmpty()) {
            lines.add(PREFIX + "nothing was seen to be denied"
                    + (exitValue == 0 ? "" : "; what a filter refuses, the modes of files and what the program"
                            + " fails in itself cannot be seen"));
        } else {
            lines.add(PREFIX + "the sandbox denied:");
            denials.forEach(denial -> lines.add(INDENT + denial));
        }
        if (report.beyondLimit() > 0) {
            lines.add(PREFIX + report.beyondLimit() + " denials more were too many to list");
        }
        report.unseen().forEach(why -> lines.add(PREFIX + "not all could be seen: " + OneLine.of(why)));
        if (!denials.isEmpty()) {
            if (exitValue != 0) {
                lines.add(PREFIX + "what it would have tried next is not known; of a program that you trust,"
                        + " 'landlauncher learn' finds it out");
            }
            toAdd(report.suggestions(), report.decisions(), form);
            if (exitValue != 0) {
                allOfDirectory(form);
            }
        }
        return lines;
    }

    private void toAdd(List<Suggestion> suggestions, List<Suggestion> decisions, Form form) {
        if (suggestions.isEmpty() && decisions.isEmpty()) {
            lines.add(PREFIX + "no rule would allow it");
            return;
        }
        if (!suggestions.isEmpty()) {
            toAdd(suggestions, form);
        }
        if (!decisions.isEmpty()) {
            say("what is to be protected was tried too; only if that is meant, add:", decisions.stream()
                    .map(suggestion -> inForm(suggestion, readable(suggestion, form) ? form : Form.JAVA))
                    .toList());
        }
    }

    /** Whether a form has words for a suggestion that are read as they are. */
    private static boolean readable(Suggestion suggestion, Form form) {
        return switch (form) {
            case OPTIONS, VARIABLES -> !shown(List.of(suggestion), form).isEmpty();
            case TOML -> !suggestion.toml().isEmpty();
            case JAVA -> true;
        };
    }

    private void toAdd(List<Suggestion> suggestions, Form form) {
        switch (form) {
            case OPTIONS -> options(suggestions, shown(suggestions, form));
            case VARIABLES -> variables(suggestions, shown(suggestions, form));
            case TOML -> toml(suggestions);
            case JAVA -> say("add to the policy:", suggestions.stream().map(Suggestion::java).toList());
        }
        List<Suggestion> alternatives = alternatives(form);
        if (!alternatives.isEmpty()) {
            lines.add(PREFIX + "or, instead of many lines about one directory, all of it:");
            alternatives.forEach(suggestion -> lines.add(INDENT + inForm(suggestion, form)));
        }
    }

    private List<Suggestion> alternatives(Form form) {
        List<Suggestion> alternatives = report.alternatives();
        return form == Form.OPTIONS || form == Form.VARIABLES ? shown(alternatives, form) : alternatives;
    }

    /** A program that failed at one of its files may need the next one too. */
    private void allOfDirectory(Form form) {
        List<Suggestion> all = report.alternative(directory).stream()
                .filter(suggestion -> readable(suggestion, form))
                .toList();
        if (!all.isEmpty()) {
            say("or, if it may have all of the directory that it was started in, instead of what is above about"
                    + " that:", all.stream().map(suggestion -> inForm(suggestion, form)).toList());
        }
    }

    private static String inForm(Suggestion suggestion, Form form) {
        return switch (form) {
            case TOML -> suggestion.toml().strip().replace("\n", "\n" + INDENT);
            case JAVA -> suggestion.java();
            case OPTIONS, VARIABLES -> AllowOption.of(suggestion).stream()
                    .map(option -> form == Form.OPTIONS
                            ? ShellWords.line(List.of(option.option(), option.value()))
                            : option.variable() + ": " + option.value())
                    .collect(Collectors.joining(" "));
        };
    }

    private void options(List<Suggestion> suggestions, List<Suggestion> shown) {
        List<AllowOption> options = narrowest(shown);
        List<String> words = new ArrayList<>();
        options.forEach(option -> words.addAll(List.of(option.option(), option.value())));
        if (!words.isEmpty()) {
            say("to allow it, add:", List.of(ShellWords.line(words)));
        }
        others(suggestions, shown, "no option of run allows");
    }

    private void variables(List<Suggestion> suggestions, List<Suggestion> shown) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        narrowest(shown).forEach(option ->
                values.computeIfAbsent(option.variable(), name -> new LinkedHashSet<>()).add(option.value()));
        List<String> assignments = new ArrayList<>();
        values.forEach((name, list) -> assignments.add(name + ": " + String.join(":", list)));
        if (!assignments.isEmpty()) {
            say("to allow it, add to the variables:", assignments);
        }
        others(suggestions, shown, "no variable allows");
    }

    private void toml(List<Suggestion> suggestions) {
        List<String> blocks = suggestions.stream()
                .map(Suggestion::toml)
                .filter(toml -> !toml.isEmpty())
                .flatMap(toml -> toml.strip().lines())
                .toList();
        if (!blocks.isEmpty()) {
            say("to allow it, add to the policy file:", blocks);
        }
        List<Suggestion> others = suggestions.stream().filter(suggestion -> suggestion.toml().isEmpty()).toList();
        if (!others.isEmpty()) {
            say("no lines of their own in a file allow this; in Java:", others.stream().map(Suggestion::java).toList());
        }
    }

    /** What options cannot say, or only together with far more. */
    private void others(List<Suggestion> suggestions, List<Suggestion> shown, String heading) {
        Set<Suggestion> said = new HashSet<>(shown);
        List<Suggestion> others = suggestions.stream().filter(other -> !said.contains(other)).toList();
        others(others.stream().filter(other -> AllowOption.of(other).isEmpty()), heading + " this; in Java:");
        others(others.stream().filter(other -> !AllowOption.of(other).isEmpty()),
                heading + " just this, or shows it as it is; in Java:");
    }

    private void others(Stream<Suggestion> suggestions, String heading) {
        List<String> others = suggestions.map(Suggestion::java).toList();
        if (!others.isEmpty()) {
            say(heading, others);
        }
    }

    private void say(String heading, List<String> texts) {
        lines.add(PREFIX + heading);
        texts.forEach(text -> lines.add(INDENT + text));
    }

    /** Those that options say as they are read, and that these do not widen to what is to be protected. */
    private static List<Suggestion> shown(List<Suggestion> suggestions, Form form) {
        WideOptions wide = WideOptions.among(suggestions);
        return suggestions.stream()
                .filter(suggestion -> {
                    List<AllowOption> options = AllowOption.of(suggestion);
                    return !options.isEmpty()
                            && options.stream().allMatch(option -> isReadAsItIs(option.value(), form))
                            && !wide.isNeeded(options);
                })
                .toList();
    }

    /** A list in a variable has a colon between its values, and no way to write one in a value. */
    private static boolean isReadAsItIs(String value, Form form) {
        return value.equals(OneLine.of(value)) && !(form == Form.VARIABLES && value.contains(":"));
    }

    /** Without those that another one says too, which is wider than what it was made of. */
    private static List<AllowOption> narrowest(List<Suggestion> suggestions) {
        List<AllowOption> all = suggestions.stream()
                .flatMap(suggestion -> AllowOption.of(suggestion).stream())
                .distinct()
                .toList();
        return all.stream()
                .filter(option -> all.stream().noneMatch(other -> !other.equals(option) && other.covers(option)))
                .toList();
    }
}
