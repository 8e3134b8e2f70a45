package io.github.landlauncher.cli.convert;

import java.util.List;

/**
 * A policy in the words of a launcher.
 *
 * @param words its options; for the sample sandboxer, assignments of variables
 * @param notes where that launcher is stricter, or says less that denies nothing
 */
public record Written(List<String> words, List<String> notes) {

    /** Copies the lists. */
    public Written {
        words = List.copyOf(words);
        notes = List.copyOf(notes);
    }
}
