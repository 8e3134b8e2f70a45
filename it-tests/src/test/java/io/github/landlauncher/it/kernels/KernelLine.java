package io.github.landlauncher.it.kernels;

import java.util.Arrays;
import java.util.List;

/**
 * A line of kernels.list.
 *
 * @param name how the kernel is called
 * @param architecture Debian's word for it
 * @param options what else is said about it
 */
record KernelLine(String name, String architecture, List<String> options) {

    KernelLine {
        options = List.copyOf(options);
    }

    /** Reads the lines of the file, of which some are comments. */
    static List<KernelLine> parse(String list) {
        return list.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> Arrays.asList(line.split("\\s+")))
                .map(words -> new KernelLine(words.get(0), words.get(1), words.subList(3, words.size())))
                .toList();
    }

    /** The options that change what a test finds, as opposed to when and how long it runs. */
    static List<String> telling(List<String> options) {
        return options.stream()
                .filter(option -> !option.matches("quick(=.*)?|timeout=.*"))
                .toList();
    }
}
