package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.spi.StepFailedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many threads serve streams, and whose turn it is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventLoopsTest {

    @ParameterizedTest
    @CsvSource({
        "auto, 1, 1", "auto, 2, 1", "auto, 3, 1", "auto, 8, 4",
        "cores, 1, 1", "cores, 8, 8",
        "1, 8, 1", "3, 8, 3", "16, 8, 16", "0, 8, 1", "-1, 8, 1"
    })
    void a_setting_asks_for_so_many_threads(String setting, int processors, int count) {
        assertThat(EventLoops.count(setting, processors)).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AUTO", "core", "1.5", "1 ", "99999999999"})
    void anything_else_is_refused(String setting) {
        assertThatThrownBy(() -> EventLoops.count(setting, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("system property com.zaxxer.nuprocess.threads must be \"auto\", \"cores\""
                        + " or a number: \"" + setting + "\"");
    }

    @Test
    void loops_take_turns_and_no_more_are_started_than_asked_for() throws Exception {
        EventLoops loops = new EventLoops(Libc.get(), () -> 3);
        List<EventLoop> turns = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            turns.add(loops.next());
        }

        Set<EventLoop> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(turns);
        assertThat(all).hasSize(3);
        for (EventLoop loop : all) {
            assertThat(turns.stream().filter(turn -> turn == loop)).hasSize(4);
        }
    }

    @Test
    void without_any_start_there_is_no_thread_and_a_setting_is_not_even_read() {
        FakeLibc fake = FakeLibc.withoutSystem();

        new EventLoops(fake.libc(), () -> {
            throw new AssertionError("read");
        });

        assertThat(fake.functions()).isEmpty();
    }

    @Test
    void a_loop_that_cannot_be_made_is_made_next_time() throws Exception {
        FakeLibc fake = FakeLibc.over(Libc.get()).fail("epoll_create1", Errno.EMFILE);
        EventLoops loops = new EventLoops(fake.libc(), () -> 1);

        assertThatThrownBy(loops::next).isInstanceOf(StepFailedException.class);
        fake.forget("epoll_create1");

        assertThat(loops.next()).isSameAs(loops.next());
    }
}
