package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Sets of rights on files as values. */
final class AccessFsSets {

    private AccessFsSets() {}

    static Set<AccessFs> copy(Collection<AccessFs> rights) {
        EnumSet<AccessFs> copy = EnumSet.noneOf(AccessFs.class);
        copy.addAll(rights);
        return Collections.unmodifiableSet(copy);
    }

    static Set<AccessFs> union(Collection<AccessFs> one, Collection<AccessFs> other) {
        EnumSet<AccessFs> union = EnumSet.noneOf(AccessFs.class);
        union.addAll(one);
        union.addAll(other);
        return Collections.unmodifiableSet(union);
    }

    static Set<AccessFs> common(Collection<AccessFs> one, Collection<AccessFs> other) {
        EnumSet<AccessFs> common = EnumSet.noneOf(AccessFs.class);
        common.addAll(one);
        common.retainAll(other);
        return Collections.unmodifiableSet(common);
    }

    static Set<AccessFs> without(Collection<AccessFs> one, Collection<AccessFs> other) {
        EnumSet<AccessFs> rest = EnumSet.noneOf(AccessFs.class);
        rest.addAll(one);
        rest.removeAll(other);
        return Collections.unmodifiableSet(rest);
    }
}
