package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlGroupWayTest {

    private static final Set<String> ALL = Set.of("cpu", "memory", "pids");
    private static final String EACCES = "EACCES on /g/cgroup.procs";

    /** Whose a group is, and whether systemd marked it. */
    private enum Owner { ROOT, USER, ROOT_MARKED, USER_MARKED }

    private static SeenGroup group(String name, Owner owner, Set<String> enabled, String obstacle) {
        return new SeenGroup(Path.of("/g"), name, false,
                owner == Owner.ROOT || owner == Owner.ROOT_MARKED,
                owner == Owner.ROOT_MARKED || owner == Owner.USER_MARKED,
                ALL, enabled, obstacle);
    }

    private static SeenGroup own(String name, Owner owner) {
        return group(name, owner, Set.of(), null);
    }

    private static SeenGroup arranged(String name, Owner owner) {
        return group(name, owner, Set.of("memory"), null);
    }

    private static SeenGroup top(String obstacle) {
        return new SeenGroup(Path.of("/g"), "", true, true, false, ALL, ALL, obstacle);
    }

    static Stream<Arguments> ways() {
        String system = "/system.slice/app.service";
        String session = "/user.slice/user-7.slice/user@7.service/app.slice/run-1.scope";
        SeenGroup slice = arranged("app.slice", Owner.USER);
        SeenGroup foreign = group("system.slice", Owner.ROOT, ALL, EACCES);
        return Stream.of(
                Arguments.of("root at the top", top(null), "/", null, ControlGroupWay.WITHIN),
                Arguments.of("a container", own("", Owner.ROOT), "/", null, ControlGroupWay.MOVE),
                Arguments.of("a user's service that is delegated", own("app.service", Owner.USER), system,
                        foreign, ControlGroupWay.MOVE),
                Arguments.of("root's service that is delegated", own("app.service", Owner.ROOT_MARKED),
                        system, arranged("system.slice", Owner.ROOT), ControlGroupWay.MOVE),
                Arguments.of("a scope of the user's systemd without a mark", own("run-1.scope", Owner.USER),
                        session, slice, ControlGroupWay.MOVE_ALONE),
                Arguments.of("a scope of the user's systemd with a mark",
                        own("run-1.scope", Owner.USER_MARKED), session, slice, ControlGroupWay.MOVE),
                Arguments.of("root's own user manager", own("run-1.scope", Owner.ROOT), session,
                        arranged("app.slice", Owner.ROOT), ControlGroupWay.MOVE_ALONE),
                Arguments.of("a JVM started by one that made room", own("landlauncher-jvm", Owner.USER),
                        system + "/landlauncher-jvm", arranged("app.service", Owner.USER),
                        ControlGroupWay.BESIDE),
                Arguments.of("the same as root", own("landlauncher-jvm", Owner.ROOT),
                        system + "/landlauncher-jvm", arranged("app.service", Owner.ROOT_MARKED),
                        ControlGroupWay.BESIDE),
                Arguments.of("arranged without systemd", own("jvm", Owner.USER), "/app/jvm",
                        arranged("app", Owner.USER), ControlGroupWay.BESIDE),
                Arguments.of("arranged, and the JVM's own group is not writable",
                        group("jvm", Owner.ROOT, Set.of(), EACCES), "/app/jvm",
                        arranged("app", Owner.USER), ControlGroupWay.BESIDE),
                Arguments.of("a parent without controllers", own("jvm", Owner.USER), "/app/jvm",
                        own("app", Owner.USER), ControlGroupWay.MOVE),
                Arguments.of("a parent with other controllers", own("jvm", Owner.USER), "/app/jvm",
                        group("app", Owner.USER, Set.of("io"), null), ControlGroupWay.MOVE),
                Arguments.of("a parent that cannot be written", own("jvm", Owner.USER), "/app/jvm",
                        group("app", Owner.ROOT, ALL, EACCES), ControlGroupWay.MOVE),
                Arguments.of("a group in a slice", own("jvm", Owner.USER), "/user.slice/jvm",
                        arranged("user.slice", Owner.USER_MARKED), ControlGroupWay.MOVE),
                Arguments.of("below root's unit that is not delegated", own("jvm", Owner.ROOT),
                        system + "/jvm", arranged("app.service", Owner.ROOT), ControlGroupWay.MOVE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void groups_are_made(String what, SeenGroup own, String path, SeenGroup parent, ControlGroupWay way)
            throws Exception {
        assertThat(ControlGroupWay.of(own, path, parent)).isEqualTo(way);
    }

    static Stream<Arguments> refusals() {
        String obstacle = "the JVM's control group is not delegated to it (" + EACCES + ")";
        return Stream.of(
                Arguments.of("a user at the top", top(EACCES), "/", null, obstacle),
                Arguments.of("a user's service that is not delegated",
                        group("app.service", Owner.ROOT, Set.of(), EACCES), "/system.slice/app.service",
                        null, obstacle),
                Arguments.of("neither the group nor its parent can be written",
                        group("jvm", Owner.ROOT, Set.of(), EACCES), "/app/jvm",
                        group("app", Owner.ROOT, ALL, EACCES), obstacle),
                Arguments.of("root's service that is not delegated", own("app.service", Owner.ROOT),
                        "/system.slice/app.service", arranged("system.slice", Owner.ROOT),
                        "the unit app.service of systemd is not delegated"),
                Arguments.of("root's session", own("session-1.scope", Owner.ROOT),
                        "/user.slice/user-0.slice/session-1.scope", arranged("user-0.slice", Owner.ROOT),
                        "the unit session-1.scope of systemd is not delegated"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void nowhere(String what, SeenGroup own, String path, SeenGroup parent, String reason) {
        assertThatThrownBy(() -> ControlGroupWay.of(own, path, parent))
                .isInstanceOf(NoControlGroup.class)
                .hasMessage(reason);
    }
}
