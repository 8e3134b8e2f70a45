package io.github.landlauncher.linux;

import static io.github.landlauncher.SyscallGroup.*;

import io.github.landlauncher.SyscallGroup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets of groups that a start may ask for. */
final class FilterSets {

    private static final Set<SyscallGroup> CONTAINED = EnumSet.of(
            NAMESPACES, PTRACE, KEYRINGS, IO_URING, OBSERVATION, FILE_HANDLES, SYSV_IPC,
            TERMINAL_INPUT, FOREIGN_LIMITS, ADMINISTRATION, SETID_BITS);

    private FilterSets() {}

    /** Containments with their names. */
    static Map<String, Set<SyscallGroup>> typical() {
        Map<String, Set<SyscallGroup>> sets = new LinkedHashMap<>();
        sets.put("terminal", EnumSet.of(TERMINAL_INPUT));
        sets.put("no network", with(CONTAINED, SOCKETS_BUT_UNIX));
        sets.put("tcp", with(CONTAINED, SOCKETS_BUT_TCP, FAST_OPEN));
        sets.put("abi 1", with(CONTAINED, SOCKETS_BUT_UNIX, SIGNALS_TO_JVM, TRUNCATE));
        sets.put("root", with(CONTAINED, SOCKETS_BUT_UNIX, MOUNTS));
        sets.put("everything", EnumSet.complementOf(EnumSet.of(
                SOCKETS_BUT_UNIX, SOCKETS_BUT_TCP, SOCKETS_BUT_TCP_AND_UDP, SOCKETS_VSOCK_AND_ALG)));
        return sets;
    }

    /** Every group alone, and combinations in which groups look at the same calls. */
    static List<Set<SyscallGroup>> all() {
        List<Set<SyscallGroup>> sets = new ArrayList<>(typical().values());
        for (SyscallGroup group : SyscallGroup.values()) {
            sets.add(EnumSet.of(group));
        }
        sets.add(EnumSet.noneOf(SyscallGroup.class));
        sets.add(EnumSet.of(TERMINAL_INPUT, METADATA));
        sets.add(EnumSet.of(SETID_BITS, METADATA));
        sets.add(EnumSet.of(SETID_BITS, TRUNCATE));
        sets.add(EnumSet.of(UNIX_SOCKETS, SOCKETS_BUT_TCP));
        sets.add(EnumSet.of(UNIX_SOCKETS, SOCKETS_BUT_TCP_AND_UDP));
        sets.add(EnumSet.of(UNIX_SOCKETS, SOCKETS_VSOCK_AND_ALG));
        sets.add(EnumSet.of(UNIX_SOCKETS, SOCKETS_BUT_UNIX));
        sets.add(EnumSet.of(MOUNTS, ADMINISTRATION, OBSERVATION, KEYRINGS));
        sets.add(EnumSet.allOf(SyscallGroup.class));
        return sets;
    }

    private static Set<SyscallGroup> with(Set<SyscallGroup> groups, SyscallGroup... more) {
        Set<SyscallGroup> all = EnumSet.copyOf(groups);
        all.addAll(List.of(more));
        return all;
    }
}
