package io.github.landlauncher.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares ways to move bytes with ProcessBuilder's, in rounds of one transfer each; the order turns
 * about from round to round.
 *
 * @param rounds how many rounds
 * @param bytes the size of one transfer
 * @param warmUpBytes the size of the transfers that are not measured
 */
record TransferRounds(int rounds, long bytes, long warmUpBytes) {

    private static final double LEAST = 0.85;
    private static final int WARM_UP = 4;

    /** Moves bytes between this JVM and a child, from its start to its exit. */
    @FunctionalInterface
    interface Transfer {
        void move(long bytes) throws IOException, InterruptedException;
    }

    /** A row for each of the others, under its key: the ratio of its speed to the plain one's. */
    List<Row> rows(Transfer plain, Map<String, Transfer> others)
            throws IOException, InterruptedException {
        List<Transfer> turn = new ArrayList<>(others.values());
        turn.add(0, plain);
        Map<Transfer, Median> ratios = new HashMap<>();
        Map<Transfer, Median> speeds = new HashMap<>();
        for (Transfer transfer : turn) {
            ratios.put(transfer, new Median());
            speeds.put(transfer, new Median());
            for (int i = 0; i < WARM_UP; i++) {
                transfer.move(warmUpBytes);
            }
        }
        for (int round = 0; round < rounds; round++) {
            Map<Transfer, Double> speed = new HashMap<>();
            for (Transfer transfer : turn) {
                speed.put(transfer, speed(transfer));
            }
            speed.forEach((transfer, each) -> {
                speeds.get(transfer).add(each);
                ratios.get(transfer).add(each / speed.get(plain));
            });
            Collections.reverse(turn);
        }
        List<Row> rows = new ArrayList<>();
        others.forEach((what, transfer) -> rows.add(Row.atLeast(what, ratios.get(transfer).get(), LEAST,
                Row.text("%.0f / %.0f MB/s", speeds.get(transfer).get(), speeds.get(plain).get()))));
        return rows;
    }

    /** In megabytes, of 10^6 bytes, a second. */
    private double speed(Transfer transfer) throws IOException, InterruptedException {
        long before = System.nanoTime();
        transfer.move(bytes);
        return bytes / 1e6 / ((System.nanoTime() - before) / 1e9);
    }
}
