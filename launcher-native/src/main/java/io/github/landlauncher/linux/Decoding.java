package io.github.landlauncher.linux;

import io.github.landlauncher.explain.Operation;
import java.util.List;

/** Says what a system call is about. */
@FunctionalInterface
interface Decoding {

    /**
     * The operations that Landlock will look at: none if the kernel refuses the call by itself first.
     *
     * @throws UnreadableException if the program cannot be looked at; with EFAULT or ESRCH that is so
     *     for the kernel too
     */
    List<Operation> operations(PendingCall call) throws UnreadableException;
}
