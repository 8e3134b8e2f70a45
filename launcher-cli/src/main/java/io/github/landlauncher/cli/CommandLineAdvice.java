package io.github.landlauncher.cli;

import io.github.landlauncher.cli.convert.ShellWords;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the library's advice, which names methods, into the words of the command line. */
final class CommandLineAdvice {

    private static final Map<String, String> OPTIONS = Map.of(
            "allowRead", "--ro",
            "allowReadExecute", "--rx",
            "allowReadWrite", "--rw",
            "allowReadWriteExecute", "--rwx",
            "allowConnectTcp", "--connect",
            "allowBindTcp", "--bind");

    private static final Pattern ALLOW = Pattern.compile(
            "\\.(" + String.join("|", OPTIONS.keySet()) + ")\\((?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\"()]*))\\)");

    private static final Pattern BEST_EFFORT =
            Pattern.compile("bestEffort\\(LandlockAbi\\.V(\\d+)\\)");

    private static final Pattern HANDLING = Pattern.compile(
            "SandboxPolicy\\.handling\\(LandlockAbi\\.V(\\d+)\\), with bestEffort\\(floor\\)[^.]*[\\d.]*");

    /** There is no option for this either: a repository's commands are not for a command line to allow. */
    private static final String ANY_REFUSED = ", or say allowRefused() to run git with them.";

    private static final String ANY_BEST_EFFORT = "bestEffort(...) to run without";

    /** There is no option for this, so the sentence goes. */
    private static final String IF_EXISTS =
            " If it may be missing, allow it with an ...IfExists method.";

    private CommandLineAdvice() {}

    /** The message with options instead of methods. */
    static String of(String message) {
        String text = message.replace(IF_EXISTS, "")
                .replace(ANY_BEST_EFFORT, "leave out --strict to run without")
                .replace("denyNetwork()", "--no-network")
                .replace(ANY_REFUSED, ".")
                .replace("allowBase(...)", "--preset git-...:base=PATH");
        String options = ALLOW.matcher(text).replaceAll(CommandLineAdvice::option);
        options = HANDLING.matcher(options).replaceAll("--handling $1");
        return BEST_EFFORT.matcher(options).replaceAll("--best-effort $1");
    }

    /** A name that a literal has to escape stays one: nobody could see what a shell would be given. */
    private static String option(MatchResult call) {
        String value = call.group(2) == null ? call.group(3) : call.group(2);
        boolean plain = value.indexOf('\\') < 0;
        return Matcher.quoteReplacement(
                plain ? ShellWords.line(List.of(OPTIONS.get(call.group(1)), value)) : call.group());
    }
}
