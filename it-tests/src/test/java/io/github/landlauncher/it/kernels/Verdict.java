package io.github.landlauncher.it.kernels;

import io.github.landlauncher.it.kernels.TestResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a kernel counts as one that everything holds on. What is not known to hold has failed.
 *
 * @param kind the verdict
 * @param problems why, one line each; empty if it passed
 */
record Verdict(Kind kind, List<String> problems) {

    /** The verdicts, from good to bad. */
    enum Kind {
        PASSED,
        /** The kernel was not to be had. */
        MISSING,
        FAILED
    }

    private static final int GIVEN_UP = 124;
    private static final int NOT_THERE = 125;
    private static final Map<String, String> MACHINES =
            Map.of("amd64", "x86_64", "arm64", "aarch64", "riscv64", "riscv64");

    Verdict {
        problems = List.copyOf(problems);
    }

    static Verdict of(KernelRun run) {
        if (run.missing().isPresent()) {
            return new Verdict(Kind.MISSING, List.of(run.missing().get()));
        }
        List<String> problems = new ArrayList<>(end(run));
        run.results().ifPresentOrElse(results -> {
            problems.addAll(unexpected(run));
            problems.addAll(tests(results));
            problems.addAll(samples(results));
        }, () -> problems.add("it left no results"));
        return new Verdict(problems.isEmpty() ? Kind.PASSED : Kind.FAILED, problems);
    }

    private static List<String> end(KernelRun run) {
        if (run.status().isEmpty()) {
            return List.of("it has not ended");
        }
        int status = run.status().getAsInt();
        return switch (status) {
            case 0 -> List.of();
            case GIVEN_UP -> List.of("it was given up"
                    + (run.seconds().isPresent() ? " after " + run.seconds().getAsInt() + " s" : ""));
            case NOT_THERE -> List.of("it did not get as far as to run a program");
            default -> List.of("it ended with status " + status);
        };
    }

    private static List<String> tests(GuestResults results) {
        List<String> problems = new ArrayList<>();
        if (!results.isWhole()) {
            problems.add("its results break off after " + results.tests().size() + " tests");
        }
        long failed = results.count(Outcome.FAILED);
        if (failed > 0) {
            problems.add(failed + (failed == 1 ? " test failed" : " tests failed"));
        } else if (results.count(Outcome.PASSED) == 0) {
            problems.add("no test passed");
        }
        return problems;
    }

    private static List<String> samples(GuestResults results) {
        List<String> problems = new ArrayList<>();
        for (SamplePolicy sample : SamplePolicy.values()) {
            SampleResult result = results.samples().get(sample);
            if (result == null) {
                problems.add("nothing is known of the sample policy " + sample);
            } else if (!result.isKept()) {
                problems.add("the sample policy " + sample + " was said to be enforced " + result.level()
                        + ", but a start came to: " + result.start());
            }
        }
        return problems;
    }

    /** What the guest is otherwise than its line in kernels.list says. */
    private static List<String> unexpected(KernelRun run) {
        List<String> problems = new ArrayList<>();
        expect("machine", MACHINES.get(run.architecture()), run, problems);
        expect("release", run.release().orElse(null), run, problems);
        expect("user", run.option("as").isPresent() ? "ordinary" : "root", run, problems);
        if (run.options().contains("append=lsm=yama")) {
            expect("state", "NOT_ENABLED", run, problems);
        }
        run.option("clamp").ifPresent(clamp -> {
            switch (clamp) {
                case "absent" -> expect("state", "NOT_IMPLEMENTED", run, problems);
                case "off" -> expect("state", "NOT_ENABLED", run, problems);
                default -> expect("abi", clamp, run, problems);
            }
        });
        return problems;
    }

    private static void expect(String fact, String expected, KernelRun run, List<String> problems) {
        String found = run.fact(fact);
        if (!Objects.equals(expected, found)) {
            problems.add(fact + " is " + found + " instead of " + expected);
        }
    }
}
