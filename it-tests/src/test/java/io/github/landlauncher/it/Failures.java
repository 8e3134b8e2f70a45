package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;

/** Starts that fail: what they say, and that they leave nothing behind. */
final class Failures {

    private Failures() {}

    /** What a start fails with; fails if it does not, or if anything is left of the attempt. */
    static SandboxStartException of(SandboxedProcessBuilder builder) throws Exception {
        return leavingNothing(() -> Sandbox.startFailure(builder));
    }

    /** An attempt. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws Exception;
    }

    /** Makes an attempt and fails if anything is left of it in this JVM. */
    static <T> T leavingNothing(Attempt<T> attempt) throws Exception {
        // What the first start makes lasts as long as the JVM.
        assertThat(Sandbox.run(Sandbox.policy(), "exit", "0")).succeeds();
        Leftovers before = Leftovers.now();

        T result = attempt.make();

        Leftovers after = Leftovers.now();
        assertThat(after.without(before)).isEqualTo(Leftovers.NONE);
        assertNothingElseIsClosed(before.without(after).descriptors().values());
        return result;
    }

    /** A program of another test may have ended meanwhile, and with it go its pidfd and its pipes. */
    private static void assertNothingElseIsClosed(Collection<String> gone) {
        if (gone.contains("anon_inode:[pidfd]")) {
            assertThat(gone).allMatch(target -> target.matches("anon_inode:\\[pidfd]|pipe:.*"));
        } else {
            assertThat(gone).isEmpty();
        }
    }

    /** Asserts all that a failed system call is reported by. */
    static void assertReported(SandboxStartException failure, StartStep step, Errno errno) {
        assertThat(failure.step()).isEqualTo(step);
        assertThat(failure.errno()).as(errno.name()).isEqualTo(errno.number());
        assertThat(failure.getCause()).isInstanceOf(IOException.class);
        assertThat(firstLine(failure)).endsWith(failure.getCause().getMessage());
        String section = step.name().replace('_', '-') + "-" + errno.name();
        assertThat(failure.getMessage().lines())
                .hasSizeGreaterThan(2)
                .last()
                .isEqualTo("  See docs/errors.md#" + section.toLowerCase(Locale.ROOT));
    }

    /** Asserts that the JDK's builder fails with the same first line. */
    static void assertSameFirstLine(Exception failure, ProcessBuilder plain) {
        IOException expected = catchThrowableOfType(IOException.class, () -> started(plain));
        assertThat(firstLine(failure)).isEqualTo(inWordsOfJava17(expected.getMessage()));
    }

    static String firstLine(Exception failure) {
        return failure.getMessage().lines().findFirst().orElseThrow();
    }

    /** Newer JDKs say {@code Exec failed, error: 2 (No such file or directory) }. */
    private static String inWordsOfJava17(String message) {
        return message.replaceFirst("Exec failed, error: (\\d+) \\((.*)\\) $", "error=$1, $2");
    }

    private static void started(ProcessBuilder plain) throws IOException {
        plain.start().destroyForcibly();
        throw new AssertionError("started: " + plain.command());
    }
}
