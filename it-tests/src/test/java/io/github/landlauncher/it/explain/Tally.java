package io.github.landlauncher.it.explain;

import java.util.Map;
import java.util.TreeMap;

/** How many operations of each kind were tried, and how many of them a sandbox denied. Thread-safe. */
final class Tally {

    private record Count(int allowed, int denied, int failed) {
        Count plus(Count more) {
            return new Count(allowed + more.allowed, denied + more.denied, failed + more.failed);
        }

        int all() {
            return allowed + denied + failed;
        }
    }

    private final Map<String, Count> counts = new TreeMap<>();
    private int all;
    private boolean over;

    synchronized void count(Step step, int inside, int outside) {
        all++;
        Count one = inside == 0
                ? new Count(1, 0, 0)
                : Verdict.denies(inside, outside) ? new Count(0, 1, 0) : new Count(0, 0, 1);
        counts.merge(step.word(), one, Count::plus);
    }

    synchronized int all() {
        return all;
    }

    /** Says that somebody has all, or has failed. */
    synchronized void over() {
        over = true;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** How many of a kind of operation the sandbox denied. */
    synchronized int denied(String word) {
        return counts.containsKey(word) ? counts.get(word).denied() : 0;
    }

    /** How many of a kind of operation worked in the sandbox. */
    synchronized int allowed(String word) {
        return counts.containsKey(word) ? counts.get(word).allowed() : 0;
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((word, count) -> text.append("%-18s %7d, %6d done, %6d denied, %6d failed%n"
                .formatted(word, count.all(), count.allowed(), count.denied(), count.failed())));
        return text.append(all).append(" in all").toString();
    }
}
