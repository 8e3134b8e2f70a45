package io.github.landlauncher.explain;

/**
 * Who is told what a watched program tries.
 *
 * <p>The methods are called by one thread, which serves all watched programs of this JVM, while the
 * thread of the program that tries it waits: a listener that blocks holds all of them up. So it must
 * not wait for a watched program, nor start one: that throws an {@link IllegalStateException}, and
 * takes another thread. What a listener throws is logged and otherwise ignored: a call always goes on
 * after the listener was told, and is then decided by the kernel alone.
 *
 * <p>If it takes more than ten seconds to tell of a call, because the listener blocks or a file system that
 * the call names does not answer, the call goes on, as do all other programs, on another thread: a
 * listener of several programs may then be called by two at once. What the program tries until that has
 * ended is not told, which {@link #unseen} says.
 *
 * <p>Since the listener is told before the call is made, all that a process tried has been told when
 * it has ended: after {@link Process#waitFor()}, all that the program itself tried, but perhaps for
 * calls in the middle of which a signal killed it. The processes that it started may go on, and are
 * told of until the last of them has ended. A call that a signal interrupts before it is heard of is
 * not told, and one that the kernel then makes again is told once more. Threads of a program are
 * served in the order in which they began to wait.
 */
public interface OperationListener {

    /** A process of the program is about to try this. */
    void attempted(Attempt attempt);

    /**
     * Something could not be seen: from now on reports are incomplete.
     *
     * @param why a sentence, such as that this system forbids to read the program's memory
     */
    void unseen(String why);
}
