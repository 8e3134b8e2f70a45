package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** The rights and scopes that are handled, possibly none. */
record Handling(Set<AccessFs> fs, Set<AccessNet> net, Set<Scope> scopes) {

    /** All that has a name in the published format. */
    static final Handling PUBLISHED = new Handling(
            RightNames.NEWEST.accessFs(), RightNames.NEWEST.accessNet(), RightNames.NEWEST.scopes());

    static final Handling NOTHING = new Handling(Set.of(), Set.of(), Set.of());

    Handling {
        fs = copy(AccessFs.class, fs);
        net = copy(AccessNet.class, net);
        scopes = copy(Scope.class, scopes);
    }

    boolean isEmpty() {
        return fs.isEmpty() && net.isEmpty() && scopes.isEmpty();
    }

    /** What both handle. */
    Handling and(Handling other) {
        return select(other, Set::contains);
    }

    /** What either handles. */
    Handling or(Handling other) {
        Set<AccessFs> allFs = mutable(AccessFs.class, fs);
        allFs.addAll(other.fs);
        Set<AccessNet> allNet = mutable(AccessNet.class, net);
        allNet.addAll(other.net);
        Set<Scope> allScopes = mutable(Scope.class, scopes);
        allScopes.addAll(other.scopes);
        return new Handling(allFs, allNet, allScopes);
    }

    /** What this handles and the other does not. */
    Handling minus(Handling other) {
        return select(other, (set, right) -> !set.contains(right));
    }

    private Handling select(Handling other, BiPredicate<Set<?>, Object> kept) {
        Set<AccessFs> someFs = mutable(AccessFs.class, fs);
        someFs.removeIf(right -> !kept.test(other.fs, right));
        Set<AccessNet> someNet = mutable(AccessNet.class, net);
        someNet.removeIf(right -> !kept.test(other.net, right));
        Set<Scope> someScopes = mutable(Scope.class, scopes);
        someScopes.removeIf(scope -> !kept.test(other.scopes, scope));
        return new Handling(someFs, someNet, someScopes);
    }

    /** A copy of its own, in the order of the constants, that nobody can change. */
    static <E extends Enum<E>> Set<E> copy(Class<E> type, Set<E> set) {
        return Collections.unmodifiableSet(mutable(type, set));
    }

    static <E extends Enum<E>> Set<E> mutable(Class<E> type, Set<E> set) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        copy.addAll(set);
        return copy;
    }

    /** The names as files have them, or {@code "nothing"}. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        names.addAll(RightNames.names(fs));
        names.addAll(RightNames.names(net));
        names.addAll(RightNames.names(scopes));
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
