package io.github.landlauncher.linux;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The turns of those whose programs one thread looks at, one after the other, and what keeps a turn from
 * lasting for ever: a path on a file system that does not answer, or a listener that blocks.
 *
 * <p>A turn that is too long is left to the thread that has it. Another thread goes on with the loop, and
 * lets the call of that turn go on as well. Until the turn ends nobody looks for its owner, so that there
 * are no more threads than owners that are held up, and these are a few at most: then nobody looks at
 * anything until one of the turns has ended.
 */
final class Turns {

    /** Much longer than anything takes on a file system that answers, on the slowest of machines. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    /** While somebody is held up, others may be by the same thing. */
    private static final int SHORTER = 10;

    /** So many owners are held up at once before nobody looks any more. */
    static final int MOST_HELD_UP = 4;

    private final long longest;
    private final Set<Object> heldUp = new HashSet<>();
    private EventLoop loop;
    private Turn current;
    private boolean idle;
    private boolean failed;
    private long count;

    private Turns(Duration longest) {
        this.longest = longest.toNanos();
    }

    /** Turns on the thread of a loop that nobody watches over. */
    static Turns unguarded(EventLoop loop) {
        Turns turns = new Turns(LONGEST);
        turns.loop = loop;
        return turns;
    }

    /** Makes the loop of a thread. */
    @FunctionalInterface
    interface Beginning {
        EventLoop loop() throws IOException;
    }

    /**
     * Begins to watch over turns, on a thread that lasts as long as the JVM.
     *
     * @throws IOException if the loop cannot be made; then nothing is left
     */
    static Turns start(Beginning beginning, Duration longest) throws IOException {
        Turns turns = new Turns(longest);
        LauncherThread.of(turns::watchOver, "landlauncher watch guard").start();
        try {
            turns.loop = beginning.loop();
            return turns;
        } catch (IOException | RuntimeException | Error e) {
            turns.fail();
            throw e;
        }
    }

    /** One of them; not a record, since each is another one. */
    private static final class Turn {
        private final Object owner;
        private final Runnable otherwise;
        private final Runnable atLast;
        private long since = System.nanoTime();

        Turn(Object owner, Runnable otherwise, Runnable atLast) {
            this.owner = owner;
            this.otherwise = otherwise;
            this.atLast = atLast;
        }
    }

    /** The loop whose thread has them. */
    EventLoop loop() {
        return loop;
    }

    /**
     * Has a turn, on the loop's thread.
     *
     * @param owner whose it is
     * @param look what is to be done
     * @param otherwise is done instead if the owner is held up, and afterwards by another thread if the
     *     turn is too long
     * @param atLast is done at the end, whatever was thrown; once more if the turn was too long. It must
     *     not block
     */
    void take(Object owner, Runnable look, Runnable otherwise, Runnable atLast) {
        take(new Turn(owner, otherwise, atLast), mayLook(owner) ? look : otherwise);
    }

    private void take(Turn turn, Runnable action) {
        begin(turn);
        try {
            action.run();
        } finally {
            end(turn);
            turn.atLast.run();
        }
    }

    private synchronized boolean mayLook(Object owner) {
        return heldUp.size() < MOST_HELD_UP && !heldUp.contains(owner);
    }

    private synchronized void begin(Turn turn) {
        current = turn;
        count++;
        if (idle) {
            idle = false;
            notifyAll();
        }
    }

    /** Once this has returned, the loop's thread is another one, or will be the same. */
    private synchronized void end(Turn turn) {
        if (current == turn) {
            current = null;
        } else {
            heldUp.remove(turn.owner);
        }
    }

    /**
     * Waits for turns that are too long. It need not be woken for every turn: having slept no longer than
     * one may last, it sees all that there are.
     */
    private synchronized void watchOver() {
        long seen = count;
        while (!failed) {
            long left = left();
            if (left <= 0) {
                leaveBehind();
            } else if (current == null && count == seen) {
                idle = true;
                await(0);
            } else {
                seen = count;
                await(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        }
    }

    private synchronized void fail() {
        failed = true;
        notifyAll();
    }

    private long left() {
        long most = heldUp.isEmpty() ? longest : longest / SHORTER;
        return current == null ? most : most - (System.nanoTime() - current.since);
    }

    private void await(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void leaveBehind() {
        Turn late = current;
        current = null;
        heldUp.add(late.owner);
        try {
            // What it does instead may block too: then that is a turn of nobody else.
            loop.handOver(() -> take(new Turn(new Object(), () -> {}, late.atLast), late.otherwise));
        } catch (Error e) { // no memory, or no more threads: as long again
            heldUp.remove(late.owner);
            late.since = System.nanoTime();
            current = late;
        }
    }
}
