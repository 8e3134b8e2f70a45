package io.github.landlauncher.text;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rules as lines of a policy file in the Landlock Config format, see docs/policy-files.md. */
public final class TomlText {

    /** The newest ABI of which the format has all rights. */
    private static final LandlockAbi NEWEST = LandlockAbi.V8;

    private TomlText() {}

    /** A rule on a path; empty if the format has no name for one of the rights. */
    public static String pathBeneath(Collection<AccessFs> access, Path path) {
        return table("path_beneath", access, "parent", quoted(path));
    }

    /** A rule on a port; empty if the format has no name for one of the rights. */
    public static String netPort(Collection<AccessNet> access, int port) {
        return table("net_port", access, "port", Integer.toString(port));
    }

    private static String table(
            String name, Collection<? extends LandlockFeature> access, String key, String value) {
        if (!access.stream().allMatch(right -> right.since().isWithin(NEWEST.number()))) {
            return "";
        }
        String rights = access.stream()
                .map(right -> '"' + right.name().toLowerCase(Locale.ROOT) + '"')
                .collect(Collectors.joining(", "));
        return "[[" + name + "]]\nallowed_access = [" + rights + "]\n" + key + " = [" + value + "]\n";
    }

    /** A basic string, in which a dollar sign is written twice: one alone may begin a variable. */
    private static String quoted(Path path) {
        String whole = path.toString();
        StringBuilder string = new StringBuilder(whole.length() + 2).append('"');
        whole.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                string.append('\\').appendCodePoint(c);
            } else if (c == '$') {
                string.append("$$");
            } else if (c >= ' ' && c <= '~' || Character.isLetterOrDigit(c)) {
                string.appendCodePoint(c);
            } else {
                string.append(String.format("\\U%08x", c));
            }
        });
        return string.append('"').toString();
    }
}
