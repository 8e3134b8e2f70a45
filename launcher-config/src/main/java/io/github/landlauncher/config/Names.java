package io.github.landlauncher.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names that files have for constants of the API. */
final class Names {

    private Names() {}

    /** Constants by their names, in their order. */
    static <E extends Enum<E>> Map<String, E> of(Collection<E> constants) {
        Map<String, E> byName = new LinkedHashMap<>();
        constants.forEach(constant -> byName.put(RightNames.name(constant), constant));
        return Collections.unmodifiableMap(byName);
    }
}
