package io.github.landlauncher.cli.convert;

import io.github.landlauncher.SandboxPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** What setpriv's options other than Landlock's mean, as far as a policy can say it. */
final class SetprivPrivileges {

    private static final String REUID = "--reuid";
    private static final String REGID = "--regid";
    private static final String CLEAR_GROUPS = "--clear-groups";
    private static final String INH_CAPS = "--inh-caps";
    private static final String BOUNDING_SET = "--bounding-set";

    private static final String NONE = "-all";

    private static final String ONE_USER =
            "a policy can only run a program as a user and a group in no other group, which is " + REUID
                    + ", " + REGID + " and " + CLEAR_GROUPS + " together, with names or numbers that there are";

    private static final String ALL_CAPABILITIES =
            "a policy can only take all capabilities but some named ones, which is " + INH_CAPS + "=-all with "
                    + BOUNDING_SET + "=-all, or with another user than root";

    private static final String NOTHING_LIKE_IT = "there is nothing like it here";

    /** Options that end without starting a program. */
    private static final List<String> QUERIES = List.of(
            "-d", "--dump", "--list-caps", "--landlock-support", "--list-landlock-access",
            "--list-landlock-rights", "-h", "--help", "-V", "--version");

    /** Implied by every policy. */
    private static final List<String> IMPLIED = List.of("--no-new-privs", "--nnp");

    static final List<String> FLAGS = Stream.of(
            QUERIES, IMPLIED, List.of(CLEAR_GROUPS, "--keep-groups", "--init-groups", "--reset-env"))
            .flatMap(List::stream)
            .toList();

    /** Options and why they are not translated; those with two meanings only if none of them fits. */
    private static final Map<String, String> REASONS = reasons();

    private final ForeignWords words;
    private final Accounts accounts;
    private final Set<String> translated = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    SetprivPrivileges(ForeignWords words, Accounts accounts) {
        this.words = words;
        this.accounts = accounts;
    }

    /** The options with a value: these and those that are not Landlock's. */
    static List<String> valuedWith(String... more) {
        return Stream.concat(
                Stream.of(more), REASONS.keySet().stream().filter(option -> !FLAGS.contains(option)))
                .toList();
    }

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        Stream.of(REUID, REGID, CLEAR_GROUPS, "--ruid", "--euid", "--rgid", "--egid", "--groups",
                "--keep-groups", "--init-groups").forEach(option -> reasons.put(option, ONE_USER));
        Stream.of(INH_CAPS, BOUNDING_SET, "--ambient-caps")
                .forEach(option -> reasons.put(option, ALL_CAPABILITIES));
        reasons.put("--seccomp-filter", "no filter of one's own can be given; --containment has one");
        reasons.put("--reset-env", "--clean-env is near it: it passes PATH, HOME and a few more as they are");
        reasons.put("--pdeathsig", "the library's dieWithParent() is near it");
        Stream.of("--securebits", "--ptracer", "--selinux-label", "--apparmor-profile")
                .forEach(option -> reasons.put(option, NOTHING_LIKE_IT));
        return reasons;
    }

    /**
     * Refuses questions to setpriv.
     *
     * @throws ConversionException if an option starts no program
     */
    void checkThatAProgramStarts() {
        QUERIES.stream().filter(words::has).findFirst().ifPresent(query -> {
            throw new ConversionException("setpriv " + query + " starts no program");
        });
    }

    /** A policy with what these options ask for. */
    SandboxPolicy addedTo(SandboxPolicy policy) {
        OptionalLong uid = words.value(REUID).map(accounts::user).orElse(OptionalLong.empty());
        OptionalLong gid = words.value(REGID).map(accounts::group).orElse(OptionalLong.empty());
        boolean otherUser = uid.isPresent() && gid.isPresent() && words.has(CLEAR_GROUPS)
                && Stream.of("--ruid", "--euid", "--rgid", "--egid", "--groups", "--keep-groups",
                        "--init-groups").noneMatch(words::has);
        SandboxPolicy more = capabilities(policy, otherUser && uid.getAsLong() != 0);
        return otherUser ? user(more, uid.getAsLong(), gid.getAsLong()) : more;
    }

    private SandboxPolicy user(SandboxPolicy policy, long uid, long gid) {
        translated.addAll(List.of(REUID, REGID, CLEAR_GROUPS));
        if (uid == 0 && policy.beyondLandlock().keptCapabilities().isEmpty()) {
            notes.add("a program run as user 0 keeps no capability here; setpriv leaves it those it has");
        }
        return policy.runAs(uid, gid);
    }

    /**
     * Root has after execve(2) what is inheritable or in the bounding set, another user only what is
     * inheritable; ambient capabilities are inheritable ones too. See capabilities(7).
     */
    private SandboxPolicy capabilities(SandboxPolicy policy, boolean notRoot) {
        boolean inheritsNone = words.values(INH_CAPS).equals(List.of(NONE));
        boolean boundToNone = words.values(BOUNDING_SET).equals(List.of(NONE));
        if (!inheritsNone || !(boundToNone || notRoot && !words.has(BOUNDING_SET))) {
            return policy;
        }
        translated.addAll(List.of(INH_CAPS, BOUNDING_SET));
        if (words.values("--ambient-caps").equals(List.of(NONE))) {
            translated.add("--ambient-caps");
        }
        return policy.keepCapabilities();
    }

    /** What is stricter here. */
    List<String> notes() {
        return notes;
    }

    /** The options that were given and mean nothing to the policy. */
    List<String> untranslated() {
        return REASONS.entrySet().stream()
                .filter(option -> words.has(option.getKey()) && !translated.contains(option.getKey()))
                .map(option -> words.asGiven(option.getKey()) + ": " + option.getValue())
                .toList();
    }
}
