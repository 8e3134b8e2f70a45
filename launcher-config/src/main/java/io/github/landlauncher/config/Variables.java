package io.github.landlauncher.config;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The variables of a configuration: sets of texts, by name. */
final class Variables {

    private final NavigableMap<String, SortedSet<String>> byName;

    private Variables(NavigableMap<String, SortedSet<String>> byName) {
        this.byName = byName;
    }

    /** Copies the sets. */
    static Variables of(Map<String, ? extends SortedSet<String>> sets) {
        NavigableMap<String, SortedSet<String>> copy = new TreeMap<>();
        sets.forEach((name, set) -> copy.put(name, Collections.unmodifiableSortedSet(new TreeSet<>(set))));
        return new Variables(copy);
    }

    /** What is wrong with a name, or empty if nothing is. */
    static Optional<String> problemOf(String name) {
        if (name.isEmpty()) {
            return Optional.of("empty variable name");
        }
        if (!isLetter(name.charAt(0))) {
            return Optional.of("variable name " + Quoted.of(name) + " does not begin with a letter of A-Z, a-z");
        }
        if (!name.chars().allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || c == '_')) {
            return Optional.of("variable name " + Quoted.of(name)
                    + " has characters other than A-Z, a-z, 0-9 and \"_\"");
        }
        return Optional.empty();
    }

    private static boolean isLetter(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** All of both; a variable of both has the texts of both. */
    Variables and(Variables other) {
        NavigableMap<String, SortedSet<String>> union = new TreeMap<>(byName);
        other.byName.forEach((name, set) -> union.merge(name, set, Variables::union));
        return Variables.of(union);
    }

    private static SortedSet<String> union(SortedSet<String> a, SortedSet<String> b) {
        SortedSet<String> union = new TreeSet<>(a);
        union.addAll(b);
        return union;
    }

    NavigableMap<String, SortedSet<String>> asMap() {
        return Collections.unmodifiableNavigableMap(byName);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Variables that && byName.equals(that.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return byName.toString();
    }
}
