package io.github.landlauncher.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Puts options into a command line of git. */
final class CommandLine {

    private static final List<String> NO_DRIVERS = List.of("--no-ext-diff", "--no-textconv");

    /** What keeps these commands from running a driver; given first, so that the caller's own win. */
    private static final Map<String, List<String>> OPTIONS = Map.ofEntries(
            Map.entry("diff", NO_DRIVERS),
            Map.entry("diff-files", NO_DRIVERS),
            Map.entry("diff-index", NO_DRIVERS),
            Map.entry("diff-tree", NO_DRIVERS),
            Map.entry("format-patch", NO_DRIVERS),
            Map.entry("log", NO_DRIVERS),
            Map.entry("range-diff", NO_DRIVERS),
            Map.entry("show", NO_DRIVERS),
            Map.entry("whatchanged", NO_DRIVERS),
            Map.entry("annotate", List.of("--no-textconv")),
            Map.entry("blame", List.of("--no-textconv")),
            Map.entry("grep", List.of("--no-textconv")));

    /** Options before the command that have a value of their own. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-C", "-c", "--attr-source", "--config-env", "--exec-path", "--git-dir", "--list-cmds",
            "--namespace", "--super-prefix", "--work-tree");

    private CommandLine() {}

    /** The command line with options that keep git from running drivers; or as it is, if not git's. */
    static List<String> hardened(List<String> command) {
        if (command.isEmpty() || !isGit(command.get(0))) {
            return command;
        }
        int at = 1;
        while (at < command.size() && command.get(at).startsWith("-")) {
            at += WITH_VALUE.contains(command.get(at)) ? 2 : 1;
        }
        if (at >= command.size() || !OPTIONS.containsKey(command.get(at))) {
            return command;
        }
        List<String> hardened = new ArrayList<>(command);
        hardened.addAll(at + 1, OPTIONS.get(command.get(at)));
        return hardened;
    }

    /**
     * Whether git may run itself in other repositories for more than their status, in those that no
     * .gitmodules names too. Options can be abbreviated.
     */
    static boolean entersOthers(List<String> command) {
        return command.stream().skip(1).anyMatch(argument -> argument.contains("submodule")
                || argument.equals("-C")
                || Stream.of("--sub", "--rec", "--git-dir", "--work-tree").anyMatch(argument::startsWith));
    }

    private static boolean isGit(String program) {
        return program.equals("git") || program.endsWith("/git");
    }
}
