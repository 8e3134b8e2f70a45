package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static io.github.landlauncher.AccessFs.REMOVE_FILE;
import static io.github.landlauncher.AccessFs.RESOLVE_UNIX;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each kind of finding what is found and, beside it, what is right. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicyLintTest {

    private static LintLayout files;

    @BeforeAll
    static void make(@TempDir Path directory) throws IOException {
        files = LintLayout.in(directory);
    }

    /** Rules added to a policy that allows nothing. */
    interface Made extends BiFunction<SandboxPolicy, LintLayout, SandboxPolicy> {}

    private static Arguments row(Kind kind, String text, Made found, Made right) {
        return arguments(kind, text, found, right);
    }

    static List<Arguments> paths() {
        return List.of(
                row(Kind.PATH_MISSING, "/none: its path is missing (ENOENT)",
                        (p, f) -> p.allowRead(f.at("none")),
                        (p, f) -> p.allowReadIfExists(f.at("none").toString())),
                row(Kind.RULE_VOID, "/none is void",
                        (p, f) -> p.allowReadIfExists(f.at("none").toString()),
                        (p, f) -> p.allowReadIfExists(f.at("a").toString())),
                row(Kind.PATH_NOT_OPENED, "/b/file is not a directory (ENOTDIR)",
                        (p, f) -> p.allowReadIfExists(f.at("b/file/x").toString()),
                        (p, f) -> p.allowRead(f.at("b/file"))),
                row(Kind.PATH_NOT_OPENED, "leads out of its base",
                        (p, f) -> p.allowReadBeneath(f.at("a"), "../b"),
                        (p, f) -> p.allowReadBeneath(f.at("a"), "sub/../tool")),
                row(Kind.SYMBOLIC_LINK, "its path is a symbolic link (ELOOP)",
                        (p, f) -> p.allowReadWrite(f.at("link")),
                        (p, f) -> p.allowRead(f.at("link"))),
                row(Kind.PATH_NOT_OPENED, "/deep/link is a symbolic link (ELOOP)",
                        (p, f) -> p.allowReadBeneath(f.at("deep"), "link/sub"),
                        (p, f) -> p.allowReadWrite(f.at("link/sub"))),
                row(Kind.OWN_PROC, "/proc/self/fd: it is this JVM's own entry",
                        (p, f) -> p.allowRead("/proc/self/fd"),
                        (p, f) -> p.allowReadIfExists("/proc/sys")),
                row(Kind.DIRECTORY_RIGHTS_ON_FILE, "/a/tool: it allows what only directories have",
                        (p, f) -> p.allow(Set.of(READ_FILE, READ_DIR), f.at("a/tool")),
                        (p, f) -> p.allow(Set.of(READ_FILE), f.at("a/tool")).allowRead(f.at("b/file"))),
                row(Kind.RULE_ON_FILE, "/a/tool, ",
                        (p, f) -> p.allowRead(f.at("a/tool"), f.at("b/file")),
                        (p, f) -> p.allowRead(f.at("a"))),
                row(Kind.RIGHTS_LOST_ON_FILE, "neither replace nor remove it",
                        (p, f) -> p.allowReadWrite(f.at("b/file")),
                        (p, f) -> p.allowRead(f.at("b/file")).allow(Set.of(WRITE_FILE), f.at("a/tool"))),
                row(Kind.RULE_ON_ROOT, "covers every file",
                        (p, f) -> p.allowRead("/"),
                        (p, f) -> p.allowRead(f.top())));
    }

    static List<Arguments> rights() {
        return List.of(
                row(Kind.ADDS_NOTHING, "/a/sub adds nothing to the rule on ",
                        (p, f) -> p.allowRead(f.at("a"), f.at("a/sub")),
                        (p, f) -> p.allowRead(f.at("a")).allowReadExecute(f.at("a/sub"))),
                row(Kind.ADDS_NOTHING, "/link, which is ",
                        (p, f) -> p.allowRead(f.at("a"), f.at("link")),
                        (p, f) -> p.allowRead(f.at("b"), f.at("link"))),
                row(Kind.ADDS_NOTHING, "adds nothing to the rules on ",
                        (p, f) -> p.allow(Set.of(READ_FILE), f.at("a")).allow(Set.of(EXECUTE), f.top())
                                .allow(Set.of(READ_FILE, EXECUTE), f.at("a/sub")),
                        (p, f) -> p.allow(Set.of(READ_FILE), f.at("a")).allow(Set.of(EXECUTE), f.at("b"))
                                .allow(Set.of(READ_FILE, EXECUTE), f.at("a/sub"))),
                row(Kind.ADDS_NOTHING, "allows nothing that the policy handles",
                        (p, f) -> SandboxPolicy.handling(Set.of(WRITE_FILE), Set.of(), Set.of()).allowRead(f.at("a")),
                        (p, f) -> SandboxPolicy.handling(Set.of(READ_DIR), Set.of(), Set.of()).allowRead(f.at("a"))),
                row(Kind.ADDS_NOTHING, "/a adds nothing",
                        (p, f) -> p.allowRead(f.top(), f.at("a")),
                        (p, f) -> p.allowRead(f.top()).allowReadIfExists(f.at("a").toString())),
                row(Kind.ADDS_NOTHING_HERE, "/link add nothing to others",
                        (p, f) -> p.allowRead(f.at("a")).allowReadIfExists(f.at("link").toString()),
                        (p, f) -> p.allowRead(f.at("b")).allowReadIfExists(f.at("link").toString())),
                row(Kind.REFER_ON_ONE_SIDE, "/a and not on ",
                        (p, f) -> p.allowReadWrite(f.at("a"))
                                .allow(Set.of(MAKE_REG, REMOVE_FILE, WRITE_FILE), f.at("b")),
                        (p, f) -> p.allowReadWrite(f.at("a"))
                                .allow(Set.of(MAKE_REG, REMOVE_FILE, REFER), f.at("b"))),
                row(Kind.REFER_ON_ONE_SIDE, "fails with EXDEV",
                        (p, f) -> p.allowReadWrite(f.at("a")).allow(Set.of(REMOVE_FILE), f.at("b")),
                        (p, f) -> p.allowReadWrite(f.at("a")).allow(Set.of(WRITE_FILE), f.at("b"))
                                .allow(Set.of(MAKE_REG), f.at("a/sub"))),
                row(Kind.NO_PORT, "[BIND_TCP, CONNECT_TCP, BIND_UDP, CONNECT_SEND_UDP] are denied",
                        (p, f) -> p,
                        (p, f) -> p.allowConnectTcp(443)),
                row(Kind.NO_PORT, "No rule allows a port",
                        (p, f) -> p.containment(),
                        (p, f) -> p.denyNetwork()));
    }

    static List<Arguments> execution() {
        return List.of(
                row(Kind.WRITTEN_CAN_BE_EXECUTED, "/a it can also execute, by the rule on ",
                        (p, f) -> p.allowReadWriteExecute(f.at("a")),
                        (p, f) -> p.allowReadWrite(f.at("a")).allowReadExecute(f.at("b"))),
                row(Kind.WRITTEN_CAN_BE_EXECUTED, "and execute there what is at ",
                        (p, f) -> p.allowReadWrite(f.at("a")).allowReadExecute(f.at("link/tool")),
                        (p, f) -> p.allowReadWrite(f.at("a/sub")).allowReadExecute(f.at("a/tool"))),
                row(Kind.WRITTEN_CAN_BE_EXECUTED, "/a/sub it can also execute",
                        (p, f) -> p.allowReadWrite(f.at("a/sub")).allowReadExecute(f.at("a")),
                        (p, f) -> p.allow(Set.of(MAKE_REG), f.at("a/sub")).allowReadExecute(f.at("a"))),
                row(Kind.EXECUTE_WITHOUT_READ, "nothing can be executed there",
                        (p, f) -> p.allow(Set.of(EXECUTE), f.at("bin")),
                        (p, f) -> p.allow(Set.of(EXECUTE), f.at("bin")).allow(Set.of(READ_FILE), f.top())),
                row(Kind.INTERPRETER, "/bin/sh can run any file that may be read",
                        (p, f) -> p.allowReadExecute(f.at("bin")).allowRead(f.at("a")),
                        (p, f) -> p.allowReadExecute(f.at("bin")).allow(Set.of(WRITE_FILE), f.at("a"))),
                row(Kind.INTERPRETER, "/bin/sh can run",
                        (p, f) -> p.allowReadExecute(f.at("bin/sh")).allowRead(f.at("a")),
                        (p, f) -> p.allowReadExecute(f.at("a/tool")).allowRead(f.at("b"))),
                row(Kind.PROTECTED_PLACE, "read the secrets in ",
                        (p, f) -> p.allowRead(f.at("home")),
                        (p, f) -> p.allow(Set.of(READ_DIR), f.at("home"))),
                row(Kind.PROTECTED_PLACE, "/home/.ssh, as far as",
                        (p, f) -> p.allowRead(f.at("home/.ssh/id")),
                        (p, f) -> p.allowRead(f.at("a"))),
                row(Kind.PROTECTED_PLACE, "/home/.netrc",
                        (p, f) -> p.allow(Set.of(MAKE_REG), f.at("home")),
                        (p, f) -> p.allow(Set.of(MAKE_REG), f.at("b"))),
                row(Kind.PROTECTED_PLACE, "/repo/.git/hooks",
                        (p, f) -> p.allowReadWrite(f.at("repo")),
                        (p, f) -> p.allowRead(f.at("repo"))),
                row(Kind.PROTECTED_PLACE, "/etc/passwd",
                        (p, f) -> p.allow(Set.of(WRITE_FILE), Path.of("/etc/passwd")),
                        (p, f) -> p.allowRead("/etc/passwd").allow(Set.of(RESOLVE_UNIX), f.at("b"))));
    }

    @ParameterizedTest
    @MethodSource({"paths", "rights", "execution"})
    void it_finds_what_may_not_be_meant_and_nothing_in_what_is_right(
            Kind kind, String text, Made found, Made right) {
        assertThat(of(kind, found)).anySatisfy(finding -> assertThat(finding.text()).contains(text));
        assertThat(of(kind, right)).isEmpty();
    }

    @Test
    void every_kind_is_in_the_table() {
        assertThat(Stream.of(paths(), rights(), execution()).flatMap(List::stream).map(row -> row.get()[0]))
                .containsAll(EnumSet.allOf(Kind.class));
    }

    private static List<PolicyFinding> of(Kind kind, Made made) {
        return files.findings(made.apply(LintLayout.NOTHING, files)).stream()
                .filter(finding -> finding.kind() == kind)
                .toList();
    }

    @Test
    void rights_that_are_not_handled_are_no_finding() {
        SandboxPolicy noExecution = SandboxPolicy.handling(Set.of(WRITE_FILE), Set.of(), Set.of());

        assertThat(files.findings(noExecution.allowReadWriteExecute(files.at("a")))).isEmpty();
        assertThat(files.findings(SandboxPolicy.handling(Set.of(EXECUTE), Set.of(), Set.of())
                .allow(Set.of(EXECUTE), files.at("a")))).isEmpty();
    }

    @Test
    void the_policy_of_a_public_method_is_looked_at_with_the_users_home() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V3);

        assertThat(policy.lint()).isEmpty();
        assertThat(policy.allowRead("/").lint()).extracting(PolicyFinding::kind).contains(Kind.RULE_ON_ROOT);
    }
}
