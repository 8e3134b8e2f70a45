package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.RequestBuilder.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Capability;
import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.TreeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HelperCommandTest {

    private static final boolean FILTER = true;
    private static final boolean NO_FILTER = false;
    private static final String NO_PATH = null;
    private static final SandboxPolicy PLAIN = SandboxPolicy.handling(LandlockAbi.V1);
    private static final LandlockSupport ORDINARY = LandlockSupport.ofAbi(7);
    private static final LandlockSupport ROOT = new LandlockSupport(
            LandlockSupport.State.AVAILABLE, 7, Set.of(), Set.of(Facility.CAPABILITIES));
    private static final long JVM = ProcessHandle.current().pid();

    private static List<String> words(LaunchRequest request, int flags, boolean filter, String path) {
        byte[] list = path == null ? null : Encoding.bytes(path);
        return words(request, confinement(PLAIN, flags, filter, false), list);
    }

    private static List<String> words(LaunchRequest request, Confinement confinement, byte[] path) {
        return HelperCommand.of(request, confinement, path).stream().map(Encoding::string).toList();
    }

    private static Confinement confinement(
            SandboxPolicy policy, int flags, boolean filter, boolean cgroup) {
        return Confinement.of(flags, policy.beyondLandlock(), ORDINARY, filter, cgroup);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                row(command("/bin/true"), 0, NO_FILTER, NO_PATH,
                        "landlock 4 0", "/bin/true", "/bin/true"),
                row(command("git", "log", "-p"), 0, NO_FILTER, "/usr/bin:/bin",
                        "path /usr/bin:/bin landlock 4 0", "git", "git", "log", "-p"),
                row(command("a").newSession(), 0, NO_FILTER, NO_PATH,
                        "session landlock 4 0", "a", "a"),
                row(command("a").directory("/tmp"), 0, NO_FILTER, NO_PATH,
                        "chdir /tmp landlock 4 0", "a", "a"),
                row(command("a"), 7, NO_FILTER, NO_PATH,
                        "landlock 4 7", "a", "a"),
                row(command("a"), 0, FILTER, NO_PATH,
                        "landlock 4 0 seccomp 5", "a", "a"),
                row(command("a").watch(new StartKind.Deaf()), 0, NO_FILTER, NO_PATH,
                        "landlock 4 0 notify 10 11", "a", "a"),
                row(command("a").watch(new StartKind.Deaf()), 0, FILTER, NO_PATH,
                        "landlock 4 0 notify 10 11 seccomp 5", "a", "a"),
                row(command("a").tree(tree(false, true)), 0, NO_FILTER, NO_PATH,
                        "parent-death 9 " + JVM + " landlock 4 0", "a", "a"),
                row(command("a").tree(tree(true, true)), 0, NO_FILTER, NO_PATH,
                        "landlock 4 0", "a", "a"),
                row(command("a").tree(tree(true, false)), 0, NO_FILTER, NO_PATH,
                        "landlock 4 0", "a", "a"),
                row(command("a", "b").newSession().directory("d"), 2, FILTER, ":/bin",
                        "session chdir d path :/bin landlock 4 2 seccomp 5", "a", "a", "b"));
    }

    private static TreeRequest tree(boolean killSurvivors, boolean dieWithParent) {
        return new TreeRequest(Optional.empty(), killSurvivors, dieWithParent, Optional.empty());
    }

    private static Arguments row(
            RequestBuilder request,
            int flags,
            boolean filter,
            String path,
            String operations,
            String... fileAndArguments) {
        List<String> expected = Stream.of(
                        Stream.of("landlock-exec", "1", "3"),
                        Stream.of(operations.split(" ")),
                        Stream.of("--"),
                        Stream.of(fileAndArguments))
                .flatMap(words -> words)
                .toList();
        return Arguments.of(request.build(), flags, filter, path, expected);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_request_becomes_words_in_the_order_of_their_effect(
            LaunchRequest request, int flags, boolean filter, String path, List<String> expected) {
        assertThat(words(request, flags, filter, path)).isEqualTo(expected);
    }

    @Test
    void arguments_are_passed_on_as_they_are() {
        LaunchRequest request =
                command("a b", "", "--", "landlock", "-", " ", "$(id)", "x\ny", "\"").build();

        assertThat(words(request, 0, NO_FILTER, NO_PATH)).endsWith(
                "--", "a b", "a b", "", "--", "landlock", "-", " ", "$(id)", "x\ny", "\"");
    }

    @Test
    void a_directory_with_an_operation_s_name_is_an_argument() {
        LaunchRequest request = command("a").directory("--").build();

        assertThat(words(request, 0, NO_FILTER, NO_PATH)).startsWith(
                "landlock-exec", "1", "3", "chdir", "--", "landlock");
    }

    @Test
    void an_empty_path_is_an_argument() {
        assertThat(words(command("a").build(), 0, NO_FILTER, "")).startsWith(
                "landlock-exec", "1", "3", "path", "", "landlock");
    }

    @Test
    void the_bytes_of_the_path_are_not_decoded() {
        byte[] path = {'/', (byte) 0xff, (byte) 0xfe, ':', (byte) 0xc3};

        assertThat(HelperCommand.of(
                        command("a").build(), confinement(PLAIN, 0, NO_FILTER, false), path))
                .contains(path);
    }

    @Test
    void a_control_group_is_entered_after_the_session_and_before_anything_else() {
        LaunchRequest request = command("a").newSession().directory("d").build();

        assertThat(words(request, confinement(PLAIN, 0, FILTER, true), Encoding.bytes("p")))
                .startsWith("landlock-exec", "1", "3", "session", "cgroup", "6", "chdir", "d", "path");
    }

    static Stream<Arguments> containments() {
        return Stream.of(
                Arguments.of(PLAIN, ROOT, ""),
                Arguments.of(PLAIN.containment(), ORDINARY, "limit 4 0 0 "),
                Arguments.of(PLAIN.containment(), ROOT, "limit 4 0 0 capabilities 0 "),
                Arguments.of(PLAIN.keepCapabilities(), ROOT, "capabilities 0 "),
                Arguments.of(PLAIN.keepCapabilities(Capability.CHOWN, Capability.SYS_ADMIN), ORDINARY,
                        "capabilities 200001 "),
                Arguments.of(PLAIN.runAs(1000, 4294967294L), ORDINARY,
                        "user 1000 4294967294 capabilities 0 "),
                Arguments.of(PLAIN.limit(Resource.NOFILE, 10, Limit.UNLIMITED).limit(Resource.CPU, 1)
                                .runAs(1, 2).keepCapabilities(Capability.CHOWN), ROOT,
                        "limit 0 1 1 limit 7 10 18446744073709551615 user 1 2 capabilities 1 "));
    }

    @ParameterizedTest
    @MethodSource("containments")
    void privileges_are_given_up_after_the_limits_and_before_the_directory(
            SandboxPolicy policy, LandlockSupport support, String expected) {
        LaunchRequest request = command("a").newSession().directory("d").build();
        Confinement confinement =
                Confinement.of(0, policy.beyondLandlock(), support, FILTER, true);

        assertThat(String.join(" ", words(request, confinement, null))).isEqualTo(
                "landlock-exec 1 3 session cgroup 6 " + expected
                        + "chdir d landlock 4 0 seccomp 5 -- a a");
    }

    @Test
    void each_operation_is_one_of_the_helper_s_with_as_many_arguments() throws IOException {
        Map<String, Integer> arguments = operationsOfTheHelper();
        LaunchRequest request = command("a").newSession().directory("d").tree(tree(false, true))
                .watch(new StartKind.Deaf()).build();

        SandboxPolicy policy = PLAIN.runAs(1, 1).limit(Resource.CPU, 1);
        List<String> words =
                words(request, confinement(policy, 0, FILTER, true), Encoding.bytes("p"));

        int at = 3;
        while (!words.get(at).equals("--")) {
            assertThat(arguments).containsKey(words.get(at));
            at += 1 + arguments.get(words.get(at));
        }
        assertThat(words.subList(at, words.size())).containsExactly("--", "a", "a");
    }

    /** The rows of the table {@code operations}, in which a letter stands for each argument. */
    private static Map<String, Integer> operationsOfTheHelper() throws IOException {
        String source = Files.readString(Path.of("..", "helper-c", "landlock-exec.c"));
        return Pattern.compile("\\{ \"([\\w-]+)\", \"([a-z]*)\", run_\\w+ }")
                .matcher(source)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1), found -> found.group(2).length()));
    }

    @Test
    void the_child_s_descriptors_are_above_the_standard_streams_and_below_every_source() {
        assertThat(List.of(
                        HelperCommand.STATUS_FD, HelperCommand.RULESET_FD, HelperCommand.FILTER_FD,
                        HelperCommand.CGROUP_FD))
                .doesNotHaveDuplicates()
                .allSatisfy(fd -> assertThat(fd).isBetween(3, 9));
    }
}
