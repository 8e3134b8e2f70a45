package io.github.landlauncher.it;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a start failed, in a form that is the same on every JDK.
 *
 * @param type the exception's type, or the nearest one above it that the JDK has
 * @param message the first line; an errno and its text always in the form of JDK 17, {@code
 *     error=2, No such file or directory};
 *     null for a null pointer
 * @param causeType likewise for the cause, or null if there is none
 */
record StartFailure(Class<?> type, String message, Class<?> causeType) {

    /** The form since JDK 18, which ends in a space: "Exec failed, error: 2 (No such ...) ". */
    private static final Pattern LATER_FORM =
            Pattern.compile("(?:Exec failed|Bad file descriptor), error: (\\d+) \\((.*)\\) ?$");

    /** The failure of a scenario that must fail. */
    static StartFailure of(Callable<?> start) {
        try {
            Object result = start.call();
            throw new AssertionError("did not fail but returned " + result);
        } catch (Exception e) {
            return of(e);
        }
    }

    /** A failure that was caught. */
    static StartFailure of(Exception e) {
        return new StartFailure(jdkType(e), message(e), jdkType(e.getCause()));
    }

    /** An IOException with such a message and an IOException as cause: what failing calls give. */
    static StartFailure cannotRun(String message) {
        return new StartFailure(IOException.class, "Cannot run program " + message, IOException.class);
    }

    private static Class<?> jdkType(Throwable e) {
        Class<?> type = e == null ? null : e.getClass();
        while (type != null && !type.getName().startsWith("java.")) {
            type = type.getSuperclass();
        }
        return type;
    }

    private static String message(Exception e) {
        if (e instanceof NullPointerException) {
            return null; // the virtual machine writes it, and names the variable
        }
        // Ours is of a subclass, and has to have the form already.
        return e.getClass() == IOException.class ? inFormOf17(firstLine(e)) : firstLine(e);
    }

    private static String firstLine(Throwable e) {
        return e.getMessage() == null ? null : e.getMessage().lines().findFirst().orElse("");
    }

    private static String inFormOf17(String message) {
        if (message == null) {
            return null;
        }
        Matcher matcher = LATER_FORM.matcher(message);
        return matcher.find() ? matcher.replaceFirst("error=$1, $2") : message;
    }
}
