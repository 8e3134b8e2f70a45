package io.github.landlauncher.linux;

/** Why a limit cannot be enforced here, and what to do: never a failure of a call by accident. */
final class NoControlGroup extends Exception {

    private static final long serialVersionUID = 1L;

    private final String[] advice;

    /**
     * Describes what is missing.
     *
     * @param reason without a full stop, such as {@code "there is no control group v2"}
     * @param advice what to do, in sentences, and the section of docs/errors.md
     */
    NoControlGroup(String reason, String... advice) {
        super(reason, null, false, false); // kept and thrown again, at other starts
        this.advice = advice;
    }

    /** For a line of the report. */
    String reason() {
        return getMessage();
    }

    /** For the exception of a strict policy. */
    String refusal(String limit) {
        return limit + ": " + getMessage() + ".\n  " + String.join("\n  ", advice);
    }
}
