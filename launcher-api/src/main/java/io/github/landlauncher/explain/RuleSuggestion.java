package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.text.JavaText;
import io.github.landlauncher.text.TomlText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Words the rule on a path that allows some rights, by the method that allows no others. */
final class RuleSuggestion {

    /** The methods that allow a group of rights. */
    private enum Group {
        allowRead(path -> Rules.none().allowRead(path)),
        allowReadExecute(path -> Rules.none().allowReadExecute(path)),
        allowReadWrite(path -> Rules.none().allowReadWrite(path)),
        allowReadWriteExecute(path -> Rules.none().allowReadWriteExecute(path));

        private final Function<Path, Rules> rules;

        Group(Function<Path, Rules> rules) {
            this.rules = rules;
        }

        /** Whether it would allow just what is missing beside what is allowed. */
        boolean fits(
                SandboxPolicy policy,
                Path path,
                boolean directory,
                Set<AccessFs> missing,
                Set<AccessFs> allowed) {
            PathRule rule = rules.apply(path).pathRules().get(0);
            EnumSet<AccessFs> more = EnumSet.noneOf(AccessFs.class);
            more.addAll(directory ? rule.access() : rule.accessOnFile());
            more.retainAll(policy.handledFs());
            more.removeAll(allowed);
            return more.equals(missing);
        }
    }

    private RuleSuggestion() {}

    /**
     * The suggestion.
     *
     * @param path without symbolic links
     * @param directory whether the path is one
     * @param missing what to allow
     * @param allowed what rules allow there already
     */
    static Suggestion of(
            SandboxPolicy policy,
            Path path,
            boolean directory,
            Set<AccessFs> missing,
            Set<AccessFs> allowed) {
        boolean text = isText(path);
        String toml = text ? TomlText.pathBeneath(missing, path) : "";
        for (Group group : Group.values()) {
            if (group.fits(policy, path, directory, missing, allowed)) {
                String java = "." + group.name() + "(" + (text ? JavaText.quoted(path) : pathOf(path)) + ")";
                return new Suggestion(java, toml, before -> before.allow(group.rules.apply(path)));
            }
        }
        String rights = missing.stream()
                .map(right -> "AccessFs." + right)
                .collect(Collectors.joining(", "));
        String java = ".allow(Set.of(" + rights + "), " + pathOf(path) + ")";
        return new Suggestion(java, toml, before -> before.allow(missing, path));
    }

    private static String pathOf(Path path) {
        return isText(path)
                ? "Path.of(" + JavaText.quoted(path) + ")"
                : "Path.of(URI.create(" + JavaText.quoted(path.toUri()) + "))";
    }

    /** Whether a path comes back from its text; its bytes may be no characters. */
    private static boolean isText(Path path) {
        try {
            return Path.of(path.toString()).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
