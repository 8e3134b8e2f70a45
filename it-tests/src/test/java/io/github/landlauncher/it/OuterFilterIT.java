package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.StartStep;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a JVM is told around which a seccomp filter, as of a container, refuses a system call. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OuterFilterIT {

    @Test
    void a_filter_that_refuses_something_else_changes_nothing() throws Exception {
        StartReport report = startWithRefusal("acct", Errno.EPERM);

        assertThat(report.exitValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "openat2, ENOSYS, OPEN_PATH",
        "prctl, EPERM, NO_NEW_PRIVS",
        "landlock_restrict_self, EPERM, LANDLOCK_RESTRICT_SELF",
        "close_range, ENOSYS, CLOSE_RANGE",
        "close_range, EPERM, CLOSE_RANGE",
        "pidfd_open, ENOSYS, WATCH",
        "pidfd_open, EPERM, WATCH",
        "pidfd_send_signal, ENOSYS, WATCH",
        "pidfd_send_signal, EPERM, WATCH",
    })
    void a_start_says_which_call_is_refused(String call, Errno errno, StartStep step)
            throws Exception {
        StartReport report = startWithRefusal(call, errno);

        assertThat(report.step()).isEqualTo(step);
        assertThat(report.errno()).as(errno.name()).isEqualTo(errno.number());
        String section = step.name().replace('_', '-') + "-" + errno.name();
        assertThat(report.message())
                .startsWith("Cannot run program \"" + Probe.path() + "\": ")
                .contains("error=" + errno.number() + ", ")
                .contains("A seccomp filter around this JVM")
                .endsWith("See docs/errors.md#" + section.toLowerCase(Locale.ROOT));
        assertThat(report.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ENOSYS, landlock-not-implemented",
        "EOPNOTSUPP, landlock-not-enabled",
        "EPERM, landlock-blocked"
    })
    void a_kernel_that_seems_to_have_no_landlock_starts_nothing(Errno errno, String section)
            throws Exception {
        StartReport report = startWithRefusal("landlock_create_ruleset", errno);

        assertThat(report.value("exception"))
                .isEqualTo(SandboxUnavailableException.class.getName());
        assertThat(report.message())
                .startsWith("Cannot enforce the policy: ")
                .endsWith("See docs/errors.md#" + section);
        assertThat(report.left()).isEmpty();
    }

    @Test
    void a_contained_program_starts_where_nothing_of_that_is_refused() throws Exception {
        StartReport report = startWithRefusal(contained(), "acct", Errno.EPERM);

        assertThat(report.exitValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "EINVAL, 'This kernel was built without seccomp filters, or refuses this one.'",
        "EPERM, A seccomp filter around this JVM refuses seccomp.",
        "ENOMEM, The filters of all sandboxes around this JVM",
    })
    void a_filter_that_the_kernel_does_not_take_starts_nothing(Errno errno, String advice)
            throws Exception {
        StartReport report = startWithRefusal(contained(), "seccomp", errno);

        assertThat(report.step()).isEqualTo(StartStep.SECCOMP_INSTALL);
        assertThat(report.errno()).isEqualTo(errno.number());
        assertThat(report.message())
                .startsWith("Cannot run program \"" + Probe.path() + "\": ")
                .contains(advice)
                .endsWith("See docs/errors.md#seccomp-install-" + errno.name().toLowerCase(Locale.ROOT));
        assertThat(report.left()).isEmpty();
    }

    /** A kernel without filters answers so. */
    @Test
    void a_contained_program_does_not_start_where_there_are_no_filters() throws Exception {
        StartReport report = startWithRefusal(contained(), "prctl", Errno.EINVAL);

        assertThat(report.value("exception"))
                .isEqualTo(SandboxUnavailableException.class.getName());
        assertThat(report.message())
                .contains("it needs a seccomp filter, and this kernel has no seccomp filters")
                .endsWith("See docs/errors.md#seccomp-missing");
        assertThat(report.left()).isEmpty();
    }

    private static JavaCommand jvm() {
        return new JavaCommand().property(StartMain.ABI, Sandbox.abi().name());
    }

    private static JavaCommand contained() {
        return jvm().property(StartMain.CONTAINED, "true");
    }

    private static StartReport startWithRefusal(String call, Errno errno) throws Exception {
        return startWithRefusal(jvm(), call, errno);
    }

    private static StartReport startWithRefusal(JavaCommand jvm, String call, Errno errno)
            throws Exception {
        List<String> start = jvm.command(StartMain.class, Probe.path().toString(), "exit", "0");
        List<String> refuse =
                Probe.command("refuse-exec", call, Integer.toString(errno.number()));
        return StartReport.from(
                new ProcessBuilder(Stream.concat(refuse.stream(), start.stream()).toList()));
    }
}
