package io.github.landlauncher.config;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A preset that a file refers to by its name.
 *
 * @param name the preset's
 * @param parameters paths by the names of the preset's parameters
 * @param place where the reference is, which is no part of the value
 */
record PresetUse(String name, NavigableMap<String, Template> parameters, Place place)
        implements Comparable<PresetUse> {

    PresetUse {
        parameters = Collections.unmodifiableNavigableMap(new TreeMap<>(parameters));
    }

    @Override
    public int compareTo(PresetUse other) {
        return text().compareTo(other.text());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PresetUse that
                && name.equals(that.name)
                && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    private String text() {
        return name + parameters;
    }
}
