package io.github.landlauncher.linux;

/**
 * Something that somebody is told once.
 *
 * <p>It is waited for by a monitor and not by a future: a virtual thread that holds the monitor of its
 * stream stays on its carrier before JDK 24, and then {@code Object.wait} has the scheduler start
 * another carrier for as long, as calls of java.io that block do. {@code LockSupport.park} does not,
 * and as many readers as there are processors would stop all virtual threads.
 */
final class Word {

    private boolean told;

    synchronized void tell() {
        told = true;
        notifyAll();
    }

    /** Waits until it was told, also if interrupted: the thread is interrupted again then. */
    synchronized void await() {
        boolean interrupted = false;
        while (!told) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
