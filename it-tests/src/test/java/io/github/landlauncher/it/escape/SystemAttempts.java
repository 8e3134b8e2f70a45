package io.github.landlauncher.it.escape;

import java.util.List;

/** Attempts on the terminal, on the machine, and on its resources. */
final class SystemAttempts {

    static final List<Attempt> TERMINAL =
            List.of(
                    terminal("tiocsti", "type into the terminal", "type")
                            .claimedBy("terminal input")
                            .refused("EPERM"),
                    terminal("tiocsti-wide", "the same by a request of more than 32 bits",
                                    "type-by-wide-request")
                            .claimedBy("terminal input")
                            .refused("EPERM"),
                    terminal("terminal-attributes", "change how the terminal reads",
                                    "change-terminal")
                            .claimedBy("terminal")
                            .open(),
                    terminal("terminal-show", "show something on the terminal", "show")
                            .claimedBy("terminal")
                            .open(),
                    terminal("dev-tty", "open the terminal as /dev/tty",
                                    "open-controlling-terminal")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    terminal("dev-pts", "open the terminal by its name", "open-terminal-by-name")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    terminal("dev-ptmx", "make a terminal", "make-terminal")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"));

    static final List<Attempt> ADMINISTRATION =
            List.of(
                    admin("bpf", "load a map of BPF", "make-bpf-map")
                            .claimedBy("observation", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    admin("perf", "count one's own events", "observe-self")
                            .claimedBy("observation", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    admin("userfaultfd", "handle one's own page faults", "watch-faults")
                            .claimedBy("observation", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    admin("syslog", "read the kernel's messages", "read-kernel-messages")
                            .claimedBy("administration", "capabilities")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    admin("sethostname", "change the machine's name", "change-host-name")
                            .claimedBy("administration", "capabilities")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    admin("clock", "change the machine's clock", "change-clock")
                            .claimedBy("administration", "capabilities")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    admin("setuid-call", "become another user",
                                    "become-other-user " + Scene.OTHER_USER)
                            .claimedBy("capabilities")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    admin("raise-priority", "get more of the processors than others",
                                    "raise-priority")
                            .claimedBy("capabilities")
                            .openUntil(Profile.CONTAINMENT, "EACCES"),
                    admin("override-mode", "read what its owner does not let others read",
                                    "override-mode {ro}/unreadable")
                            .claimedBy("capabilities")
                            .openUntil(Profile.CONTAINMENT, "EACCES"),
                    admin("iopl", "use the machine's ports", "use-ports")
                            .claimedBy("administration", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    admin("modify-ldt", "change one's own table of segments",
                                    "change-descriptor-table")
                            .claimedBy("administration", "kernel interfaces")
                            .openUntil(Profile.CONTAINMENT, "EPERM"));

    static final List<Attempt> RESOURCES =
            List.of(
                    resources("fork-storm", "have many processes", "fork-storm 64")
                            .claimedBy("resources")
                            .open(),
                    resources("fork-storm-limited",
                                    "have many processes where the policy allows one",
                                    "fork-storm 64")
                            .started(Limited.PROCESSES)
                            .claimedBy("RLIMIT_NPROC")
                            .refused("EAGAIN")
                            .asRootUnder(Profile.PLAIN, Result.OPEN),
                    resources("memory", "have 256 MB of memory", "take-memory 0x10000000")
                            .claimedBy("RLIMIT_AS", "resources")
                            .openUntil(Profile.STRICT, "ENOMEM"),
                    resources("disk", "have a file of 16 MB", "fill-disk {rw}/{new} 0x1000000")
                            .claimedBy("RLIMIT_FSIZE", "resources")
                            .openUntil(Profile.STRICT, "EFBIG"),
                    resources("descriptors", "have 300 descriptors", "take-descriptors 300")
                            .claimedBy("RLIMIT_NOFILE", "resources")
                            .openUntil(Profile.STRICT, "EMFILE"),
                    resources("processor", "have a processor for a while", "take-processor 1100")
                            .claimedBy("RLIMIT_CPU", "resources")
                            .openUntil(Profile.STRICT, "SIGXCPU"),
                    resources("survive", "live on when the program is killed",
                                    "survive {rw}/{new} {secret}/file")
                            .started(Survivor.LIVING)
                            .claimedBy("survivors")
                            .except(Survivor.UNLESS_IT_KILLS)
                            .openUntil(Profile.STRICT, "killed"),
                    Attempt.Row.of(Group.RESOURCES, "survive-free", "live on without the sandbox",
                                    "survive {rw}/{new} {secret}/file")
                            .started(Survivor.READING)
                            .claimedBy("READ_FILE")
                            .refused("EACCES")
                            .under(Profile.STRICT, "killed"),
                    Attempt.Row.of(Group.RESOURCES, "raise-limit", "raise one's own hard limit",
                                    "raise-limit")
                            .claimedBy("capabilities")
                            .openUntil(Profile.CONTAINMENT, "EPERM"));

    private SystemAttempts() {}

    private static Attempt.Row terminal(String name, String aim, String command) {
        return Attempt.Row.of(Group.TERMINAL, name, aim, command).started(Launch.TERMINAL);
    }

    private static Attempt.Row admin(String name, String aim, String command) {
        return Attempt.Row.of(Group.ADMINISTRATION, name, aim, command);
    }

    private static Attempt.Row resources(String name, String aim, String command) {
        return Attempt.Row.of(Group.RESOURCES, name, aim, command);
    }
}
