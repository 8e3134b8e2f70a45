package io.github.landlauncher.linux;

/**
 * What a thread of a watched program is about to call, and waits with until it is let go on: the
 * fields of struct seccomp_notif, seccomp_unotify(2), that say so.
 *
 * @param tid the thread, as this JVM's pid namespace numbers it
 * @param number the system call's number on this architecture
 * @param arguments all six, whether the call takes them or not
 */
record Notice(int tid, int number, long... arguments) {

    /** How many arguments a system call can have. */
    static final int ARGUMENTS = 6;

    /** Checks the number of arguments. */
    Notice {
        if (arguments.length != ARGUMENTS) {
            throw new IllegalArgumentException(arguments.length + " arguments");
        }
    }
}
