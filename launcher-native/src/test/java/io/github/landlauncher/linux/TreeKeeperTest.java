package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told of which look at all processes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class TreeKeeperTest {

    private final TreeKeeper keeper = new TreeKeeper();

    /** Keeps what it is told, and asks again a few times. */
    private class Curious implements TreeKeeper.Searcher {
        private final List<List<ProcStat>> seen = new ArrayList<>();
        private final CountDownLatch wants;

        Curious(int looks) {
            wants = new CountDownLatch(looks);
        }

        @Override
        public void see(List<ProcStat> processes) {
            seen.add(processes);
            wants.countDown();
            if (wants.getCount() > 0) {
                keeper.look(this);
            }
        }

        @Override
        public void fail(IOException failure) {
            throw new AssertionError(failure);
        }

        List<List<ProcStat>> looks() throws InterruptedException {
            wants.await();
            return seen;
        }
    }

    /** Has all of them ask, one after the other, before the keeper does anything else. */
    private void ask(Curious... searchers) {
        keeper.execute(() -> {
            for (Curious searcher : searchers) {
                keeper.look(searcher);
            }
        });
    }

    @Test
    void one_look_is_for_all_that_have_asked_before() throws Exception {
        Curious first = new Curious(1);
        Curious second = new Curious(1);
        ask(first, second);

        assertThat(first.looks().get(0)).isSameAs(second.looks().get(0))
                .extracting(ProcStat::pid).contains((int) ProcessHandle.current().pid());
    }

    @Test
    void who_asks_while_being_told_is_told_of_another_look() throws Exception {
        Curious twice = new Curious(2);
        ask(twice);

        assertThat(twice.looks()).hasSize(2);
        assertThat(twice.looks().get(0)).isNotSameAs(twice.looks().get(1));
    }

    @Test
    void who_asks_twice_before_a_look_is_told_once() throws Exception {
        Curious twice = new Curious(1);
        Curious after = new Curious(1);
        ask(twice, twice);
        twice.looks();
        ask(after);
        after.looks();

        assertThat(twice.looks()).hasSize(1);
    }

    @Test
    void a_searcher_that_fails_takes_nothing_from_the_others() throws Exception {
        Curious other = new Curious(1);
        Curious failing = new Curious(1) {
            @Override
            public void see(List<ProcStat> processes) {
                throw new IllegalStateException("by intent");
            }
        };
        ask(failing, other);

        assertThat(other.looks()).hasSize(1);
    }
}
