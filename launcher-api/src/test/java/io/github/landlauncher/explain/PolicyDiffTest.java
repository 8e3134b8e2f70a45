package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Capability;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicyDiffTest {

    private static final SandboxPolicy ALL = SandboxPolicy.handling(LandlockAbi.V7);

    private static SandboxPolicy handling(Set<AccessFs> fs) {
        return SandboxPolicy.handling(fs, Set.of(), Set.of(Scope.SIGNAL));
    }

    private static Arguments row(SandboxPolicy one, SandboxPolicy other, String... lines) {
        return arguments(one, other, List.of(lines));
    }

    static List<Arguments> handled() {
        return List.of(
                row(handling(Set.of(EXECUTE, READ_FILE)), handling(Set.of(READ_FILE)),
                        "+ EXECUTE is not handled: any file can be executed"),
                row(handling(Set.of(READ_FILE)),
                        handling(Set.of(EXECUTE, READ_FILE)).allow(Set.of(EXECUTE), Path.of("/b"), Path.of("/c")),
                        "- EXECUTE is handled: denied but on /b, /c"),
                row(handling(Set.of(READ_FILE)), handling(Set.of(EXECUTE, READ_FILE)),
                        "- EXECUTE is handled: denied everywhere"),
                row(handling(Set.of(READ_FILE)), handling(Set.of(READ_FILE, REFER))),
                row(handling(Set.of(READ_FILE)), handling(Set.of(READ_FILE, REFER)).allow(Set.of(REFER), Path.of("/r")),
                        "+ /r: REFER"),
                row(handling(Set.of(REFER)), handling(Set.of()),
                        "+ REFER is not handled: files can be renamed and linked across directories"),
                row(SandboxPolicy.handling(LandlockAbi.V4), SandboxPolicy.handling(LandlockAbi.V3),
                        "+ BIND_TCP is not handled: any TCP port can be bound",
                        "+ CONNECT_TCP is not handled: any TCP port can be connected to"),
                row(SandboxPolicy.handling(Set.of(), Set.of(), Set.of(Scope.SIGNAL)),
                        SandboxPolicy.handling(Set.of(), Set.of(AccessNet.CONNECT_TCP), Set.of(Scope.SIGNAL))
                                .allowConnectTcp(80, 443),
                        "- CONNECT_TCP is handled: denied but on port 80, 443"),
                row(ALL, ALL.allowSignals(), "+ scope SIGNAL is off: " + Scope.SIGNAL.withoutIt()),
                row(ALL.allowSignals(), ALL, "- scope SIGNAL is on"),
                row(ALL, ALL.bestEffort(LandlockAbi.V1), "+ best effort from ABI 1 instead of strict"),
                row(ALL.bestEffort(LandlockAbi.V1), ALL.bestEffort(LandlockAbi.V4),
                        "- best effort from ABI 4 instead of best effort from ABI 1"),
                row(ALL, ALL.logging(LogFlag.values()[0]),
                        "~ log flags [" + LogFlag.values()[0] + "] instead of []"),
                row(ALL, ALL.named("n"), "~ name \"n\" instead of \"\""));
    }

    static List<Arguments> rules() {
        return List.of(
                row(ALL.allowRead("/usr"), ALL.allowReadExecute("/usr"), "+ /usr: EXECUTE"),
                row(ALL.allowReadExecute("/usr"), ALL.allowRead("/usr"), "- /usr: EXECUTE"),
                row(ALL.allowRead("/a").allow(Set.of(WRITE_FILE), Path.of("/b")), ALL.allowRead("/a"),
                        "- /b: WRITE_FILE"),
                row(ALL.allowRead("/a").allowRead("/b"), ALL.allowRead("/b").allowRead("/a").allowRead("/b")),
                row(ALL.allowRead("/a"), ALL.allowRead("/a", "/a/b/../c")),
                row(ALL.allowRead("/a"), ALL.allowRead("/a").allowReadExecute("/a/b"), "+ /a/b: EXECUTE"),
                row(ALL.allowRead("/a/b", "/a/c"), ALL.allowRead("/a"), "+ /a: READ_FILE, READ_DIR"),
                row(ALL.allowRead("/a"), ALL.allowRead("/a/b").allowRead("/c"),
                        "- /a: READ_FILE, READ_DIR", "~ /a/b: still READ_FILE, READ_DIR",
                        "+ /c: READ_FILE, READ_DIR"),
                row(ALL.allowRead("/a", "/a/b"), ALL, "- /a: READ_FILE, READ_DIR"),
                row(ALL.allow(Set.of(READ_FILE), Path.of("/a")), ALL.allow(Set.of(EXECUTE), Path.of("/a")),
                        "+ /a: EXECUTE", "- /a: READ_FILE"),
                row(ALL, ALL.allow(Set.of(READ_FILE), Path.of("/a\n+ /b")), "+ /a\\u000a+ /b: READ_FILE"),
                row(ALL.allowRead("x"), ALL.allowRead(Path.of("x").toAbsolutePath())),
                row(ALL.allowRead("/a/b"), ALL.allowReadBeneath(Path.of("/a"), "b"),
                        "~ /a/b: the rule is required, beneath /a instead of required"),
                row(ALL.allowRead("/a"), ALL.allowReadIfExists("/a"),
                        "~ /a: the rule is void if it is missing instead of required"),
                row(ALL.allowConnectTcp(80, 443), ALL.allowConnectTcp(443).allowBindTcp(443),
                        "- port 80: CONNECT_TCP", "+ port 443: BIND_TCP"));
    }

    static List<Arguments> beyond() {
        SandboxPolicy contained = ALL.containment();
        return List.of(
                row(ALL, contained, "- containment", "- capabilities [] instead of those of the JVM",
                        "- RLIMIT_CORE 0 0 instead of not set"),
                row(contained, contained.allowPtrace(), "+ the containment allows PTRACE"),
                row(contained.allowPtrace(), contained, "- the containment refuses PTRACE"),
                row(ALL.allowPtrace(), ALL),
                row(ALL, ALL.denyNetwork(), "- no network"),
                row(ALL.denyNetwork(), ALL, "+ the network is not denied as a whole"),
                row(ALL.noMemfdExec(), ALL, "+ seccomp does not refuse MEMFD"),
                row(ALL, ALL.frozenMetadata(), "- seccomp refuses METADATA"),
                row(contained, contained.keepCapabilities(Capability.CHOWN), "+ capability CHOWN is kept"),
                row(ALL.keepCapabilities(Capability.CHOWN), ALL.keepCapabilities(), "- capability CHOWN is taken"),
                row(contained.runAs(1, 1), contained, "~ run as the JVM's user instead of 1:1"),
                row(ALL.limit(Resource.NOFILE, 10), ALL.limit(Resource.NOFILE, 20),
                        "+ RLIMIT_NOFILE 20 20 instead of 10 10"),
                row(ALL.limit(Resource.NOFILE, Limit.UNLIMITED), ALL.limit(Resource.NOFILE, 20),
                        "- RLIMIT_NOFILE 20 20 instead of unlimited unlimited"),
                row(ALL.limit(Resource.NOFILE, 10, 20), ALL.limit(Resource.NOFILE, 11, 12),
                        "~ RLIMIT_NOFILE 11 12 instead of 10 20"),
                row(ALL.memoryMax(5).pidsMax(1), ALL.memoryMax(6),
                        "+ memory.max 6 instead of 5", "+ pids.max max instead of 1"),
                row(ALL, ALL.cpuMax(Duration.ofMillis(1), Duration.ofMillis(2)),
                        "- cpu.max 1000 2000 instead of max"),
                row(ALL.cpuMax(Duration.ofMillis(2), Duration.ofMillis(4)),
                        ALL.cpuMax(Duration.ofMillis(1), Duration.ofMillis(2)),
                        "~ cpu.max 1000 2000 instead of 2000 4000"));
    }

    @ParameterizedTest
    @MethodSource({"handled", "rules", "beyond"})
    void each_difference_is_a_line_with_its_sign(SandboxPolicy one, SandboxPolicy other, List<String> lines) {
        assertThat(one.diff(other).toString().lines()).containsExactlyElementsOf(lines);
        assertThat(one.diff(other).isEmpty()).isEqualTo(lines.isEmpty());
    }

    @ParameterizedTest
    @MethodSource({"handled", "rules", "beyond"})
    void the_other_way_round_more_is_less(SandboxPolicy one, SandboxPolicy other, List<String> lines) {
        PolicyDiff there = one.diff(other);
        PolicyDiff back = other.diff(one);

        assertThat(back.wider().isEmpty()).isEqualTo(there.narrower().isEmpty());
        assertThat(back.narrower().isEmpty()).isEqualTo(there.wider().isEmpty());
        assertThat(back.isEmpty()).isEqualTo(there.isEmpty());
    }

    @Test
    void every_method_that_allows_makes_a_policy_wider_and_none_narrower() {
        List<UnaryOperator<SandboxPolicy>> allowing = List.of(
                p -> p.allowRead("/a"), p -> p.allowReadWriteExecute("/"), p -> p.allowConnectTcp(1),
                p -> p.allowBindTcp(0), SandboxPolicy::allowSignals, SandboxPolicy::allowAbstractUnixSockets,
                SandboxPolicy::allowPtrace, SandboxPolicy::allowUserNamespaces, SandboxPolicy::allowIoUring);
        SandboxPolicy contained = ALL.containment();

        assertThat(allowing).allSatisfy(change -> {
            PolicyDiff diff = contained.diff(change.apply(contained));
            assertThat(diff.wider()).isNotEmpty();
            assertThat(diff.narrower()).isEmpty();
        });
    }
}
