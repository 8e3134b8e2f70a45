package io.github.landlauncher;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Sets of constants as immutable values keep them: copied, in the constants' order. */
final class EnumCopy {

    private EnumCopy() {}

    static <E extends Enum<E>> Set<E> of(Class<E> type, Collection<E> elements) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        copy.addAll(elements);
        return Collections.unmodifiableSet(copy);
    }
}
