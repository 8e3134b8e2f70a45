package io.github.landlauncher.it.escape;

import java.util.EnumSet;
import java.util.List;

/**
 * One way to get out of a sandbox: a row of the suite's table.
 *
 * @param name what it is called on the page; unique
 * @param group what it belongs to
 * @param aim what it tries, in words
 * @param command the words of the program {@code escape}, with placeholders of the {@link Scene}
 * @param start how the launcher starts it
 * @param claim the lines of the Enforcement that say whether it works
 * @param expectation what becomes of it
 */
record Attempt(
        String name,
        Group group,
        String aim,
        List<String> command,
        Start start,
        Claim claim,
        Expectation expectation) {

    /** How a group's rows are written: {@code refused("EACCES")} ends a row. */
    static final class Row {
        private final Group group;
        private final String name;
        private final String aim;
        private final List<String> command;
        private Start start = Launch.PIPES;
        private Claim claim = Claim.NONE;

        private Row(Group group, String name, String aim, List<String> command) {
            this.group = group;
            this.name = name;
            this.aim = aim;
            this.command = command;
        }

        /** The command is one string, of words with a space between them. */
        static Row of(Group group, String name, String aim, String command) {
            return new Row(group, name, aim, List.of(command.split(" ")));
        }

        Row started(Start how) {
            this.start = how;
            return this;
        }

        Row claimedBy(String... lines) {
            this.claim = Claim.by(lines);
            return this;
        }

        Row except(String words) {
            this.claim = claim.except(words);
            return this;
        }

        /** Nothing keeps it from working, unless what follows says so. */
        Attempt open() {
            return refused(Result.OPEN);
        }

        /** It is refused everywhere, unless what follows says otherwise. */
        Attempt refused(String verdict) {
            return new Attempt(
                    name, group, aim, command, start, claim, Expectation.of(verdict));
        }

        /** Nothing keeps it from working but this profile, and those that are stricter. */
        Attempt openUntil(Profile profile, String verdict) {
            return open().under(profile, verdict);
        }

        /** It is refused from an ABI on, and open before. */
        Attempt refusedFrom(int abi, String verdict) {
            return open().fromAbi(abi, verdict);
        }
    }

    Attempt fromAbi(int abi, String verdict) {
        return with(expectation.fromAbi(abi, verdict));
    }

    Attempt under(Profile profile, String verdict) {
        return with(expectation.under(profile, verdict));
    }

    /** Something else before an ABI, under this profile alone. */
    Attempt before(int abi, Profile profile, String verdict) {
        return with(expectation.beforeAbi(abi, EnumSet.of(profile), verdict));
    }

    /** Something else before an ABI, under this profile and those that are stricter. */
    Attempt beforeUnder(int abi, Profile profile, String verdict) {
        return with(expectation.beforeAbi(abi, Profile.from(profile), verdict));
    }

    /** Something else from an ABI on, under this profile alone. */
    Attempt since(int abi, Profile profile, String verdict) {
        return with(expectation.sinceAbi(abi, EnumSet.of(profile), verdict));
    }

    /** Something else if root attempts it, under this profile alone. */
    Attempt asRoot(Profile profile, String verdict) {
        return with(expectation.asRoot(EnumSet.of(profile), verdict));
    }

    /** Something else if root attempts it under this profile, and those that are stricter. */
    Attempt asRootUnder(Profile profile, String verdict) {
        return with(expectation.asRoot(Profile.from(profile), verdict));
    }

    /** What becomes of it in a column of the observations. Without Landlock nothing starts. */
    String expected(String column, boolean root) {
        String[] words = column.split(" V");
        int abi = Integer.parseInt(words[1]);
        return abi == 0
                ? Result.UNAVAILABLE
                : expectation.verdict(Profile.valueOf(words[0]), root, abi);
    }

    private Attempt with(Expectation other) {
        return new Attempt(name, group, aim, command, start, claim, other);
    }

    @Override
    public String toString() {
        return name;
    }
}
