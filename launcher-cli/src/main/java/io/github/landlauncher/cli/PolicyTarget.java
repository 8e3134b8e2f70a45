package io.github.landlauncher.cli;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.cli.convert.ConversionException;
import io.github.landlauncher.cli.convert.JavaSource;
import io.github.landlauncher.cli.convert.LandrunWriter;
import io.github.landlauncher.cli.convert.PathKind;
import io.github.landlauncher.cli.convert.RunWriter;
import io.github.landlauncher.cli.convert.SandboxerWriter;
import io.github.landlauncher.cli.convert.SetprivWriter;
import io.github.landlauncher.cli.convert.ShellWords;
import io.github.landlauncher.cli.convert.Translation;
import io.github.landlauncher.cli.convert.Written;
import io.github.landlauncher.config.ConfigException;
import io.github.landlauncher.config.ConfigFormat;
import io.github.landlauncher.config.LandlockConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a policy in any dialect. */
final class PolicyTarget {

    /** An empty environment, of which a note tells. */
    private static final List<String> DEFAULT_OF_LANDRUN = List.of("--clean-env");

    private final Translation source;
    private final boolean whole;
    private final boolean extension;
    private boolean extended;
    private final List<String> notes = new ArrayList<>();
    private final List<String> untranslated = new ArrayList<>();

    /**
     * Something to write.
     *
     * @param whole whether the program, and what else there is, is to be written too
     * @param extension whether files may go beyond the published format
     */
    PolicyTarget(Translation source, boolean whole, boolean extension) {
        this.source = source;
        this.whole = whole;
        this.extension = extension;
        notes.addAll(source.notes());
        untranslated.addAll(source.untranslated());
        if (!whole && !source.runOptions().isEmpty() && !source.runOptions().equals(DEFAULT_OF_LANDRUN)) {
            untranslated.add(ShellWords.line(source.runOptions())
                    + ": a policy does not say this; --command writes it for landlauncher run");
        }
    }

    /**
     * The text.
     *
     * @throws ConversionException if the dialect cannot say it, or has no command line
     */
    String text(Dialect to) {
        SandboxPolicy policy = source.policy();
        return switch (to) {
            case JAVA -> {
                links(policy);
                yield source(JavaSource.of(policy));
            }
            case LANDLAUNCHER -> {
                links(policy);
                yield run(RunWriter.write(policy, PathKind::of));
            }
            case SETPRIV -> foreign("setpriv", SetprivWriter.write(policy, PathKind::of));
            case LANDRUN -> foreign("landrun", LandrunWriter.write(policy, PathKind::of));
            case SANDBOXER -> sandboxer(SandboxerWriter.write(policy));
            case TOML -> file(ConfigFormat.TOML, LandlockConfig.of(policy).toToml());
            case JSON -> file(ConfigFormat.JSON, LandlockConfig.of(policy).toJson());
        };
    }

    /** Where the text is stricter than its source, or fixes what that leaves open. */
    List<String> notes() {
        return notes;
    }

    /** What was asked for and is not in the text. */
    List<String> untranslated() {
        return untranslated;
    }

    /** The command line that starts the program under a policy in this file. */
    String commandLine(Path file) {
        List<String> words = new ArrayList<>(List.of("landlauncher", "run", "--policy", file.toString()));
        if (extended) {
            words.add("--allow-extension");
        }
        words.addAll(source.runOptions());
        words.add("--");
        words.addAll(source.command());
        return ShellWords.line(words) + "\n";
    }

    private String file(ConfigFormat format, String text) {
        links(source.policy());
        extended = !isPublished(format, text);
        if (extended && !extension) {
            throw new ConversionException("the published format cannot say all of this policy; with"
                    + " --allow-extension the file has a table 'landlauncher', which no other program reads");
        }
        return text;
    }

    private static boolean isPublished(ConfigFormat format, String text) {
        try {
            LandlockConfig.parse(Set.of(), format, "policy", text.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (ConfigException e) {
            return false; // It was written by us, so that this is the table.
        }
    }

    private String source(String text) {
        if (whole) {
            throw new ConversionException("a class has no command line: leave out --command");
        }
        return text;
    }

    private String run(Written written) {
        notes.addAll(written.notes());
        List<String> words = new ArrayList<>();
        if (whole) {
            words.addAll(List.of("landlauncher", "run"));
        }
        words.addAll(written.words());
        if (whole) {
            words.addAll(source.runOptions());
            words.add("--");
            words.addAll(source.command());
        }
        return ShellWords.line(words) + "\n";
    }

    private String foreign(String launcher, Written written) {
        notes.addAll(written.notes());
        List<String> words = new ArrayList<>();
        if (whole) {
            settingsAreLost();
            words.add(launcher);
        }
        words.addAll(written.words());
        if (whole) {
            words.add("--");
            words.addAll(source.command());
        }
        return ShellWords.line(words) + "\n";
    }

    private String sandboxer(Written written) {
        notes.addAll(written.notes());
        List<String> assignments = written.words().stream().map(ShellWords::assignment).toList();
        if (!whole) {
            return assignments.stream().map(line -> line + "\n").collect(Collectors.joining());
        }
        settingsAreLost();
        return String.join(" ", assignments) + " sandboxer " + ShellWords.line(source.command()) + "\n";
    }

    private void settingsAreLost() {
        if (!source.runOptions().isEmpty()) {
            untranslated.add(ShellWords.line(source.runOptions()) + ": only landlauncher run has this");
        }
    }

    /** Rules that would fail at the start, since what they name is a symbolic link now. */
    private void links(SandboxPolicy policy) {
        for (PathRule rule : policy.rules().pathRules()) {
            if (rule.base().isEmpty() && rule.writes() && Files.isSymbolicLink(rule.path())) {
                notes.add(rule.path() + " is a symbolic link, which is refused at the start by a rule that"
                        + " allows writing: name what it points to");
            }
        }
    }
}
