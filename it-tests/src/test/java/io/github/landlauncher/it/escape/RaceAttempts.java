package io.github.landlauncher.it.escape;

import java.util.List;

/** Attempts that have a rule's path mean something else than it did when the policy was made. */
final class RaceAttempts {

    static final List<Attempt> ALL =
            List.of(
                    row("swapped-writable",
                                    "replace a writable directory by a link to a secret one",
                                    "append {rw}/name/file", Swap.WRITABLE)
                            .refused("start: ELOOP"),
                    row("swapped-parent", "replace the parent of a writable directory in this way",
                                    "append {rw}/name/watched/file", Swap.PARENT_OF_WRITABLE)
                            .open(),
                    row("swapped-beneath", "the same when the path must stay beneath another",
                                    "append {rw}/name/watched/file", Swap.BENEATH)
                            .refused("start: ELOOP"),
                    row("swapped-readable", "replace a readable directory in this way",
                                    "read {rw}/name/file", Swap.READABLE)
                            .open(),
                    row("swapped-readable-beneath",
                                    "the same when the path must stay beneath another",
                                    "read {rw}/name/file", Swap.READABLE_BENEATH)
                            .refused("start: ELOOP"),
                    row("swapped-cwd", "replace the working directory in this way",
                                    "read-in-working-directory", Swap.WORKING_DIRECTORY)
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    row("swapping", "replace a writable directory in this way while programs start",
                                    "append {secret}/file", Swap.RACE)
                            .claimedBy("WRITE_FILE")
                            .refused("refused"));

    private RaceAttempts() {}

    private static Attempt.Row row(String name, String aim, String command, Swap swap) {
        return Attempt.Row.of(Group.RACES, name, aim, command).started(swap);
    }
}
