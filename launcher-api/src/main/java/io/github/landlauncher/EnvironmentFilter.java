package io.github.landlauncher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which variables of this JVM's environment a program may see: an allow-list, and so nothing that
 * nobody has thought of.
 *
 * <p>The families below are only about patterns. They keep a name such as {@code CI_*} from letting
 * {@code CI_JOB_TOKEN} pass along; whether a variable is let in that no name or pattern covers is no
 * question. They are rather too many than too few, since an exact name overrules them.
 */
final class EnvironmentFilter {

    /** Where programs are, whose they are, and how they talk to people: no secrets, no code. */
    private static final List<String> HARMLESS = List.of(
            "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "LC_*", "TZ",
            "TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES");

    private static final List<Family> KEPT_FROM_PATTERNS = families(
            // Secrets, and addresses that may contain one.
            "*TOKEN*", "*SECRET*", "*PASS*", "*PWD", "*CRED*", "*KEY*", "*COOKIE*", "*JWT*", "*_PAT",
            "*_AUTH", "*_AUTH_*", "*OAUTH*", "*_SALT", "*_PEM", "*_URL", "*_URI", "*_DSN",
            "*CONNECTION_STRING*", "*CONNSTR*", "*_PROXY",
            "AWS_*", "AZURE_*", "ARM_*", "GOOGLE_*", "GCP_*", "GCLOUD_*", "CLOUDSDK_*", "DOCKER_*",
            "KUBE*", "VAULT_*", "ACTIONS_*", "NETRC",
            // The doors to agents, desktops and keyrings.
            "SSH_*", "GPG_*", "GNUPG*", "KRB5*", "DBUS_*", "DISPLAY", "WAYLAND_*", "XAUTHORITY",
            "XDG_RUNTIME_DIR",
            // What makes a program load or run something, or read its settings elsewhere.
            "LD_*", "DYLD_*", "GCONV_PATH", "LOCPATH", "NLSPATH", "HOSTALIASES", "RES_OPTIONS",
            "RESOLV_*", "MALLOC_*", "GLIBC_TUNABLES", "OPENSSL_*", "SSLKEYLOGFILE", "IFS", "ENV",
            "SHELLOPTS", "BASHOPTS", "BASH_*", "PS4", "PROMPT_COMMAND", "EDITOR", "VISUAL", "PAGER",
            "LESS*", "BROWSER", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_*",
            "CLASSPATH", "MAVEN_*", "GRADLE_*", "PYTHON*", "PERL*", "RUBY*", "GEM_*", "BUNDLE_*",
            "NODE_*", "NPM_CONFIG_*", "GIT_*", "MAKEFLAGS", "MFLAGS", "GNUMAKEFLAGS");

    private final Set<String> names = new HashSet<>();
    private final List<String> prefixes = new ArrayList<>();

    private EnvironmentFilter() {}

    /**
     * A filter that lets the harmless variables pass and those named here.
     *
     * @param more exact names, or the beginning of names and an asterisk
     * @throws IllegalArgumentException if one can be the name of no variable, or has an asterisk
     *     elsewhere than at its end, or has nothing else
     */
    static EnvironmentFilter allowing(String... more) {
        EnvironmentFilter filter = new EnvironmentFilter();
        HARMLESS.forEach(filter::add);
        for (String name : more) {
            check(name);
            filter.add(name);
        }
        return filter;
    }

    private static void check(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no variable can be called \"" + name + "\"");
        }
        int asterisk = name.indexOf('*');
        if (asterisk == 0 || (asterisk > 0 && asterisk < name.length() - 1)) {
            throw new IllegalArgumentException("\"" + name + "\" is neither a name nor the beginning"
                    + " of names and an asterisk");
        }
    }

    private void add(String name) {
        if (name.endsWith("*")) {
            prefixes.add(name.substring(0, name.length() - 1));
        } else {
            names.add(name);
        }
    }

    /** Whether a variable of this JVM's environment passes. */
    boolean passes(String name) {
        if (names.contains(name)) {
            return true;
        }
        for (String prefix : prefixes) {
            if (name.startsWith(prefix) && !keptFrom(prefix, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean keptFrom(String prefix, String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (Family family : KEPT_FROM_PATTERNS) {
            if (family.contains(upper) && !family.isNamedBy(prefix.toUpperCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /**
     * What passes of a builder's environment: what this filter lets pass, and what is not as it is in
     * this JVM's own environment, since somebody has put it there for the program.
     */
    Map<String, String> clean(Map<String, String> environment, Map<String, String> inherited) {
        Map<String, String> clean = new HashMap<>();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (!variable.getValue().equals(inherited.get(name)) || passes(name)) {
                clean.put(name, variable.getValue());
            }
        }
        return clean;
    }

    private static List<Family> families(String... patterns) {
        List<Family> families = new ArrayList<>(patterns.length);
        for (String pattern : patterns) {
            families.add(Family.of(pattern));
        }
        return families;
    }

    /** Names in capitals that have something in common. */
    private record Family(String text, boolean openAtStart, boolean openAtEnd) {

        static Family of(String pattern) {
            boolean start = pattern.startsWith("*");
            boolean end = pattern.endsWith("*");
            String text = pattern.substring(start ? 1 : 0, pattern.length() - (end ? 1 : 0));
            return new Family(text, start, end);
        }

        boolean contains(String name) {
            if (openAtStart && openAtEnd) {
                return name.contains(text);
            }
            if (openAtStart) {
                return name.endsWith(text);
            }
            return openAtEnd ? name.startsWith(text) : name.equals(text);
        }

        /** Whether who gives a pattern with this prefix has this family in mind. */
        boolean isNamedBy(String prefix) {
            return !openAtStart && openAtEnd && prefix.startsWith(text);
        }
    }
}
