package io.github.landlauncher.explain;

import io.github.landlauncher.explain.Complaint.Act;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads lines that programs write when the kernel answers EACCES or EXDEV: strerror(3) of the C
 * libraries in English, and what runtimes say in its place.
 */
final class ComplaintReader {

    static final int LONGEST_LINE = 2_048;
    private static final int MOST_WORDS = 40;

    private static final Pattern DENIED = Pattern.compile(
            "permission denied|\\bEACCES\\b|AccessDeniedException", Pattern.CASE_INSENSITIVE);

    /** A name in quotes that is no path. */
    private static final Pattern THREAD = Pattern.compile("^Exception in thread \"[^\"]*\" ");

    private static final Pattern CROSS_DEVICE = Pattern.compile(
            "invalid cross-device link|cross-device link not permitted", Pattern.CASE_INSENSITIVE);

    /** In the quotes of C programs, Python and JavaScript, of GNU programs in UTF-8 and in ASCII. */
    private static final Pattern QUOTED = Pattern.compile(
            "(?<!\\w)'((?:[^']|'\\\\'')*+)'(?![\\w'])|\"([^\"]*+)\"|\u2018([^\u2018\u2019]*+)\u2019|`([^'`]*+)['`]");

    private static final Pattern BETWEEN = Pattern.compile("\\s*(?:to|->|=>)\\s*");

    /** Where the paths are in what Java, Node.js, Ruby and zsh say. */
    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("\\bjava\\.nio\\.file\\.\\w+Exception: (.+?)(?: -> (.+?))?(?:: .*)?$"),
            Pattern.compile("\\bspawn (.+) EACCES\\b"),
            Pattern.compile("ermission denied @ \\w+ - (.+?)(?: \\(Errno.*)?$"),
            Pattern.compile("ermission denied: ([^'\"].*)$"));

    /** The first that fits counts. */
    private static final List<Words> WORDS = List.of(
            new Words(Act.MAKE_DIRECTORY, "create (?:\\w+ )?director(?:y|ies)|mkdir"),
            new Words(Act.MAKE_TEMPORARY, "temporary file in"),
            new Words(Act.MAKE_SYMBOLIC_LINK, "symbolic link|symlink"),
            new Words(Act.LINK, "hard link|link(?= '')"),
            new Words(Act.MAKE_FIFO, "fifo"),
            new Words(Act.REMOVE, "remove|unlink|delete|rmdir"),
            new Words(Act.RENAME, "move|rename"),
            new Words(Act.CREATE, "create|touch|output file|mktemp"),
            new Words(Act.EXECUTE, "run (?:command|program)|exec|execute|spawn"),
            new Words(Act.WRITE, "for writing"),
            new Words(Act.READ, "for reading|read|open directory"));

    private static final Set<Act> PAIRS = EnumSet.of(Act.MAKE_SYMBOLIC_LINK, Act.LINK, Act.RENAME);

    /** What programs write between the path and the error. */
    private static final Pattern REMARK = Pattern.compile("(?i): (?:cannot|can't|failed to)? ?(?:open|stat|exec)"
            + "(?: failed)?$|[\\s:,(\\[]+$");

    private ComplaintReader() {}

    /** Words that tell of an act, where they are no part of a path. */
    private record Words(Act act, Pattern pattern) {
        Words(Act act, String words) {
            this(act, Pattern.compile("(?<![\\w/.])(?:" + words + ")(?![\\w/.])", Pattern.CASE_INSENSITIVE));
        }
    }

    /** What a line complains about, if it does. */
    static Optional<Complaint> read(String whole) {
        if (whole.length() > LONGEST_LINE) {
            return Optional.empty();
        }
        String line = THREAD.matcher(whole).replaceFirst("");
        Matcher cross = CROSS_DEVICE.matcher(line);
        if (cross.find()) {
            return Optional.of(complaint(line, cross, true));
        }
        Matcher denied = DENIED.matcher(line);
        return denied.find() ? Optional.of(complaint(line, denied, false)) : Optional.empty();
    }

    private static Complaint complaint(String line, Matcher phrase, boolean crossDevice) {
        List<String> named = new ArrayList<>();
        boolean pair = placed(line, named) || named.isEmpty() && quoted(line, named);
        Act act = act(QUOTED.matcher(line).replaceAll("''"), pair);
        if (pair && act == Act.LINK && line.contains("=>")) {
            named = List.of(named.get(1), named.get(0)); // ln(1) names what was to be made first
        } else if (pair && act == Act.MAKE_SYMBOLIC_LINK) {
            named = List.of(named.get(1));
        }
        List<String> words = named.isEmpty() ? words(line.substring(0, phrase.start())) : List.of();
        return new Complaint(act, crossDevice, named, words);
    }

    /** Adds the paths that have a known place in the line; says whether they are two. */
    private static boolean placed(String line, List<String> named) {
        for (Pattern pattern : PLACES) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    Optional.ofNullable(matcher.group(group)).ifPresent(named::add);
                }
                break;
            }
        }
        return named.size() == 2;
    }

    /** Adds the quoted strings, or just the first two that are a pair; says whether they are. */
    private static boolean quoted(String line, List<String> named) {
        Matcher matcher = QUOTED.matcher(line);
        int end = -1;
        while (matcher.find()) {
            String text = content(matcher);
            boolean pair = !named.isEmpty()
                    && BETWEEN.matcher(line.substring(end, matcher.start())).matches();
            if (pair) {
                String first = named.get(named.size() - 1);
                named.clear();
                named.add(first);
            }
            if (!text.isEmpty()) {
                named.add(text);
            }
            if (pair) {
                return named.size() == 2;
            }
            end = matcher.end();
        }
        return false;
    }

    private static String content(Matcher matcher) {
        for (int group = 2; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return matcher.group(1).replace("'\\''", "'");
    }

    /** What the words of a line, without what is quoted, say of the act. */
    private static Act act(String text, boolean pair) {
        for (Words words : WORDS) {
            boolean fits = !pair || PAIRS.contains(words.act());
            if (fits && words.pattern().matcher(text).find()) {
                return words.act();
            }
        }
        return pair ? Act.RENAME : Act.UNKNOWN;
    }

    /**
     * The ends of what is before the error, from each word on: of a path with spaces, the whole path is
     * one of them. Parts between colons are taken alone, the last first; the first is the program, if
     * there are more.
     */
    private static List<String> words(String before) {
        String text = before;
        for (Matcher remark = REMARK.matcher(text); remark.find(); remark = REMARK.matcher(text)) {
            text = text.substring(0, remark.start());
        }
        List<String> ends = new ArrayList<>();
        String[] parts = text.split(": ");
        int program = parts.length > 1 ? 1 : 0;
        for (int i = parts.length - 1; i >= program; i--) {
            addEnds(parts[i], ends);
        }
        return ends;
    }

    private static void addEnds(String part, List<String> ends) {
        String text = part.strip();
        int from = 0;
        while (from >= 0 && from < text.length() && ends.size() < MOST_WORDS) {
            ends.add(text.substring(from));
            int space = text.indexOf(' ', from);
            from = space < 0 ? -1 : space + 1;
        }
    }
}
