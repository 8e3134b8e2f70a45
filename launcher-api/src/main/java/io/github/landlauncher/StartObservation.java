package io.github.landlauncher;

import io.github.landlauncher.spi.StartObserver;

/** What is told of one start: to whom it matters, or to nobody. */
sealed interface StartObservation extends StartObserver permits ObservedStart, UnobservedStart {

    /** The program runs; told before the caller has it. */
    void started(SandboxedProcess process);

    /** The start has failed, and the caller is told why; a failure of telling is added to that. */
    void failed(Throwable failure);
}
