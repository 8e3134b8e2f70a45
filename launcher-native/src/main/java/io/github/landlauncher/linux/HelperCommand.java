package io.github.landlauncher.linux;

import io.github.landlauncher.spi.LaunchRequest;
import java.util.ArrayList;
import java.util.List;

/** The helper's command line for a start; a pure function, in the language of helper-c/README.md. */
final class HelperCommand {

    /** Where the child finds its status pipe, ruleset, seccomp program and cgroup.procs. */
    static final int STATUS_FD = 3;

    static final int RULESET_FD = 4;
    static final int FILTER_FD = 5;
    static final int CGROUP_FD = 6;

    private final List<byte[]> words = new ArrayList<>();

    private HelperCommand() {}

    /**
     * The words for a request.
     *
     * @param restrictFlags for landlock_restrict_self(2)
     * @param filter whether the child gets a seccomp program at {@link #FILTER_FD}
     * @param cgroup whether the child enters a control group by way of {@link #CGROUP_FD}
     * @param path where to look for a program without a slash, or null
     */
    static List<byte[]> of(
            LaunchRequest request, int restrictFlags, boolean filter, boolean cgroup, byte[] path) {
        HelperCommand command = new HelperCommand();
        command.add("landlock-exec", "1", Integer.toString(STATUS_FD));
        if (request.newSession()) {
            command.add("session");
        }
        if (cgroup) {
            command.add("cgroup", Integer.toString(CGROUP_FD));
        }
        if (request.directory().isPresent()) {
            command.add("chdir", request.directory().get().toString());
        }
        if (path != null) {
            command.add("path").words.add(path);
        }
        // Landlock before seccomp, so that a filter need not let Landlock's own calls pass.
        command.add("landlock", Integer.toString(RULESET_FD), Integer.toString(restrictFlags));
        if (filter) {
            command.add("seccomp", Integer.toString(FILTER_FD));
        }
        command.add("--", request.command().get(0));
        command.add(request.command().toArray(new String[0]));
        return command.words;
    }

    private HelperCommand add(String... more) {
        for (String word : more) {
            words.add(Encoding.bytes(word));
        }
        return this;
    }
}
