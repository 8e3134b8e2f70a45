package io.github.landlauncher.it;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.MAKE_DIR;
import static io.github.landlauncher.AccessFs.MAKE_FIFO;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.MAKE_SOCK;
import static io.github.landlauncher.AccessFs.MAKE_SYM;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static io.github.landlauncher.AccessFs.REMOVE_DIR;
import static io.github.landlauncher.AccessFs.REMOVE_FILE;
import static io.github.landlauncher.AccessFs.TRUNCATE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The matrix of file access: what a policy allows against every {@link Operation}. That each
 * operation works without a sandbox is shown by {@link BaselineIT}.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilesystemAccessIT {

    private static final Set<AccessFs> NOTHING = Set.of();
    private static final Set<AccessFs> READ = EnumSet.of(READ_FILE, READ_DIR);
    private static final Set<AccessFs> READ_EXECUTE = EnumSet.of(READ_FILE, READ_DIR, EXECUTE);
    private static final Set<AccessFs> READ_WRITE =
            EnumSet.of(
                    READ_FILE, READ_DIR, WRITE_FILE, TRUNCATE, REMOVE_DIR, REMOVE_FILE, MAKE_DIR,
                    MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_SYM, REFER);
    private static final Set<AccessFs> READ_WRITE_EXECUTE = with(READ_WRITE, EXECUTE);

    @TempDir private Path directory;

    /** A method that allows something in a directory. */
    @FunctionalInterface
    private interface Grant {
        SandboxPolicy in(SandboxPolicy policy, Path path);
    }

    /** A method, and the rights that it allows. */
    private record Row(String name, Set<AccessFs> granted, Grant grant) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Row> GROUPS =
            List.of(
                    new Row("nothing", NOTHING, (policy, path) -> policy),
                    new Row("allowRead", READ, SandboxPolicy::allowRead),
                    new Row("allowReadExecute", READ_EXECUTE, SandboxPolicy::allowReadExecute),
                    new Row("allowReadWrite", READ_WRITE, SandboxPolicy::allowReadWrite),
                    new Row(
                            "allowReadWriteExecute",
                            READ_WRITE_EXECUTE,
                            SandboxPolicy::allowReadWriteExecute));

    private static final List<Row> VARIANTS =
            List.of(
                    new Row(
                            "allowReadIfExists",
                            READ,
                            (policy, path) -> policy.allowReadIfExists(path.toString())),
                    new Row(
                            "allowReadExecuteIfExists",
                            READ_EXECUTE,
                            (policy, path) -> policy.allowReadExecuteIfExists(path.toString())),
                    new Row(
                            "allowReadWriteIfExists",
                            READ_WRITE,
                            (policy, path) -> policy.allowReadWriteIfExists(path.toString())),
                    new Row(
                            "allowReadBeneath",
                            READ,
                            (policy, path) ->
                                    policy.allowReadBeneath(path.getParent(), name(path))),
                    new Row(
                            "allowReadExecuteBeneath",
                            READ_EXECUTE,
                            (policy, path) ->
                                    policy.allowReadExecuteBeneath(path.getParent(), name(path))),
                    new Row(
                            "allowReadWriteBeneath",
                            READ_WRITE,
                            (policy, path) ->
                                    policy.allowReadWriteBeneath(path.getParent(), name(path))),
                    new Row(
                            "allowReadWriteExecuteBeneath",
                            READ_WRITE_EXECUTE,
                            (policy, path) ->
                                    policy.allowReadWriteExecuteBeneath(
                                            path.getParent(), name(path))));

    static Stream<Row> every_way_to_allow() {
        Set<AccessFs> all = Sandbox.abi().accessFs();
        Stream<Row> single = all.stream().map(right -> exactly("only " + right, Set.of(right)));
        Stream<Row> complement =
                all.stream().map(right -> exactly("all but " + right, without(all, right)));
        return Stream.of(GROUPS.stream(), VARIANTS.stream(), single, complement)
                .flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_way_to_allow")
    void exactly_what_a_rule_allows_can_be_done(Row row) throws Exception {
        check(Sandbox.abi(), row, row);
    }

    static Stream<Arguments> every_pair_of_groups() {
        return GROUPS.stream()
                .flatMap(here -> GROUPS.stream().map(there -> Arguments.of(here, there)))
                .filter(pair -> pair.get()[0] != pair.get()[1]);
    }

    @ParameterizedTest(name = "{0} here, {1} there")
    @MethodSource("every_pair_of_groups")
    void a_file_moves_to_another_directory_only_if_it_gains_no_right(Row here, Row there)
            throws Exception {
        try (Trials trials = new Trials(directory, Place.RW, Place.RW2)) {
            for (Operation operation : Operation.ALL) {
                if (!operation.there().isEmpty()) {
                    run(trials, operation, Sandbox.abi(), here, there);
                }
            }

            trials.assertAll();
        }
    }

    static Stream<Arguments> every_older_abi_with_much_and_little_allowed() {
        // An emulated machine has time for the last of them; BestEffortIT tries each right of all.
        int oldest = Guest.orUsually(Math.max(1, KernelAbi.current() - 1), 1);
        return IntStream.range(oldest, KernelAbi.current())
                .mapToObj(LandlockAbi::of)
                .distinct()
                .flatMap(abi -> Stream.of(
                        Arguments.of(abi, GROUPS.get(0)),
                        Arguments.of(abi, GROUPS.get(GROUPS.size() - 1))));
    }

    @RequiresAbi(2)
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("every_older_abi_with_much_and_little_allowed")
    void a_policy_for_an_older_abi_denies_what_that_abi_knows(LandlockAbi abi, Row row)
            throws Exception {
        check(abi, row, row);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXECUTE", "WRITE_FILE", "READ_DIR", "REMOVE_FILE", "MAKE_REG"})
    void what_is_not_handled_is_not_denied_except_refer(AccessFs handled) throws Exception {
        LandlockAbi abi = Sandbox.abi();
        SandboxPolicy policy =
                Sandbox.probeAllowed(SandboxPolicy.handling(Set.of(handled), Set.of(), Set.of()));
        Set<String> open = names(without(without(abi.accessFs(), handled), REFER));
        // On ABI 1 there is no REFER to handle, and the operation is denied as well.
        int asAbi = Math.max(2, abi.number());

        try (Trials trials = new Trials(directory, Place.RW, Place.RW2)) {
            for (Operation operation : Operation.ALL) {
                int expected = operation.exitValue(open, open, asAbi);
                trials.run(operation, Place.RW, Place.RW2, layout -> policy, expected);
            }

            trials.assertAll();
        }
    }

    @Test
    void each_place_of_the_layout_is_held_to_its_own_rule() throws Exception {
        try (Trials trials = new Trials(directory, Place.values())) {
            for (Place place : Place.values()) {
                for (Operation operation : Operation.ALL) {
                    int expected =
                            operation.exitValue(
                                    names(usual(place)),
                                    names(usual(place.other())),
                                    Sandbox.abi().number());
                    trials.run(
                            operation, place, place.other(), FilesystemAccessIT::usual, expected);
                }
            }

            trials.assertAll();
        }
    }

    private static Set<AccessFs> usual(Place place) {
        return switch (place) {
            case RO -> READ;
            case RW, RW2 -> READ_WRITE;
            case WONLY -> Set.of(WRITE_FILE);
            case SECRET -> NOTHING;
        };
    }

    private static SandboxPolicy usual(Layout layout) {
        return shellAllowed(Sandbox.policy())
                .allowRead(layout.path(Place.RO))
                .allowReadWrite(layout.path(Place.RW), layout.path(Place.RW2))
                .allow(Set.of(WRITE_FILE), layout.path(Place.WONLY));
    }

    private void check(LandlockAbi abi, Row here, Row there) throws Exception {
        try (Trials trials = new Trials(directory, Place.RW, Place.RW2)) {
            for (Operation operation : Operation.ALL) {
                run(trials, operation, abi, here, there);
            }

            trials.assertAll();
        }
    }

    private static void run(
            Trials trials, Operation operation, LandlockAbi abi, Row here, Row there)
            throws Exception {
        SandboxPolicy program = shellAllowed(Sandbox.policy(abi));
        Trials.Rules rules =
                layout ->
                        there.grant().in(
                                here.grant().in(program, layout.path(Place.RW)),
                                layout.path(Place.RW2));
        int expected =
                operation.exitValue(names(here.granted()), names(there.granted()), abi.number());
        trials.run(operation, Place.RW, Place.RW2, rules, expected);
    }

    /** The layout's script needs its interpreter. */
    private static SandboxPolicy shellAllowed(SandboxPolicy policy) {
        return policy.allowReadExecute("/bin/sh");
    }

    private static Row exactly(String name, Set<AccessFs> rights) {
        return new Row(name, rights, (policy, path) -> policy.allow(rights, path));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static Set<String> names(Collection<AccessFs> rights) {
        return rights.stream().map(AccessFs::name).collect(Collectors.toSet());
    }

    private static Set<AccessFs> with(Set<AccessFs> rights, AccessFs... more) {
        EnumSet<AccessFs> all = EnumSet.copyOf(rights);
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static Set<AccessFs> without(Set<AccessFs> rights, AccessFs right) {
        EnumSet<AccessFs> rest = EnumSet.copyOf(rights);
        rest.remove(right);
        return rest;
    }
}
