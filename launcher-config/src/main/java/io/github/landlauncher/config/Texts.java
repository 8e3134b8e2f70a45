package io.github.landlauncher.config;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * What a part of a template stands for: some texts, and how long they are in bytes of UTF-8.
 *
 * @param values the texts, each once
 * @param longest the length of the longest, 0 if there is none
 * @param sum the length of all
 */
record Texts(List<String> values, long longest, long sum) {

    /** Texts, each of which is there once. */
    static Texts of(Collection<String> values) {
        long longest = 0;
        long sum = 0;
        for (String value : values) {
            int length = value.getBytes(StandardCharsets.UTF_8).length;
            longest = Math.max(longest, length);
            sum += length;
        }
        return new Texts(List.copyOf(values), longest, sum);
    }

    int count() {
        return values.size();
    }
}
