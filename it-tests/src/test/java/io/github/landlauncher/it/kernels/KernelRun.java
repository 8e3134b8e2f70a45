package io.github.landlauncher.it.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a kernel that was, or should have been, booted.
 *
 * @param name its name in kernels.list
 * @param architecture Debian's word for it
 * @param release as {@code uname -r} should say it; empty if the kernel was not to be had
 * @param options those of its line in kernels.list
 * @param status the exit status of the guest; empty if it has not ended
 * @param seconds how long it ran; empty if it has not ended
 * @param results what the guest wrote down; empty if it left nothing
 * @param missing why it was not booted, if it was not
 */
record KernelRun(
        String name,
        String architecture,
        Optional<String> release,
        List<String> options,
        OptionalInt status,
        OptionalInt seconds,
        Optional<GuestResults> results,
        Optional<String> missing) {

    KernelRun {
        options = List.copyOf(options);
    }

    /**
     * Reads what {@code it-tests/kernels/run} left of a kernel.
     *
     * @param name the name of the directory
     * @param files its files by their names; only those that are there
     */
    static KernelRun parse(String name, Map<String, String> files) {
        return new KernelRun(
                name,
                value(files, "architecture").orElse("?"),
                value(files, "release"),
                value(files, "options").stream().flatMap(text -> Arrays.stream(text.split("\\s+"))).toList(),
                number(files, "status"),
                number(files, "seconds"),
                Optional.ofNullable(files.get("results"))
                        .map(text -> GuestResults.parse(text.lines().toList())),
                value(files, "missing"));
    }

    private static Optional<String> value(Map<String, String> files, String file) {
        return Optional.ofNullable(files.get(file)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static OptionalInt number(Map<String, String> files, String file) {
        Optional<String> digits = value(files, file).filter(text -> text.matches("[0-9]{1,9}"));
        return digits.isPresent()
                ? OptionalInt.of(Integer.parseInt(digits.get()))
                : OptionalInt.empty();
    }

    /** What the guest says about itself, a question mark if it does not. */
    String fact(String word) {
        return results.map(guest -> guest.fact(word)).orElse("?");
    }

    /** What Landlock is here: its ABI, or why there is none. */
    String abi() {
        return fact("state").equals("AVAILABLE") ? fact("abi") : fact("state");
    }

    /** What the option of this name says, such as {@code nobody} of {@code as=nobody}. */
    Optional<String> option(String option) {
        return options.stream()
                .filter(each -> each.startsWith(option + "="))
                .map(each -> each.substring(option.length() + 1))
                .findFirst();
    }
}
