package io.github.landlauncher.it.kernels;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of each right on each ABI, and where kernels of one ABI differ, which they must not. */
final class Differences {

    /** What stands for rights that kernels of one ABI do not agree on. */
    static final String DIFFERS = "differs";

    private Differences() {}

    /** The names of all rights and scopes. */
    static List<String> rights() {
        return Stream.of(AccessFs.values(), AccessNet.values(), Scope.values())
                .flatMap(Arrays::<Enum<?>>stream)
                .map(Enum::name)
                .toList();
    }

    /** The kernels with Landlock, by their ABI. */
    static Map<Integer, List<KernelRun>> byAbi(List<KernelRun> runs) {
        return runs.stream()
                .filter(run -> run.abi().matches("[0-9]{1,9}"))
                .collect(Collectors.groupingBy(
                        run -> Integer.parseInt(run.abi()), TreeMap::new, Collectors.toList()));
    }

    /** What became of a right of the first sample policy: a word that all these kernels agree on. */
    static String word(String right, List<KernelRun> runs) {
        List<String> words = runs.stream()
                .map(run -> status(right, run).map(Differences::word).orElse("?"))
                .distinct()
                .toList();
        return words.size() == 1 ? words.get(0) : DIFFERS;
    }

    private static Optional<Status> status(String right, KernelRun run) {
        return run.results()
                .map(results -> results.samples().get(SamplePolicy.BEST_EFFORT))
                .flatMap(sample -> sample.status(right));
    }

    private static String word(Status status) {
        return switch (status) {
            case ENFORCED -> "yes";
            case STRICTER -> "stricter";
            case DROPPED, NOT_COVERED -> "no";
        };
    }

    /** Where kernels of one ABI differ, a line each. */
    static List<String> of(List<KernelRun> runs) {
        List<String> differences = new ArrayList<>();
        byAbi(runs).forEach((abi, same) -> {
            for (String right : rights()) {
                if (word(right, same).equals(DIFFERS)) {
                    differences.add("Kernels of ABI " + abi + " differ in " + right + ": "
                            + same.stream()
                                    .map(run -> run.name() + " " + word(right, List.of(run)))
                                    .collect(Collectors.joining(", ")));
                }
            }
        });
        return differences;
    }
}
