package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies in the kernel's words, pinned: these texts end up in logs and reviews. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicyTextTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments(SandboxPolicy.handling(LandlockAbi.V1), """
                        handled_access_fs [EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, \
                        MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM]
                        handled_access_net []
                        scoped []
                        strict"""),
                arguments(SandboxPolicy.handling(LandlockAbi.V11), """
                        handled_access_fs [EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, \
                        MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM, REFER, \
                        TRUNCATE, IOCTL_DEV, RESOLVE_UNIX]
                        handled_access_net [BIND_TCP, CONNECT_TCP, BIND_UDP, CONNECT_SEND_UDP]
                        scoped [ABSTRACT_UNIX_SOCKET, SIGNAL]
                        strict"""),
                arguments(SandboxPolicy.handling(Set.of(AccessFs.EXECUTE), Set.of(), Set.of())
                        .bestEffort(LandlockAbi.V6), """
                        handled_access_fs [EXECUTE]
                        handled_access_net []
                        scoped []
                        best effort from ABI 6"""),
                arguments(SandboxPolicy.handling(Set.of(AccessFs.EXECUTE), Set.of(), Set.of())
                        .named("only what may run"), """
                        name only what may run
                        handled_access_fs [EXECUTE]
                        handled_access_net []
                        scoped []
                        strict"""),
                arguments(SandboxPolicy.handling(Set.of(), Set.of(), Set.of(Scope.SIGNAL))
                        .logging(LogFlag.LOG_SUBDOMAINS_OFF, LogFlag.LOG_NEW_EXEC_ON), """
                        handled_access_fs []
                        handled_access_net []
                        scoped [SIGNAL]
                        strict
                        restrict_self [LOG_NEW_EXEC_ON, LOG_SUBDOMAINS_OFF]"""),
                arguments(SandboxPolicy.handling(
                                Set.of(AccessFs.READ_FILE, AccessFs.WRITE_FILE, AccessFs.REFER),
                                Set.of(AccessNet.CONNECT_TCP, AccessNet.BIND_TCP),
                                Set.of(Scope.SIGNAL))
                        .allowConnectTcp(443)
                        .allowRead("one", "two")
                        .allowReadIfExists("maybe")
                        .allowReadWriteBeneath(Path.of("work"), "out")
                        .allow(Set.of(AccessFs.REFER), Path.of("one"))
                        .allowIfExists(Set.of(AccessFs.REFER), Path.of("two"))
                        .allowBindTcp(0)
                        .allowSignals(), """
                        handled_access_fs [WRITE_FILE, READ_FILE, REFER]
                        handled_access_net [BIND_TCP, CONNECT_TCP]
                        scoped []
                        strict
                        path_beneath one [READ_FILE]
                        path_beneath two [READ_FILE]
                        path_beneath maybe [READ_FILE] if it exists
                        path_beneath work // out [WRITE_FILE, READ_FILE, REFER]
                        path_beneath one [REFER] exactly
                        path_beneath two [REFER] exactly if it exists
                        net_port 443 [CONNECT_TCP]
                        net_port 0 [BIND_TCP]"""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_policy_reads_as_written_here(SandboxPolicy policy, String text) {
        assertThat(policy).hasToString(text);
    }
}
