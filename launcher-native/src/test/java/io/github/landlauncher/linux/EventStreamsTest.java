package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a listener is told, and in which order. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventStreamsTest extends EventStreamsContract {

    @Test
    void everything_is_told_in_order() throws IOException {
        streams.connect(stdio);
        streams.open(process);
        write(1, "one");
        own.untilIdle();
        write(2, "two");
        own.untilIdle();
        input.want();
        own.untilIdle();
        write(1, "three");
        exit(5);
        own.untilIdle();

        assertThat(told).containsExactly(
                "started", "out one", "err two", "ready", "out three", "out .", "err .", "exit 5");
        assertThat(streams.finished()).isDone();
        assertThat(signals).isEmpty();
    }

    @Test
    void a_program_that_is_over_before_anybody_was_told_it_runs_loses_nothing() throws IOException {
        streams.connect(stdio);
        write(1, "out");
        write(2, "err");
        closeChild(1);
        closeChild(2);
        exit(0);
        own.untilIdle();
        assertThat(told).isEmpty();

        streams.open(process);
        own.untilIdle();

        assertThat(told).containsExactly("started", "out out", "out .", "err err", "err .", "exit 0");
    }

    @Test
    void ends_that_came_before_it_was_opened_are_told_after_it() throws IOException {
        streams.connect(stdio);
        closeChild(0);
        closeChild(1);
        own.untilIdle();
        streams.open(process);
        own.untilIdle();

        assertThat(told).containsExactly("started", "out .");
    }

    @Test
    void input_that_is_wanted_while_started_runs_is_asked_for_afterwards() throws IOException {
        inStarted = () -> {
            input.want();
            own.untilIdle();
            told.add("end of started");
        };
        streams.connect(stdio);
        streams.open(process);
        own.untilIdle();

        assertThat(told).containsExactly("started", "end of started", "ready");
    }

    @Test
    void the_exit_value_is_known_to_everybody_before_the_listener_is_told() throws Exception {
        streams.connect(stdio);
        streams.open(process);
        exit = OptionalInt.of(3);
        FutureTask<Integer> waiter = new FutureTask<>(process::waitFor);
        new Thread(waiter).start();
        assertThat(waiter.get()).isEqualTo(3);
        own.untilIdle();

        assertThat(told).containsExactly("started", "out .", "err .", "exit 3");
    }

    @Test
    void the_loop_s_own_thread_does_not_wait_for_a_process_that_it_would_hear_of() throws Exception {
        streams.connect(stdio);
        streams.open(process);

        assertThatThrownBy(process::waitFor).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not wait for it");
        exit = OptionalInt.of(3);
        assertThat(process.waitFor()).isEqualTo(3);
        own.untilIdle();
        assertThat(told).endsWith("exit 3");
    }

    @Test
    void the_process_itself_has_no_streams() throws Exception {
        streams.connect(stdio);
        streams.open(process);

        assertThat(process.getInputStream().read()).isEqualTo(-1);
        assertThat(process.getErrorStream().read()).isEqualTo(-1);
        assertThatThrownBy(() -> process.getOutputStream().write(1)).isInstanceOf(IOException.class);
        process.destroy();
        write(1, "x");
        own.untilIdle();
        assertThat(told).as("destroy closes nothing").containsExactly("started", "out x");
        exit(0);
        own.untilIdle();
    }
}
