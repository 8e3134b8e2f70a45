package io.github.landlauncher.linux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which processes belong to a tree, by what /proc shows of all: a pure function. */
final class Members {

    private Members() {}

    /**
     * The members, living or not: those that are certain, what is in a session of the tree, and what
     * descends from any of them.
     *
     * @param all every process there is, except this JVM
     * @param certain the start times of processes that are members, by their pids
     * @param sessions the sessions of the tree: when their leaders started, by their pids, or null if
     *     that is not known. Those that members lead are added; those whose number has become another
     *     process's are removed, for a number is only free when a session has no member left
     */
    static List<ProcStat> of(
            List<ProcStat> all, Map<Integer, Long> certain, Map<Integer, Long> sessions) {
        for (ProcStat process : all) {
            Long leader = sessions.get(process.pid());
            if (sessions.containsKey(process.pid()) && (leader == null || leader != process.start())) {
                sessions.remove(process.pid());
            }
        }
        List<ProcStat> members = new ArrayList<>();
        Set<Integer> pids = new HashSet<>();
        List<ProcStat> others = all;
        int before = -1;
        while (members.size() != before) {
            before = members.size();
            List<ProcStat> rest = new ArrayList<>();
            for (ProcStat process : others) {
                Long start = certain.get(process.pid());
                if (start != null && start == process.start()
                        || sessions.containsKey(process.session())
                        || pids.contains(process.parent())) {
                    members.add(process);
                    pids.add(process.pid());
                    if (process.session() == process.pid()) {
                        sessions.put(process.pid(), process.start());
                    }
                } else {
                    rest.add(process);
                }
            }
            others = rest;
        }
        return members;
    }
}
