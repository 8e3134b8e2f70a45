package io.github.landlauncher.explain;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.text.VisibleText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Collects what programs are denied: each thing once, with how often, and what would allow it all.
 *
 * {@snippet class="Snippets" region="reportDenials"}
 *
 * <p>A program may do well with a denial, such as that of a translation it looks for, so not every
 * line is one to add. No more than {@value #LIMIT} different denials are kept, and fewer if their names
 * are very long; the rest is counted.
 *
 * <p>Thread-safe. One report may be that of several programs, at once or one after the other.
 */
public final class DenialReport implements Consumer<Denial> {

    /** How many different denials are kept. */
    public static final int LIMIT = 10_000;

    private static final int LIMIT_OF_REASONS = 100;

    /** In characters of what would be said of each: a path has up to 4095, and is said several times. */
    private static final long LIMIT_OF_TEXT = 800L * LIMIT;

    /**
     * A denial that came once or more: the same operation, by the same system call and executable.
     *
     * @param denial the first one
     * @param count how often it came, at least 1
     * @param lastPid the process that was denied it last
     */
    public record Repeated(Denial denial, long count, int lastPid) {
        /** What is missing, to whom, and how often, on a line. */
        @Override
        public String toString() {
            return DenialText.of(denial, count);
        }
    }

    private record Key(Operation operation, String systemCall, Optional<Path> executable) {}

    private final Map<Key, Repeated> denials = new LinkedHashMap<>();
    private final Set<String> unseen = new LinkedHashSet<>();
    private long text;
    private long beyondLimit;

    /** A report without denials. */
    public DenialReport() {}

    /** Adds a denial. */
    @Override
    public synchronized void accept(Denial denial) {
        Objects.requireNonNull(denial, "denial");
        Key key = new Key(denial.operation(), denial.systemCall(), denial.executable());
        Repeated before = denials.get(key);
        if (before != null) {
            denials.put(key, new Repeated(before.denial(), before.count() + 1, denial.pid()));
        } else if (denials.size() < LIMIT && text < LIMIT_OF_TEXT) {
            text += denial.toString().length();
            denials.put(key, new Repeated(denial, 1, denial.pid()));
        } else {
            beyondLimit++;
        }
    }

    /** Adds why something could not be seen, a sentence. */
    public synchronized void unseen(String why) {
        Objects.requireNonNull(why, "why");
        if (unseen.size() < LIMIT_OF_REASONS) {
            unseen.add(why);
        }
    }

    /** What was denied until now, in the order in which it came first. */
    public synchronized List<Repeated> denials() {
        return List.copyOf(denials.values());
    }

    /** How many denials came that are not among {@link #denials()}, for there were too many. */
    public synchronized long beyondLimit() {
        return beyondLimit;
    }

    /** Why there may have been denials that were not seen, a sentence each; empty if all were. */
    public synchronized List<String> unseen() {
        return List.copyOf(unseen);
    }

    /**
     * The changes of the policy that, all together and with {@link #decisions()}, allow what was denied;
     * no two are about one path.
     */
    public List<Suggestion> suggestions() {
        return ReportSuggestions.of(denials()).lines();
    }

    /**
     * The changes that would open what {@link SandboxPolicy#lint()} warns of, such as {@code ~/.ssh} or
     * {@code /etc/shadow}: a hostile program asks for them too, so they are for people to decide.
     */
    public List<Suggestion> decisions() {
        return ReportSuggestions.of(denials()).decisions();
    }

    /**
     * Directories that more than eight of the suggestions are about, one by one, each with what allows
     * the same on all of it, and so more. None is the root or right below it, a home, in /etc, /proc
     * or the like, or one that {@link SandboxPolicy#lint()} warns of.
     */
    public List<Suggestion> alternatives() {
        return ReportSuggestions.of(denials()).alternatives();
    }

    /**
     * What allows on all of a directory what was denied of files and directories in it, and to read and
     * list all of it: of use for the directory that a program works in, since one that ends at the first
     * file there has not tried the second. It is subject to what {@link #alternatives()} says of places.
     *
     * @param directory absolute, without symbolic links
     * @return empty if nothing in it was denied, or nobody should allow all of it unread
     */
    public Optional<Suggestion> alternative(Path directory) {
        return ReportSuggestions.of(denials()).onAllOf(directory);
    }

    /**
     * A policy with all {@link #suggestions()}, and none of {@link #decisions()}.
     *
     * @throws IllegalArgumentException if one is about what the policy does not handle
     */
    public SandboxPolicy allowIn(SandboxPolicy policy) {
        SandboxPolicy allowed = policy;
        for (Suggestion suggestion : suggestions()) {
            allowed = suggestion.allowIn(allowed);
        }
        return allowed;
    }

    /** The denials, and the lines of Java that allow them; for people, not to be parsed. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        List<Repeated> all = denials();
        all.forEach(denial -> lines.add(denial.toString()));
        if (all.isEmpty()) {
            lines.add("Nothing was seen to be denied.");
        }
        if (beyondLimit() > 0) {
            lines.add("and " + beyondLimit() + " denials more, beyond the " + all.size() + " that are kept");
        }
        unseen().forEach(why -> lines.add("Not all was seen: " + VisibleText.of(why)));
        ReportSuggestions suggested = ReportSuggestions.of(all);
        List<Suggestion> toAdd = suggested.lines();
        if (!toAdd.isEmpty()) {
            lines.add("To allow it, add:");
        }
        toAdd.forEach(suggestion -> lines.add("  " + suggestion.java()));
        suggested.alternatives().forEach(
                suggestion -> lines.add("or, for all of one directory: " + suggestion.java()));
        List<Suggestion> toDecide = suggested.decisions();
        if (!toDecide.isEmpty()) {
            lines.add("To be added only if it is meant:");
        }
        toDecide.forEach(suggestion -> lines.add("  " + suggestion.java()));
        return String.join("\n", lines);
    }
}
