package io.github.landlauncher.linux;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The group in which those of children are made. It is made ready when the first limit is enabled
 * and lasts as long as the JVM; decision 17.
 */
final class ControlGroupSite {

    /** What all that is made here begins with. */
    private static final String PREFIX = "landlauncher-";

    /** Where the JVM moves to if it has to make room. */
    private static final String OWN = PREFIX + "jvm";

    /** What moves while it forks appears again; nothing of ours needs more rounds than a few. */
    private static final int MOST_ROUNDS = 100;

    private final ControlFiles files;
    private final OwnControlGroup own;
    private final ControlGroupWay way;
    private final SeenGroup group;
    private final Set<String> enabled;
    private final AtomicLong last = new AtomicLong();
    private boolean ready;

    private ControlGroupSite(
            ControlFiles files, OwnControlGroup own, ControlGroupWay way, SeenGroup group) {
        this.files = files;
        this.own = own;
        this.way = way;
        this.group = group;
        this.enabled = new TreeSet<>(group.enabled());
    }

    /** Finds the place, and changes nothing yet. */
    static ControlGroupSite find(ControlFiles files, OwnControlGroup own)
            throws NoControlGroup, IOException {
        SeenGroup seen = SeenGroup.read(files, own.directory(), own.name());
        SeenGroup parent = null;
        if (!own.directory().equals(own.mountPoint())) {
            Path above = own.directory().getParent();
            parent = SeenGroup.read(files, above, own.parentName());
        }
        ControlGroupWay way = ControlGroupWay.of(seen, own.path(), parent);
        return new ControlGroupSite(files, own, way, way == ControlGroupWay.BESIDE ? parent : seen);
    }

    Path directory() {
        return group.directory();
    }

    /** All places where control files may be. */
    List<Path> mounts() {
        return own.mounts();
    }

    /** Refuses a controller that groups in here cannot have. */
    void check(String controller) throws NoControlGroup {
        if (!group.controllers().contains(controller)) {
            throw missing(controller);
        }
    }

    /** Makes sure that groups in here have a controller. Not thread-safe. */
    void enable(String controller) throws NoControlGroup, IOException {
        check(controller);
        if (!ready) {
            if (way == ControlGroupWay.MOVE || way == ControlGroupWay.MOVE_ALONE) {
                makeRoom();
            }
            sweep();
            ready = true;
        }
        if (!enabled.contains(controller)) {
            Path control = directory().resolve("cgroup.subtree_control");
            int result = files.write(control, "+" + controller);
            if (result == -Errno.EBUSY) {
                throw busy("processes have come into " + directory());
            }
            if (result < 0) {
                throw new NoControlGroup("the controller " + controller + " cannot be enabled ("
                        + Errno.name(-result) + " on " + control + ")",
                        "Have it enabled where the JVM's control group is delegated.",
                        "See docs/errors.md#control-group-controller");
            }
            enabled.add(controller);
        }
    }

    private NoControlGroup missing(String controller) {
        return new NoControlGroup("the controller " + controller + " is not in "
                + directory().resolve("cgroup.controllers"),
                "Delegate it: Delegate=yes in the unit of systemd, for users also in user@.service;"
                        + " elsewhere write \"+" + controller + "\" to cgroup.subtree_control of each"
                        + " group above.",
                "See docs/errors.md#control-group-controller");
    }

    private static NoControlGroup busy(String reason) {
        return new NoControlGroup(reason,
                "Start the JVM in a control group of its own, such as by systemd-run --user --scope -p"
                        + " Delegate=yes.",
                "See docs/errors.md#control-group-busy");
    }

    /**
     * Moves the JVM, and who started it or was started by it, to a group in its group: one with
     * processes of its own cannot enable controllers for others.
     */
    private void makeRoom() throws NoControlGroup, IOException {
        Path procs = directory().resolve("cgroup.procs");
        checkNobodyElse(ControlFiles.words(procs));
        Path home = directory().resolve(OWN);
        make(home);
        List<String> pids = ControlFiles.words(procs);
        for (int round = 0; !pids.isEmpty(); round++) {
            if (round == MOST_ROUNDS) {
                throw busy("processes keep appearing in " + directory());
            }
            checkNobodyElse(pids);
            for (String pid : pids) {
                int result = files.write(home.resolve("cgroup.procs"), pid);
                if (result < 0 && result != -Errno.ESRCH) { // or it has just ended
                    throw busy("process " + pid + " cannot be moved to " + home + " ("
                            + Errno.name(-result) + ")");
                }
            }
            pids = ControlFiles.words(procs);
        }
    }

    private void checkNobodyElse(List<String> pids) throws NoControlGroup {
        Set<String> others = new TreeSet<>(pids);
        ProcessHandle jvm = ProcessHandle.current();
        others.remove(Long.toString(jvm.pid()));
        jvm.descendants().forEach(process -> others.remove(Long.toString(process.pid())));
        if (way == ControlGroupWay.MOVE) {
            for (var above = jvm.parent(); above.isPresent(); above = above.get().parent()) {
                others.remove(Long.toString(above.get().pid()));
            }
        }
        // What has ended meanwhile, and a child that was forked meanwhile, is looked at again.
        others.removeIf(pid -> !pid.equals("0") && !Files.exists(Path.of("/proc", pid)));
        if (!others.isEmpty()) {
            throw busy("other processes are in the JVM's control group (" + String.join(", ", others)
                    + ")");
        }
    }

    private static void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            // By an earlier JVM, or by this one before something else failed.
        }
    }

    /** Removes what JVMs left that are gone; the kernel keeps groups that are not empty. */
    private void sweep() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory(), PREFIX + "*-*")) {
            for (Path left : found) {
                String pid = left.getFileName().toString().substring(PREFIX.length()).split("-")[0];
                // A group of a JVM that lives may be empty because its child is on its way.
                if (pid.matches("[0-9]+") && !Files.exists(Path.of("/proc", pid))) {
                    ControlGroup.remove(left);
                }
            }
        }
    }

    /** Makes a group for a child. */
    Path makeGroup() throws IOException {
        while (true) {
            Path directory = directory().resolve(
                    PREFIX + ProcessHandle.current().pid() + "-" + last.incrementAndGet());
            try {
                return Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                // Left by a JVM that had this process id, with something in it that lives on.
            } catch (IOException e) {
                throw Failure.of(StartStep.CONTROL_GROUP, "control group " + directory
                        + " cannot be made: " + ControlGroup.why(e),
                        "The parent may be at cgroup.max.descendants, or no longer delegated.");
            }
        }
    }
}
