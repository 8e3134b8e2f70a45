package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.SIGKILL;

import io.github.landlauncher.Containment;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Resource;
import io.github.landlauncher.RunAs;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.TreeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The helper's command line for a start; a pure function, in the language of helper-c/README.md. */
final class HelperCommand {

    /**
     * Where the child finds its status pipe, ruleset, seccomp program and cgroup.procs; {@link Guard}
     * has those between.
     */
    static final int STATUS_FD = 3;

    static final int RULESET_FD = 4;
    static final int FILTER_FD = 5;
    static final int CGROUP_FD = 6;

    /** Where it finds the seccomp program for a watcher, and the socket to send the listener by. */
    static final int NOTIFY_FD = 10;

    static final int LISTENER_SOCKET_FD = 11;

    private static final long JVM = ProcessHandle.current().pid();

    private final List<byte[]> words = new ArrayList<>();

    private HelperCommand() {}

    /**
     * The words for a request, in the order of their effect.
     *
     * @param path where to look for a program without a slash, or null
     */
    static List<byte[]> of(LaunchRequest request, Confinement confinement, byte[] path) {
        HelperCommand command = new HelperCommand();
        command.add("landlock-exec", "1", Integer.toString(STATUS_FD));
        if (request.newSession()) {
            command.add("session");
        }
        if (confinement.cgroup()) {
            command.add("cgroup", Integer.toString(CGROUP_FD));
        }
        command.privileges(confinement);
        if (request.directory().isPresent()) {
            command.add("chdir", request.directory().get().toString());
        }
        TreeRequest tree = request.tree();
        if (tree.dieWithParent() && !tree.killSurvivors()) { // else it is the guard's business
            command.add("parent-death", Integer.toString(SIGKILL), Long.toString(JVM));
        }
        if (path != null) {
            command.add("path").words.add(path);
        }
        // Landlock before seccomp, so that a filter need not let Landlock's own calls pass.
        command.add("landlock",
                Integer.toString(RULESET_FD), Integer.toString(confinement.restrictFlags()));
        // Before the filter too, which may refuse to install another one.
        if (request.watch().isPresent()) {
            command.add("notify",
                    Integer.toString(NOTIFY_FD), Integer.toString(LISTENER_SOCKET_FD));
        }
        if (confinement.filter()) {
            command.add("seccomp", Integer.toString(FILTER_FD));
        }
        command.add("--", request.command().get(0));
        command.add(request.command().toArray(new String[0]));
        return command.words;
    }

    /** Limits first, as raising one takes a capability; then the user, as changing it does too. */
    private void privileges(Confinement confinement) {
        Containment containment = confinement.containment();
        for (Map.Entry<Resource, Limit> limit : containment.effectiveLimits().entrySet()) {
            add("limit",
                    Integer.toString(limit.getKey().number()),
                    Long.toUnsignedString(limit.getValue().soft()),
                    Long.toUnsignedString(limit.getValue().hard()));
        }
        if (containment.runAs().isPresent()) {
            RunAs user = containment.runAs().get();
            add("user", Long.toString(user.uid()), Long.toString(user.gid()));
        }
        if (confinement.capabilities() != Confinement.ALL) {
            add("capabilities", Long.toHexString(confinement.capabilities()));
        }
    }

    private HelperCommand add(String... more) {
        for (String word : more) {
            words.add(Encoding.bytes(word));
        }
        return this;
    }
}
