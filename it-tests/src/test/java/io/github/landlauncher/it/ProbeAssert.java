package io.github.landlauncher.it;

import org.assertj.core.api.AbstractAssert;

/** Assertions on what the kernel answered to a probe. */
final class ProbeAssert extends AbstractAssert<ProbeAssert, ProbeResult> {

    ProbeAssert(ProbeResult actual) {
        super(actual, ProbeAssert.class);
    }

    /** The kernel allowed the operation. */
    ProbeAssert succeeds() {
        return exitsWith(0);
    }

    /** The kernel refused the operation with this error. */
    ProbeAssert failsWith(Errno errno) {
        return exitsWith(errno.number());
    }

    /** The process ended with this exit value. */
    ProbeAssert exitsWith(int exitValue) {
        isNotNull();
        if (actual.exitValue() != exitValue) {
            throw failureWithActualExpected(
                    actual.exitValue(),
                    exitValue,
                    "%n  %s%nexpected: %s%n but was: %s%s%s",
                    actual,
                    describe(exitValue),
                    describe(actual.exitValue()),
                    quote("standard output", actual.text()),
                    quote("standard error", actual.error()));
        }
        return this;
    }

    private static String describe(int exitValue) {
        if (exitValue == 0) {
            return "success";
        }
        return Errno.of(exitValue)
                .map(errno -> errno + " (" + exitValue + ")")
                .orElse("exit value " + exitValue);
    }

    private static String quote(String name, String text) {
        return text.isEmpty() ? "" : "%n%s:%n%s".formatted(name, text.stripTrailing());
    }
}
