package io.github.landlauncher.linux;

/** Reads memory of watched programs. */
interface ChildMemory {

    /**
     * Copies bytes out of the memory of a process.
     *
     * @param tid a thread of it
     * @param address where in its memory they are
     * @param size how many, at least 1
     * @return so many bytes, or fewer if that is all there is up to the first page that cannot be
     *     read; at least one
     * @throws UnreadableException if there is not even one: with EFAULT if nothing is at the address,
     *     ESRCH if the process has ended, EPERM or EACCES if this system forbids it
     */
    byte[] read(int tid, long address, int size) throws UnreadableException;
}
