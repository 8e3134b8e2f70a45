package io.github.landlauncher.explain;

/**
 * Who is told what a watched program tries.
 *
 * <p>The methods are called by one thread, which serves other watched programs too, while the thread
 * of the program that tries it waits: a listener that blocks holds the program up. What a listener
 * throws is logged and otherwise ignored.
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
