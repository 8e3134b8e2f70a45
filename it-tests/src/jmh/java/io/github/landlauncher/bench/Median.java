package io.github.landlauncher.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects numbers for their median. */
final class Median {

    private final List<Double> numbers = new ArrayList<>();

    void add(double number) {
        numbers.add(number);
    }

    /**
     * The median; of an even count, the mean of the middle two.
     *
     * @throws IllegalStateException if there are no numbers
     */
    double get() {
        if (numbers.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Double> sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
