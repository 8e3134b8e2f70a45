package io.github.landlauncher.it.kernels;

import java.util.Arrays;
import java.util.Comparator;

/** Orders kernels by architecture, then by release, then by name. */
enum KernelOrder implements Comparator<KernelRun> {
    INSTANCE;

    private static final Comparator<KernelRun> ORDER = Comparator.comparing(KernelRun::architecture)
            .thenComparing(run -> numbers(run.name()), Arrays::compare)
            .thenComparing(KernelRun::name);

    @Override
    public int compare(KernelRun one, KernelRun other) {
        return ORDER.compare(one, other);
    }

    /** The numbers of the release that a name begins with, so that 6.9 comes before 6.12. */
    private static int[] numbers(String name) {
        return Arrays.stream(name.split("-", 2)[0].split("\\."))
                .filter(part -> part.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
