package io.github.landlauncher.linux;

import io.github.landlauncher.explain.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * What /proc/TID/status says of a thread; see proc_pid_status(5).
 *
 * @param pid its process
 * @param users its real, effective, saved and file system user
 * @param subject as whom it acts
 * @param noNewPrivs whether it has no_new_privs, as every process has that a sandbox holds
 * @param nested whether it is in a pid namespace below the one of this /proc, so that its numbers of
 *     processes are others
 */
record ThreadStatus(
        int pid, List<Long> users, Subject subject, boolean noNewPrivs, boolean nested) {

    private static final int REAL = 0;
    private static final int EFFECTIVE = 1;
    private static final int SAVED = 2;
    private static final int FILE_SYSTEM = 3;
    private static final int HEXADECIMAL = 16;
    private static final int CAP_KILL = 5;
    private static final int CAP_SYS_ADMIN = 21;

    /** Reads the text. */
    static ThreadStatus parse(String text) {
        List<Long> users = numbers(field(text, "Uid"));
        Subject subject = new Subject(
                users.get(FILE_SYSTEM),
                numbers(field(text, "Gid")).get(FILE_SYSTEM),
                Set.copyOf(numbers(field(text, "Groups"))),
                Long.parseUnsignedLong(field(text, "CapEff"), HEXADECIMAL));
        return new ThreadStatus(
                Integer.parseInt(field(text, "Tgid")),
                users,
                subject,
                field(text, "NoNewPrivs").equals("1"),
                numbers(field(text, "NSpid")).size() > 1);
    }

    /** The value of a line, or nothing where the kernel has no such line. */
    private static String field(String text, String name) {
        int at = text.indexOf("\n" + name + ":");
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 2;
        int end = text.indexOf('\n', from);
        return text.substring(from, end < 0 ? text.length() : end).trim();
    }

    /** Not by a regular expression: this is read for every file that a program opens. */
    private static List<Long> numbers(String field) {
        List<Long> numbers = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(field);
        while (tokens.hasMoreTokens()) {
            numbers.add(Long.valueOf(tokens.nextToken()));
        }
        return numbers;
    }

    boolean hasCapabilities() {
        return subject.effectiveCapabilities() != 0;
    }

    /** The same without capabilities, for a user namespace in which they mean less. */
    ThreadStatus withoutCapabilities() {
        Subject plain = new Subject(subject.fsuid(), subject.fsgid(), subject.groups(), 0);
        return new ThreadStatus(pid, users, plain, noNewPrivs, nested);
    }

    private boolean isCapable(int capability) {
        return (subject.effectiveCapabilities() >>> capability & 1) == 1;
    }

    /** Whether it is allowed to change mounts, as far as Landlock does not deny it. */
    boolean mayMount() {
        return isCapable(CAP_SYS_ADMIN);
    }

    /** Whether it may send signals to another process but for Landlock: kill(2). */
    boolean maySignal(ThreadStatus target) {
        List<Long> mine = List.of(users.get(EFFECTIVE), users.get(REAL));
        return isCapable(CAP_KILL)
                || mine.contains(target.users.get(SAVED))
                || mine.contains(target.users.get(REAL));
    }
}
