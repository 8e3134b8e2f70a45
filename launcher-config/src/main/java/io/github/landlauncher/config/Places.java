package io.github.landlauncher.config;

import java.util.HashMap;
import java.util.Map;

/**
 * Where keys of the extension are that may turn out to contradict others. Places are no part of what
 * a file says: all of these are equal.
 */
final class Places {

    static final Places NONE = new Places(Map.of());

    private final Map<String, Place> byKey;

    Places(Map<String, Place> byKey) {
        this.byKey = Map.copyOf(byKey);
    }

    /** The places of both; of a key that both have, this one's. */
    Places and(Places other) {
        Map<String, Place> all = new HashMap<>(other.byKey);
        all.putAll(byKey);
        return new Places(all);
    }

    ConfigProblem problem(String key, String message) {
        Place place = byKey.get(key);
        return place == null ? ConfigProblem.of("policy", message) : place.problem(message);
    }

    /** Such as {@code "a.toml:3:1"}, or what is known of it. */
    String of(String key) {
        Place place = byKey.get(key);
        return place == null
                ? "a policy"
                : place.source() + ":" + place.position().line() + ":" + place.position().column();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Places;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
