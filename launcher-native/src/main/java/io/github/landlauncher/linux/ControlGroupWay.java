package io.github.landlauncher.linux;

/** Where the groups of children are made; decided by {@link #of}, a pure function. */
enum ControlGroupWay {
    /** In the JVM's group, which is the root of the hierarchy and may have both. */
    WITHIN,
    /** Beside the JVM's group, in a parent that was arranged for that. */
    BESIDE,
    /** In the JVM's group, after it has moved to a group in it with all of its line of processes. */
    MOVE,
    /** The same where nothing but the JVM, and what it started, may be in the group. */
    MOVE_ALONE;

    /**
     * Decides. What a JVM may write need not be meant for it: root may write everything, and a user
     * all that the user's own systemd manages, which takes limits away again when it likes. So a
     * unit of systemd has to be marked as delegated, or be one that only delegation makes writable,
     * or at least be there for nothing but the JVM.
     *
     * @param own the JVM's group
     * @param path its whole name
     * @param parent the group above it, or null if that is not to be seen
     */
    static ControlGroupWay of(SeenGroup own, String path, SeenGroup parent) throws NoControlGroup {
        if (own.root()) {
            requireWritable(own);
            return WITHIN;
        }
        if (parent != null && arranged(own, parent)) {
            return BESIDE;
        }
        requireWritable(own);
        if (!own.unit() || own.marked()) {
            return MOVE;
        }
        // systemd's user manager leaves no mark in some releases.
        if (path.contains("/user@")) {
            return MOVE_ALONE;
        }
        if (own.rootOwned()) {
            throw new NoControlGroup("the unit " + own.name() + " of systemd is not delegated",
                    "Start the JVM in a unit with Delegate=yes; systemd 251 or later marks it as"
                            + " such.",
                    "See docs/errors.md#control-group-not-delegated");
        }
        return MOVE;
    }

    private static boolean arranged(SeenGroup own, SeenGroup parent) {
        return !own.unit()
                && (!parent.unit() || parent.marked() || !parent.rootOwned())
                && !parent.name().endsWith(".slice")
                && parent.obstacle() == null
                && (parent.enabled().contains("memory")
                        || parent.enabled().contains("pids")
                        || parent.enabled().contains("cpu"));
    }

    private static void requireWritable(SeenGroup own) throws NoControlGroup {
        if (own.obstacle() != null) {
            throw new NoControlGroup("the JVM's control group is not delegated to it ("
                    + own.obstacle() + ")",
                    "Start the JVM in a unit of systemd with Delegate=yes, or in a container whose"
                            + " /sys/fs/cgroup is writable.",
                    "See docs/errors.md#control-group-not-delegated");
        }
    }
}
