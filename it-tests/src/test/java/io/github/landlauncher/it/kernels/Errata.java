package io.github.landlauncher.it.kernels;

import io.github.landlauncher.Erratum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which errata kernels have fixed. */
final class Errata {

    /** Debian's release of 6.1.192 is 6.1.0-50: what it is made of is in its version. */
    private static final Pattern OF_DEBIAN = Pattern.compile("Debian (\\d+\\.\\d+\\.\\d+)");

    private Errata() {}

    /** Whether a kernel says that it has fixed an erratum. */
    static boolean fixed(Erratum erratum, KernelRun run) {
        return Arrays.asList(run.fact("errata").split(",")).contains(erratum.name());
    }

    /** The numbers of the errata that a kernel has fixed, or a dash. */
    static String numbers(KernelRun run) {
        String numbers = Arrays.stream(Erratum.values())
                .filter(erratum -> fixed(erratum, run))
                .map(erratum -> Integer.toString(erratum.number()))
                .collect(Collectors.joining(" "));
        return numbers.isEmpty() ? "-" : numbers;
    }

    /** Which releases say that they fixed an erratum; what is cut down says nothing of it. */
    static Table table(List<KernelRun> runs) {
        List<KernelRun> real = runs.stream()
                .filter(run -> run.fact("state").equals("AVAILABLE") && run.option("clamp").isEmpty())
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (Erratum erratum : Erratum.values()) {
            rows.add(List.of(
                    erratum + " (" + erratum.number() + ")",
                    releases(real.stream().filter(run -> fixed(erratum, run)).toList()),
                    releases(real.stream().filter(run -> !fixed(erratum, run)).toList())));
        }
        return new Table(List.of("erratum", "seen fixed on Linux", "not reported on Linux"), rows);
    }

    /** Their stable releases, without what a distribution adds. */
    static String releases(List<KernelRun> runs) {
        return runs.stream().map(Errata::release).distinct().collect(Collectors.joining(", "));
    }

    private static String release(KernelRun run) {
        Matcher debian = OF_DEBIAN.matcher(run.fact("version"));
        return (debian.find() ? debian.group(1) : run.fact("release").split("[-+]", 2)[0])
                + (run.option("clamp").isPresent() ? " cut down" : "");
    }
}
