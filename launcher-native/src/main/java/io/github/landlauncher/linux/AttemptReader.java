package io.github.landlauncher.linux;

import io.github.landlauncher.explain.Attempt;
import java.util.List;

/** Says what a program tries with a system call, as {@link NoticeReader} does. */
@FunctionalInterface
interface AttemptReader {

    /**
     * What a call tries.
     *
     * @return nothing if there is nothing to tell of it
     * @throws UnreadableException if the program cannot be looked at
     */
    List<Attempt> attempts(Notice notice) throws UnreadableException;
}
