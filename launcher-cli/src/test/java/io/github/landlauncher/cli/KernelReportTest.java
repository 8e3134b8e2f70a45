package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Erratum;
import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelReportTest {

    @Test
    void a_kernel_is_told_by_its_abi_and_the_table_says_what_is_here() {
        LandlockSupport support = new LandlockSupport(State.AVAILABLE, 4, Set.of(), Set.of());

        assertThat(report(support)).isEqualTo("""
                Kernel: Linux 6.7.1-generic
                Landlock: available, ABI 4 (that of Linux 6.7)
                Errata fixed: this kernel reports none
                MPTCP: programs cannot make MPTCP sockets
                Seccomp: this kernel has no filters, which --containment and --no-network need
                Capabilities: this user has none
                Control groups: programs can be given cpu.max, memory.max, pids.max

                ABI  Linux  here  adds
                1    5.13   yes   files: EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR,
                                  REMOVE_FILE, MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK,
                                  MAKE_FIFO, MAKE_BLOCK, MAKE_SYM
                2    5.19   yes   files: REFER
                3    6.2    yes   files: TRUNCATE
                4    6.7    yes   ports: BIND_TCP, CONNECT_TCP
                5    6.10   no    files: IOCTL_DEV
                6    6.12   no    scopes: ABSTRACT_UNIX_SOCKET, SIGNAL
                7    6.15   no    log flags: LOG_SAME_EXEC_OFF, LOG_NEW_EXEC_ON,
                                  LOG_SUBDOMAINS_OFF
                8    7.0    no    nothing that a launcher uses
                9    7.1    no    files: RESOLVE_UNIX
                10   7.2    no    ports: BIND_UDP, CONNECT_SEND_UDP
                11   7.3    no    nothing that a launcher uses
                """);
    }

    @Test
    void errata_are_listed_by_number() {
        Set<Erratum> fixed =
                Set.of(Erratum.SCOPED_SIGNAL_HANDLING, Erratum.TCP_SOCKET_IDENTIFICATION);

        assertThat(report(new LandlockSupport(State.AVAILABLE, 7, fixed, Set.of(Facility.MPTCP))))
                .contains("Errata fixed: 1 TCP_SOCKET_IDENTIFICATION, 2 SCOPED_SIGNAL_HANDLING\n")
                .contains("MPTCP: programs can make MPTCP sockets, which rules on TCP ports do not"
                        + " cover\n");
    }

    @Test
    void before_the_erratum_was_fixed_rules_on_tcp_ports_cover_mptcp() {
        assertThat(report(new LandlockSupport(State.AVAILABLE, 5, Set.of(), Set.of(Facility.MPTCP))))
                .contains("MPTCP: programs can make MPTCP sockets\n");
    }

    @Test
    void what_a_containment_needs_and_takes_is_said() {
        assertThat(withFacilities(Facility.SECCOMP, Facility.CAPABILITIES))
                .contains("Seccomp: programs can be given filters, as by --containment and --no-network\n")
                .contains("Capabilities: this user has some, which --containment takes from programs\n");
        assertThat(withFacilities(Facility.CAPABILITIES, Facility.ROOT))
                .contains("Capabilities: this user is root and has some, ");
    }

    private static String withFacilities(Facility... facilities) {
        return report(
                new LandlockSupport(State.AVAILABLE, 7, Set.of(), Set.of(facilities)));
    }

    @Test
    void an_abi_newer_than_all_known_ones_is_said_to_be_so() {
        assertThat(report(LandlockSupport.ofAbi(12)))
                .contains("\nLandlock: available, ABI 12, newer than Linux 7.3 with ABI 11");
    }

    @Test
    void a_kernel_without_landlock_gets_the_advice_for_its_reason() {
        assertThat(report(without(State.NOT_IMPLEMENTED)))
                .contains("not available", "ENOSYS");
        assertThat(report(without(State.NOT_ENABLED))).contains("not available", "lsm=");
        assertThat(report(without(State.BLOCKED))).contains("not available", "seccomp");
    }

    @Test
    void a_limit_that_cannot_be_had_is_said_with_the_reason() {
        GroupLimits limits =
                new GroupLimits(Map.of("cpu.max", "", "memory.max", "why", "pids.max", "why"));

        assertThat(KernelReport.of(new Host("6", LandlockSupport.ofAbi(7), limits)))
                .contains("\nControl groups: programs can be given cpu.max; but not memory.max, pids.max: why\n");
        assertThat(KernelReport.of(new Host("6", LandlockSupport.ofAbi(7), GroupLimits.all("none here"))))
                .contains("\nControl groups: cpu.max, memory.max, pids.max: none here\n");
    }

    private static String report(LandlockSupport support) {
        return KernelReport.of(new Host("6.7.1-generic", support, GroupLimits.all("")));
    }

    private static LandlockSupport without(State state) {
        return new LandlockSupport(state, 0, Set.of(), Set.of());
    }
}
