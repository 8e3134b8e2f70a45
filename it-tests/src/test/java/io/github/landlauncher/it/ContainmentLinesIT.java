package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Of the system calls that a line of an Enforcement is about, those are refused whose line says so,
 * and no others. A call that fails in that way without a sandbox too tells nothing and is left out.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainmentLinesIT {

    private static final LandlockAbi NEWEST = LandlockAbi.of(Integer.MAX_VALUE);

    /** What {@code kernel interfaces} names, which Landlock alone leaves open. */
    private static final List<String> INTERFACES =
            List.of("unshare", "keyctl", "add_key", "request_key", "io_uring_setup", "shmget",
                    "semget", "msgget", "bpf", "perf_event_open", "userfaultfd", "prlimit64");

    @TempDir private Path directory;
    private String file;

    /** Lines by which a call may be refused too, if there is none of its own. */
    private static final Map<String, List<String>> ELSEWHERE =
            Map.of(
                    "mounts", List.of("MAKE_REG", "capabilities"),
                    "signals to the JVM's pid", List.of("SIGNAL"),
                    "new unix sockets", List.of("network"),
                    "other sockets", List.of("network"),
                    "vsock and alg", List.of("network", "other sockets"),
                    "network", List.of("other sockets"));

    /** What a policy asks for; the capabilities stay, so that it is the filter that refuses. */
    enum Asked {
        CONTAINMENT(policy -> policy),
        TCP(policy -> policy.allowConnectTcp(1)),
        UDP(policy -> policy.allowConnectUdp(1)),
        NO_CAPABILITIES(policy -> policy.keepCapabilities()),
        NO_UNIX_SOCKETS(policy -> policy.noUnixSockets()),
        EVERYTHING(policy -> policy.denyNetwork().frozenMetadata().noMemfdExec()),
        EXCEPTIONS(policy -> policy.allowPtrace().allowUserNamespaces().allowIoUring()),
        NO_PORTS(LandlockAbi.V3, policy -> policy);

        private final LandlockAbi abi;
        private final UnaryOperator<SandboxPolicy> change;

        Asked(UnaryOperator<SandboxPolicy> change) {
            this(NEWEST, change);
        }

        Asked(LandlockAbi abi, UnaryOperator<SandboxPolicy> change) {
            this.abi = abi;
            this.change = change;
        }

        SandboxPolicy policy(Path directory) throws Exception {
            SandboxPolicy policy = ContainmentLinesIT.policy(abi, directory);
            return change.apply(policy.containment().keepCapabilities(Capabilities.all()));
        }
    }

    @BeforeEach
    void make_a_file() throws Exception {
        file = Files.writeString(directory.resolve("file"), "content").toString();
    }

    @Test
    void without_a_sandbox_most_of_the_calls_do_not_fail_as_in_one() throws Exception {
        List<Integer> free = free();

        Set<String> observable = new TreeSet<>();
        for (int i = 0; i < free.size(); i++) {
            SyscallClaim claim = SyscallClaim.all().get(i);
            if (free.get(i) != claim.refusal().number()) {
                observable.add(claim.what());
            }
        }
        assertThat(observable).containsAll(
                SyscallClaim.all().stream().map(SyscallClaim::what).toList());
    }

    @ParameterizedTest
    @EnumSource
    void the_calls_are_refused_whose_lines_say_so_and_no_others(Asked asked) throws Exception {
        List<Integer> free = free();
        SandboxedProcess process = start(asked.policy(directory));
        List<Integer> seen = errnos(ProbeResult.of(List.of(asked.name()), process));

        List<String> differences = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            SyscallClaim claim = SyscallClaim.all().get(i);
            int refusal = claim.refusal().number();
            Optional<Line> line = line(claim.what(), process.enforcement());
            int expected = line.filter(ContainmentLinesIT::saysRefused).isPresent() ? refusal : free.get(i);
            if (free.get(i) != refusal && seen.get(i) != expected
                    && (line.isPresent() || !isRefusedElsewhere(claim, process.enforcement()))) {
                differences.add(claim + ": errno " + seen.get(i) + ", not " + expected + ", and "
                        + line.map(Line::toString).orElse("no line"));
            }
        }

        assertThat(differences).isEmpty();
    }

    @Test
    void by_landlock_alone_what_is_called_kernel_interfaces_is_open() throws Exception {
        List<Integer> free = free();
        SandboxedProcess process = start(policy(NEWEST, directory));
        List<Integer> seen = errnos(ProbeResult.of(List.of("alone"), process));

        assertThat(process.enforcement().lines(Status.NOT_COVERED))
                .extracting(Line::what)
                .contains("kernel interfaces");
        for (int i = 0; i < seen.size(); i++) {
            SyscallClaim claim = SyscallClaim.all().get(i);
            if (INTERFACES.contains(claim.call().get(0))) {
                assertThat(seen.get(i)).as(claim.toString()).isEqualTo(free.get(i));
            }
        }
    }

    /** What is reported as refused, but not covered, can be had by a ring, and by nothing else. */
    @Test
    void what_io_uring_goes_past_is_reported_as_not_covered() throws Exception {
        Path escape = Probe.path().resolveSibling("escape");
        List<String> command = List.of(escape.toString(), "make-datagram-socket-by-ring");
        ProbeResult free = ProbeResult.of(command, new ProcessBuilder(command).start());
        assumeTrue(free.exitValue() == 0, "needs rings of io_uring that make sockets");

        for (Asked asked : List.of(Asked.CONTAINMENT, Asked.EXCEPTIONS)) {
            SandboxPolicy policy = asked.policy(directory).allowReadExecute(escape);
            SandboxedProcess process = new SandboxedProcessBuilder(command).policy(policy).start();
            boolean made = ProbeResult.of(command, process).exitValue() == 0;

            assertThat(line("other sockets", process.enforcement()).orElseThrow().status())
                    .isEqualTo(made ? Status.NOT_COVERED : Status.ENFORCED);
            assertThat(line("io_uring", process.enforcement()).orElseThrow().status())
                    .isEqualTo(made ? Status.NOT_COVERED : Status.ENFORCED);
            assertThat(made).isEqualTo(asked == Asked.EXCEPTIONS);
        }
    }

    /** An operation of a ring is no system call: where the ring is not refused, the filter is not asked. */
    @Test
    void without_a_containment_no_ring_makes_a_socket_either_where_the_network_is_denied() throws Exception {
        Path escape = Probe.path().resolveSibling("escape");
        List<String> command = List.of(escape.toString(), "make-datagram-socket-by-ring");
        ProbeResult free = ProbeResult.of(command, new ProcessBuilder(command).start());
        assumeTrue(free.exitValue() == 0, "needs rings of io_uring that make sockets");
        SandboxPolicy plain = policy(NEWEST, directory).allowReadExecute(escape);

        assertThat(ringBy(plain, command).exitValue()).isZero();
        for (SandboxPolicy policy : List.of(plain.denyNetwork(), plain.noUnixSockets(), plain.frozenMetadata())) {
            assertThat(ringBy(policy, command).text()).isEqualTo("io_uring_setup 38\n");
        }
    }

    private static ProbeResult ringBy(SandboxPolicy policy, List<String> command) throws Exception {
        return ProbeResult.of(command, new SandboxedProcessBuilder(command).policy(policy).start());
    }

    /** Every group that is reported is one that is looked at here, or by the tests of sockets. */
    @ParameterizedTest
    @EnumSource
    void every_line_about_a_filter_is_looked_at(Asked asked) throws Exception {
        Set<String> lookedAt = new TreeSet<>(List.of("other sockets", "UDP"));
        SyscallClaim.all().forEach(claim -> lookedAt.add(claim.what()));
        Arrays.stream(AccessNet.values()).forEach(right -> lookedAt.add(right.name()));
        lookedAt.addAll(List.of("TRUNCATE", "RESOLVE_UNIX", Scope.ABSTRACT_UNIX_SOCKET.name()));

        Enforcement enforcement = Sandbox.enforcement(asked.policy(directory));

        assertThat(enforcement.lines())
                .filteredOn(line -> line.mechanism() == Mechanism.SECCOMP)
                .extracting(Line::what)
                .isSubsetOf(lookedAt);
    }

    private static SandboxPolicy policy(LandlockAbi abi, Path directory) {
        return Sandbox.policy(abi).bestEffort(LandlockAbi.V1).allowReadWrite(directory);
    }

    private List<Integer> free() throws Exception {
        return errnos(Probe.runFree(SyscallClaim.operation(SyscallClaim.all(), file)));
    }

    private SandboxedProcess start(SandboxPolicy policy) throws Exception {
        List<String> operation = SyscallClaim.operation(SyscallClaim.all(), file);
        return new SandboxedProcessBuilder(Probe.command(operation)).policy(policy).start();
    }

    private static List<Integer> errnos(ProbeResult result) {
        assertThat(result).succeeds();
        return result.lines().stream().map(Integer::valueOf).toList();
    }

    private static Optional<Line> line(String what, Enforcement enforcement) {
        return enforcement.lines().stream().filter(line -> line.what().equals(what)).findFirst();
    }

    /** A filter that io_uring goes past refuses nevertheless what does not take that way. */
    private static boolean saysRefused(Line line) {
        return line.status() == Status.ENFORCED || line.reason().startsWith("refused, but");
    }

    private static boolean isRefusedElsewhere(SyscallClaim claim, Enforcement enforcement) {
        return ELSEWHERE.getOrDefault(claim.what(), List.of()).stream()
                .anyMatch(what -> line(what, enforcement).isPresent());
    }
}
