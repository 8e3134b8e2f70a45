package io.github.landlauncher;

import io.github.landlauncher.text.VisibleText;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A rule of type path beneath: rights on a file, or on a directory and everything below it.
 *
 * <p>The path is opened anew at each start, relative to the working directory of the JVM, and the
 * rule is then bound to the file that was opened. A symbolic link as last component is followed,
 * unless the rule {@linkplain AccessFs#writes() grants writing}: then it is refused, since the
 * program of an earlier start may have planted it.
 *
 * @param base if present, {@code path} is resolved below this directory, may not leave it, and may
 *     not lead through any symbolic link (openat2 with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS)
 * @param path the file or directory
 * @param access the allowed access
 * @param exact whether a right that only directories have is an error on a file; otherwise such
 *     rights are left out there
 * @param ifExists whether a missing path (ENOENT, nothing else) makes the rule void instead of
 *     failing the start
 */
public record PathRule(
        Optional<Path> base, Path path, Set<AccessFs> access, boolean exact, boolean ifExists) {

    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException if the path is empty, or not a path of the default file
     *     system, or absolute although there is a base
     */
    public PathRule {
        check(path);
        if (base.isPresent()) {
            check(base.get());
        }
        if (base.isPresent() && path.isAbsolute()) {
            throw new IllegalArgumentException(path + " is absolute: it cannot be beneath " + base.get());
        }
        access = copy(access);
    }

    /** Whether the rule lets the program change something. */
    public boolean writes() {
        for (AccessFs right : access) {
            if (right.writes()) {
                return true;
            }
        }
        return false;
    }

    /** This rule with only those rights that are in {@code handled}. */
    public PathRule within(Set<AccessFs> handled) {
        if (handled.containsAll(access)) {
            return this;
        }
        EnumSet<AccessFs> kept = mutable(access);
        kept.retainAll(handled);
        return new PathRule(base, path, kept, exact, ifExists);
    }

    /** The rights that remain when the path turns out not to be a directory. */
    public Set<AccessFs> accessOnFile() {
        EnumSet<AccessFs> kept = EnumSet.noneOf(AccessFs.class);
        for (AccessFs right : access) {
            if (right.appliesToFiles()) {
                kept.add(right);
            }
        }
        return kept;
    }

    /** The rule in the kernel's words, on one line: what is not seen of a path is escaped. */
    @Override
    public String toString() {
        return "path_beneath " + base.map(b -> VisibleText.of(b) + " // ").orElse("") + VisibleText.of(path)
                + " " + access
                + (exact ? " exactly" : "")
                + (ifExists ? " if it exists" : "");
    }

    private static void check(Path path) {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new IllegalArgumentException(path + " is not a path of the default file system");
        }
        if (path.toString().isEmpty()) {
            throw new IllegalArgumentException("empty path; for the working directory say \".\"");
        }
    }

    static Set<AccessFs> copy(Set<AccessFs> access) {
        return Collections.unmodifiableSet(mutable(Objects.requireNonNull(access, "access")));
    }

    private static EnumSet<AccessFs> mutable(Set<AccessFs> access) {
        EnumSet<AccessFs> copy = EnumSet.noneOf(AccessFs.class);
        copy.addAll(access);
        return copy;
    }
}
