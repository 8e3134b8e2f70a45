package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * A rule on paths in the extension, whose variables are still to be replaced.
 *
 * @param base what the path must lie beneath
 * @param path the path
 * @param access the rights, possibly none
 * @param exact whether a right that only directories have is an error on a file
 * @param ifExists whether a missing path makes the rule void
 */
record ExtensionPath(
        Optional<Template> base, Template path, Set<AccessFs> access, boolean exact, boolean ifExists)
        implements Comparable<ExtensionPath> {

    private static final Comparator<ExtensionPath> ORDER = Comparator
            .comparing((ExtensionPath rule) -> rule.base().map(Template::toString).orElse(""))
            .thenComparing(ExtensionPath::path)
            .thenComparing(ExtensionPath::exact)
            .thenComparing(ExtensionPath::ifExists)
            .thenComparing(rule -> rule.access().toString());

    ExtensionPath {
        access = Handling.copy(AccessFs.class, access);
    }

    /** Whether this and another can be items of one table. */
    boolean sharesItemWith(ExtensionPath other) {
        return base.equals(other.base)
                && access.equals(other.access)
                && exact == other.exact
                && ifExists == other.ifExists;
    }

    @Override
    public int compareTo(ExtensionPath other) {
        return ORDER.compare(this, other);
    }
}
