package io.github.landlauncher.it.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Prints what came of the tests on all kernels: {@code MatrixMain RESULTS [--write PAGE] [NAME...]}.
 *
 * <p>With NAMEs, the table and the exit status are about these kernels; PAGE, in which the part
 * between two markers is replaced, is always about all of RESULTS.
 */
public final class MatrixMain {

    private static final int USAGE = 2;

    private MatrixMain() {}

    /**
     * Exits with 0 if all passed, 1 if something failed, 2 if the arguments are wrong, and 3 if nothing
     * failed but a kernel was not to be had.
     *
     * @throws IOException if the results cannot be read or the page not be written
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        Optional<Path> page = Optional.empty();
        int write = words.indexOf("--write");
        if (write >= 0 && write + 1 < words.size()) {
            page = Optional.of(Path.of(words.remove(write + 1)));
            words.remove(write);
        }
        if (words.isEmpty() || words.stream().anyMatch(word -> word.startsWith("-"))) {
            System.err.println("usage: MatrixMain RESULTS [--write PAGE] [NAME...]");
            System.exit(USAGE);
        }
        System.exit(run(Path.of(words.get(0)), page, words.subList(1, words.size())));
    }

    private static int run(Path results, Optional<Path> page, List<String> names) throws IOException {
        List<KernelRun> all = ResultsDirectory.read(results);
        List<String> unknown = names.stream()
                .filter(name -> all.stream().noneMatch(run -> run.name().equals(name)))
                .toList();
        if (all.isEmpty() || !unknown.isEmpty()) {
            System.err.println("There are no results in " + results
                    + (unknown.isEmpty() ? "" : " of " + String.join(", ", unknown)));
            return 1;
        }
        if (page.isPresent()) {
            String before = Files.readString(page.get());
            Files.writeString(page.get(), KernelsPage.replace(before, KernelsPage.text(all)));
        }
        MatrixReport report = new MatrixReport(all.stream()
                .filter(run -> names.isEmpty() || names.contains(run.name()))
                .toList());
        System.out.print(report);
        return report.status();
    }
}
