package io.github.landlauncher.nuprocess;

import com.zaxxer.nuprocess.NuProcess;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.SandboxedProcess;

/** A running or finished program that the kernel holds to a policy, as NuProcess shows it. */
public interface SandboxedNuProcess extends NuProcess {

    /**
     * What the kernel enforces on this program, and what it does not cover.
     *
     * @throws IllegalStateException if the program has not been started yet, in {@link
     *     com.zaxxer.nuprocess.NuProcessHandler#onPreStart}
     */
    default Enforcement enforcement() {
        return process().enforcement();
    }

    /**
     * The same program as a {@link Process}, for what NuProcess does not offer: its handle, the end
     * of its tree, whether its time was over. Its streams are at their ends, since the handler has
     * them.
     *
     * @throws IllegalStateException as {@link #enforcement()}
     */
    SandboxedProcess process();
}
