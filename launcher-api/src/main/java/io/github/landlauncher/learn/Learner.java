package io.github.landlauncher.learn;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Makes policies of recordings; an immutable value.
 *
 * <p>What is allowed, in this order:
 *
 * <ol>
 *   <li>A {@linkplain io.github.landlauncher.Presets preset}, if at least {@value #PRESET_RULES} of its rules
 *       were used, and one in {@value #PRESET_SHARE} of those that lead to something on this machine.
 *   <li>For what the program made, replaced, or found under a name that looks temporary: the rights used,
 *       on the directory in which that happened.
 *   <li>A directory of which at least {@link #allowDirectoriesFrom(int) so many} entries, files or
 *       directories, were used with the same rights, at them or below.
 *   <li>Anything else one by one.
 * </ol>
 *
 * <p>No rule is on the root, on a home or above one. None is on or above a <b>protected place</b>: keys,
 * passwords, tokens, browsers' profiles, disks, {@code /proc} of processes; and none that writes on or above
 * what others execute or obey, such as {@code /etc}, {@code /usr}, a {@code .bashrc} or {@code .git/hooks}.
 * What was used of these is for people to decide, and listed.
 */
public final class Learner {

    /** So many entries make a directory unless {@link #allowDirectoriesFrom(int)} says otherwise. */
    public static final int ENTRIES = 8;

    /** A preset is recognised if so many of its rules were used ... */
    public static final int PRESET_RULES = 3;

    /** ... and one in so many of those that lead to something on this machine. */
    public static final int PRESET_SHARE = 5;

    private final SandboxPolicy base;
    private final Surroundings surroundings;
    private final int entries;
    private final List<Path> allowed;
    private final Predicate<Path> exists;

    private Learner(SandboxPolicy base, Surroundings surroundings, int entries, List<Path> allowed,
            Predicate<Path> exists) {
        this.base = Objects.requireNonNull(base, "base");
        this.surroundings = Objects.requireNonNull(surroundings, "surroundings");
        this.entries = entries;
        this.allowed = List.copyOf(allowed);
        this.exists = exists;
    }

    /** Makes policies that deny all that an ABI can deny, best effort from ABI 1 on. */
    public static Learner of(LandlockAbi abi, Surroundings surroundings) {
        return of(SandboxPolicy.handling(abi).bestEffort(LandlockAbi.V1), surroundings);
    }

    /**
     * Makes policies that allow what this one allows, and what was learned beyond it. A rule of it on an
     * existing path goes if the others allow the same by then, unless it is one that refuses a start.
     */
    public static Learner of(SandboxPolicy base, Surroundings surroundings) {
        return new Learner(base, surroundings, ENTRIES, List.of(),
                path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Sets how many entries of a directory make a rule on the directory.
     *
     * @throws IllegalArgumentException if that is less than 2
     */
    public Learner allowDirectoriesFrom(int entries) {
        if (entries < 2) {
            throw new IllegalArgumentException(entries + " entries: a directory needs 2 at least");
        }
        return new Learner(base, surroundings, entries, allowed, exists);
    }

    /**
     * Allows what was used of these paths, and below them, even if it is protected: the decision was made.
     * Rules on a directory above are not allowed by that.
     *
     * @throws IllegalArgumentException if a path is relative
     */
    public Learner allowUsed(Path... paths) {
        List<Path> more = new ArrayList<>(allowed);
        for (Path path : paths) {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException(path + " is relative");
            }
            more.add(path.normalize());
        }
        return new Learner(base, surroundings, entries, more, exists);
    }

    /** With what stands for the files of the machine. */
    Learner on(Predicate<Path> files) {
        return new Learner(base, surroundings, entries, allowed, files);
    }

    /** The policy for what is in a recording. Paths of presets and of the base are resolved now. */
    public LearnedPolicy learn(Recording recording) {
        return learn(recording, KnownPreset.here(base, recording.uses()));
    }

    /** The policy, with such presets to be recognised. */
    LearnedPolicy learn(Recording recording, List<KnownPreset> presets) {
        return new Lesson(this, recording, presets).learned();
    }

    /** The policy to which is added what was learned. */
    public SandboxPolicy base() {
        return base;
    }

    /** Where the program runs. */
    public Surroundings surroundings() {
        return surroundings;
    }

    int entries() {
        return entries;
    }

    boolean exists(Path path) {
        return exists.test(path);
    }

    /** Whether somebody has decided that what was used there is allowed. */
    boolean isAllowed(Path path) {
        return allowed.stream().anyMatch(path::startsWith);
    }
}
