package io.github.landlauncher.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is allowed on each of something, composed. */
final class Grants {

    private Grants() {}

    /** What either allows, as far as it is handled; what then allows nothing is left out. */
    static <K extends Comparable<K>, E extends Enum<E>> Map<K, Set<E>> union(
            Map<K, Set<E>> a, Map<K, Set<E>> b, Set<E> handled) {
        Map<K, Set<E>> union = new TreeMap<>(a);
        b.forEach((key, access) -> union.merge(key, access, Grants::union));
        union.replaceAll((key, access) -> within(access, handled));
        union.values().removeIf(Set::isEmpty);
        return union;
    }

    private static <E> Set<E> union(Set<E> a, Set<E> b) {
        Set<E> union = new HashSet<>(a);
        union.addAll(b);
        return union;
    }

    private static <E> Set<E> within(Set<E> access, Set<E> handled) {
        Set<E> within = new HashSet<>(access);
        within.retainAll(handled);
        return within;
    }
}
