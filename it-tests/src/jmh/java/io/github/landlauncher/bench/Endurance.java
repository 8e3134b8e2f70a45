package io.github.landlauncher.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Measures what takes long or many children, and prints one table, row by row as it is known. */
final class Endurance {

    private final boolean quick;
    private final EnduranceScale scale;

    private Endurance(boolean quick) {
        this.quick = quick;
        this.scale = quick ? EnduranceScale.QUICK : EnduranceScale.FULL;
    }

    /** A part of the table, under the name by which it can be asked for. */
    private enum Part {
        DELIVERY, RATE, GIT, TRANSFER, CHILDREN;

        /** Null if there is none of this name. */
        static Part named(String name) {
            for (Part part : values()) {
                if (part.name().toLowerCase().equals(name)) {
                    return part;
                }
            }
            return null;
        }
    }

    /**
     * Takes {@code --quick} or not and the names of parts, without which it is all of them; and the
     * system property {@code bench.peer}, the program at the other end of the pipes.
     */
    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>(List.of(args));
        boolean quick = names.remove("--quick");
        Set<Part> parts = new LinkedHashSet<>();
        for (String name : names) {
            Part part = Part.named(name);
            if (part == null) {
                System.err.println("usage: endurance [--quick] [delivery] [rate] [git] [transfer] [children]");
                System.exit(2);
            }
            parts.add(part);
        }
        new Endurance(quick).print(parts.isEmpty() ? Set.of(Part.values()) : parts);
    }

    private void print(Set<Part> parts) throws Exception {
        System.out.println(Machine.describe());
        if (quick) {
            System.out.println("- Quick run: too short for a verdict");
        }
        System.out.println();
        System.out.println("| row | measured | budget | met |");
        System.out.println("|---|---|---|---|");
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                long before = System.nanoTime();
                System.err.println("measuring " + part.name().toLowerCase() + " ...");
                measure(part);
                Duration took = Duration.ofNanos(System.nanoTime() - before);
                System.err.println("... took " + took.toSeconds() + " s");
            }
        }
    }

    private void measure(Part part) throws Exception {
        switch (part) {
            case DELIVERY -> new DeliveryRows(scale).measure(System.out::println);
            case RATE -> new RateRows(scale).measure(System.out::println);
            case TRANSFER -> new ExactTransferRows(scale).measure(System.out::println);
            case GIT -> {
                for (FrontEnd frontEnd : FrontEnd.sandboxing()) {
                    inFreshJvm(GitRows.class, frontEnd, scale.gitRuns());
                }
            }
            case CHILDREN -> {
                for (FrontEnd frontEnd : FrontEnd.streaming()) {
                    inFreshJvm(ChildrenRows.class, frontEnd, scale.children());
                    if (frontEnd.sandboxes()) {
                        inFreshJvm(ChildrenRows.class, frontEnd,
                                ChildrenRows.atMost(scale.mostChildren()));
                    }
                }
            }
        }
    }

    /** What is counted in a JVM must not be what was measured before. */
    private static void inFreshJvm(Class<?> rows, FrontEnd frontEnd, int count)
            throws IOException, InterruptedException {
        System.out.print(new JavaFork(
                Memory.TRACKED, rows, frontEnd.name(), Integer.toString(count)).run());
    }
}
