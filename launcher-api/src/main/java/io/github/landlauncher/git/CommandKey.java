package io.github.landlauncher.git;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A kind of variable whose value git, or one of its scripts, runs, or which leads to such a value; and
 * what keeps it from being run. Sources: git-config(1) and the pages it refers to, gitattributes(5),
 * git 2.39 to 2.51.
 *
 * @param section as in {@link ConfigEntry}
 * @param form whether the variable has a subsection
 * @param name as in {@link ConfigEntry}, or {@link #ANY}
 * @param concerns which values matter
 * @param overrides names in the same section, and the values that win over the repository's; none if
 *     git takes the first value, or all of them, so that nothing can win
 */
record CommandKey(
        String section,
        Form form,
        String name,
        Predicate<ConfigEntry> concerns,
        Map<String, String> overrides) {

    /** Stands for every name. */
    static final String ANY = "*";

    /**
     * A value that git cannot run: execve(2) of a device is EACCES, whatever a policy allows. Used
     * where git has no value that means "no command"; what needs the command then fails.
     */
    static final String FAILS = "/dev/null";

    /** Whether there is a subsection. */
    enum Form { PLAIN, NAMED, BOTH }

    private static final Predicate<ConfigEntry> ALWAYS = entry -> true;
    private static final Predicate<ConfigEntry> SHELL_COMMAND = entry -> entry.text().startsWith("!");
    /** git difftool reads the script of a tool by its name, below git's own directory or by "..". */
    private static final Predicate<ConfigEntry> IN_A_DIRECTORY = entry -> entry.text().contains("/");
    private static final Map<String, List<CommandKey>> ALL = all();

    /** The kind that a variable is of, if it is of one. */
    static Optional<CommandKey> of(ConfigEntry entry) {
        return ALL.getOrDefault(entry.section(), List.of()).stream()
                .filter(key -> key.matches(entry))
                .findFirst();
    }

    private boolean matches(ConfigEntry entry) {
        boolean formed = switch (form) {
            case PLAIN -> entry.subsection().isEmpty();
            case NAMED -> entry.subsection().isPresent();
            case BOTH -> true;
        };
        return formed && (name.equals(ANY) || name.equals(entry.name())) && concerns.test(entry);
    }

    /** Whether nothing runs it but a transport to a repository on this machine, or by ssh. */
    boolean isOfTransportOnly() {
        return section.equals("remote") && overrides.isEmpty();
    }

    /**
     * Whether git-upload-pack, git-upload-archive and git-receive-pack may run it. git starts these, here,
     * without the overrides, since they work for another repository; which may be the same one.
     */
    boolean isOfOtherSide() {
        return isOfTransportOnly()
                || List.of("filter", "gpg", "hook", "tar").contains(section)
                || section.equals("core")
                        && List.of("fsmonitor", "hookspath", "alternaterefscommand").contains(name);
    }

    /** The variables to set, by their full names. */
    Map<String, String> overriding(ConfigEntry entry) {
        String prefix = entry.section() + entry.subsection().map(middle -> "." + middle).orElse("") + ".";
        Map<String, String> named = new HashMap<>();
        overrides.forEach((part, value) -> named.put(prefix + (part.equals(ANY) ? entry.name() : part), value));
        return named;
    }

    private static Map<String, List<CommandKey>> all() {
        List<CommandKey> keys = new ArrayList<>();
        plain(keys);
        drivers(keys);
        remotes(keys);
        tools(keys);
        Map<String, List<CommandKey>> bySection = new HashMap<>();
        keys.forEach(key -> bySection.computeIfAbsent(key.section, section -> new ArrayList<>()).add(key));
        return Map.copyOf(bySection);
    }

    private static void plain(List<CommandKey> keys) {
        add(keys, Form.PLAIN, "core", Map.of(
                "fsmonitor", "false", "hookspath", FAILS, "sshcommand", FAILS, "pager", "cat",
                "editor", ":", "askpass", "", "gitproxy", "", "alternaterefscommand", FAILS));
        add(keys, Form.PLAIN, "sequence", Map.of("editor", ":"));
        add(keys, Form.PLAIN, "interactive", Map.of("difffilter", FAILS));
        add(keys, Form.PLAIN, "init", Map.of("templatedir", ""));
        add(keys, Form.BOTH, "gpg", Map.of("program", FAILS, "defaultkeycommand", FAILS));
        add(keys, Form.BOTH, "credential", Map.of("helper", ""));
        keys.add(new CommandKey("gc", Form.PLAIN, "recentobjectshook", ALWAYS, Map.of()));
        keys.add(new CommandKey("alias", Form.BOTH, ANY, ALWAYS, Map.of(ANY, "")));
        keys.add(new CommandKey("pager", Form.BOTH, ANY, CommandKey::isNoBoolean, Map.of(ANY, "false")));
    }

    private static void drivers(List<CommandKey> keys) {
        add(keys, Form.BOTH, "diff", Map.of("command", FAILS, "textconv", FAILS));
        add(keys, Form.PLAIN, "diff", Map.of("external", FAILS));
        for (String part : List.of("clean", "smudge", "process")) {
            // An empty command means none; but a filter that is required must not be without one.
            keys.add(new CommandKey("filter", Form.NAMED, part, ALWAYS, Map.of(part, "", "required", "false")));
        }
        add(keys, Form.NAMED, "merge", Map.of("driver", FAILS));
        add(keys, Form.NAMED, "tar", Map.of("command", FAILS));
        add(keys, Form.NAMED, "trailer", Map.of("command", FAILS, "cmd", FAILS));
        add(keys, Form.BOTH, "hook", Map.of("command", FAILS));
    }

    private static void remotes(List<CommandKey> keys) {
        add(keys, Form.NAMED, "remote", Map.of("vcs", ""));
        for (String program : List.of("uploadpack", "receivepack")) {
            keys.add(new CommandKey("remote", Form.NAMED, program, ALWAYS, Map.of()));
        }
        keys.add(new CommandKey("submodule", Form.NAMED, "update", SHELL_COMMAND, Map.of("update", "checkout")));
        add(keys, Form.PLAIN, "imap", Map.of("tunnel", FAILS));
        add(keys, Form.BOTH, "sendemail", Map.of(
                "smtpserver", FAILS, "sendmailcmd", FAILS,
                "tocmd", FAILS, "cccmd", FAILS, "headercmd", FAILS));
    }

    private static void tools(List<CommandKey> keys) {
        for (String section : List.of("mergetool", "difftool", "browser", "man")) {
            add(keys, Form.NAMED, section, Map.of("cmd", FAILS, "path", FAILS));
        }
        // The script of vimdiff has it evaluated by the shell.
        add(keys, Form.NAMED, "mergetool", Map.of("layout", ""));
        for (String section : List.of("diff", "merge")) {
            for (String name : List.of("tool", "guitool")) {
                keys.add(new CommandKey(section, Form.PLAIN, name, IN_A_DIRECTORY, Map.of(name, "")));
            }
        }
        add(keys, Form.NAMED, "guitool", Map.of("cmd", FAILS));
        add(keys, Form.PLAIN, "instaweb", Map.of("httpd", FAILS, "browser", FAILS));
    }

    private static void add(List<CommandKey> keys, Form form, String section, Map<String, String> overrides) {
        overrides.forEach((name, value) ->
                keys.add(new CommandKey(section, form, name, ALWAYS, Map.of(name, value))));
    }

    /** pager.NAME is a command unless it is a boolean. */
    private static boolean isNoBoolean(ConfigEntry entry) {
        return !entry.isFalse() && !List.of("true", "yes", "on", "1").contains(entry.value().orElse("true"));
    }
}
