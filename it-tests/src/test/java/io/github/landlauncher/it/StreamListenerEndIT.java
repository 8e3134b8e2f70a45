package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Told.Form;
import io.github.landlauncher.spi.ProcessInput;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a program with a listener is ended, and what is left of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class StreamListenerEndIT {

    @ParameterizedTest
    @EnumSource
    void a_start_that_fails_throws_and_tells_nothing(Form form) {
        Told told = new Told();

        assertThatThrownBy(() -> form.untilEnd(
                        new SandboxedProcessBuilder("/no/such/program").policy(Way.POLICY), told))
                .isInstanceOf(SandboxStartException.class)
                .hasMessageStartingWith("Cannot run program \"/no/such/program\": error=2, ");
        assertThat(told.calls).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void what_started_throws_is_thrown_to_who_started_it_and_the_program_is_gone(Form form) throws Exception {
        Told told = new Told() {
            @Override
            public void started(SandboxedProcess started, ProcessInput itsInput) {
                super.started(started, itsInput);
                itsInput.want();
                throw new IllegalArgumentException("not this one");
            }
        };

        assertThatThrownBy(() -> form.untilEnd(Homes.shell("echo out; exec sleep 1000"), told))
                .isExactlyInstanceOf(IllegalArgumentException.class).hasMessage("not this one");

        assertThat(told.process.waitFor()).isEqualTo(137);
        assertThat(ProcessHandle.of(told.process.pid())).as("it is reaped").isEmpty();
        assertThat(told.calls).containsExactly("started");
    }

    @ParameterizedTest
    @EnumSource
    void a_program_whose_listener_consumes_nothing_is_killed_when_there_is_no_room(Form form)
            throws Exception {
        Told told = new Told() {
            @Override
            public void output(ByteBuffer bytes, boolean closed) {}
        };

        form.untilEnd(Told.shell("exec cat /dev/zero"), told);

        assertThat(told.exitValue).isEqualTo(137);
    }

    @ParameterizedTest
    @EnumSource
    void survivors_are_killed_and_time_is_kept(Form form) throws Exception {
        Told told = new Told();

        form.untilEnd(Told.shell("sleep 1000 & echo $!; exec sleep 1000").killSurvivors()
                .dieWithParent().timeout(Duration.ofMillis(300)), told);

        assertThat(told.process.timedOut()).isTrue();
        assertThat(told.exitValue).isGreaterThan(128);
        long survivor = Long.parseLong(told.output().strip());
        await().until(() -> ProcessHandle.of(survivor).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void a_private_home_is_gone_after_the_program(Form form) throws Exception {
        Told told = new Told();

        form.untilEnd(Homes.shell("echo \"$HOME\"; echo text > \"$HOME/file\""), told);

        Path home = Homes.directoryOf(told.output());
        await().until(() -> !Files.exists(home));
    }
}
