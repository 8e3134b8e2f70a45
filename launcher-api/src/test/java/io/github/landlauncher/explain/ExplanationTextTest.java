package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.*;
import static io.github.landlauncher.explain.Explaining.NOTHING;
import static io.github.landlauncher.explain.Explaining.explain;
import static io.github.landlauncher.explain.Explaining.read;
import static io.github.landlauncher.explain.Explaining.rights;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import io.github.landlauncher.SyscallGroup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplanationTextTest {

    @TempDir Path temporary;

    private Path directory;

    @BeforeEach
    void resolve() throws IOException {
        directory = temporary.toRealPath();
    }

    private static void says(SandboxPolicy policy, Operation operation, String... lines) {
        assertThat(explain(policy, operation).toString()).isEqualTo(String.join("\n  ", lines));
    }

    @Test
    void it_says_what_is_missing_the_nearest_rule_and_what_to_add() throws IOException {
        Path file = Files.writeString(directory.resolve("shadow"), "secret");

        says(NOTHING.allow(rights(READ_DIR), directory), read(file),
                "denied (EACCES): READ_FILE on " + file + " is missing",
                "nearest rule: path_beneath " + directory + " [READ_DIR] exactly",
                "add .allowRead(\"" + file + "\")");
    }

    @Test
    void it_says_which_rules_allow_it() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "text");
        SandboxPolicy policy = NOTHING.allowRead(directory).allow(rights(WRITE_FILE), file);

        says(policy, Explaining.open(file, OpenFlag.READ, OpenFlag.WRITE),
                "allowed: path_beneath " + file + " [WRITE_FILE] exactly; path_beneath " + directory
                        + " [READ_FILE, READ_DIR]");
        says(NOTHING.allowConnectTcp(443), new Operation.UsePort(AccessNet.CONNECT_TCP, 443),
                "allowed: net_port 443 [CONNECT_TCP]");
    }

    @Test
    void it_says_everything_that_is_missing() {
        Path made = directory.resolve("new");

        says(NOTHING, Explaining.open(made, OpenFlag.WRITE, OpenFlag.CREATE),
                "denied (EACCES): MAKE_REG on " + directory + " is missing",
                "and WRITE_FILE on " + made + " is missing",
                "no rule is on " + directory + " or above it",
                "no rule is on " + made + " or above it",
                "add .allow(Set.of(AccessFs.WRITE_FILE, AccessFs.MAKE_REG), Path.of(\"" + directory + "\"))");
    }

    @Test
    void it_speaks_of_ports_scopes_and_filters() {
        says(NOTHING, new Operation.UsePort(AccessNet.BIND_TCP, 80),
                "denied (EACCES): BIND_TCP on port 80 is missing", "add .allowBindTcp(80)");
        says(NOTHING, new Operation.Reach(Scope.SIGNAL),
                "denied (EPERM): scope SIGNAL is on", "add .allowSignals()");
        says(NOTHING.containment(), new Operation.Call(SyscallGroup.KEYRINGS),
                "denied (EPERM): a filter refuses KEYRINGS",
                "nothing allows it but leaving out containment()");
    }

    @Test
    void a_name_that_was_made_to_deceive_is_seen() throws IOException {
        Path file = Files.writeString(directory.resolve("a\n  add .allowReadWrite(\"b\")"), "text");
        String text = explain(NOTHING, read(file)).toString();

        assertThat(text.lines()).hasSize(3).element(0).asString()
                .startsWith("denied (EACCES): READ_FILE on " + directory + "/a\\u000a  add");
        assertThat(text).endsWith(
                "\n  add .allowRead(\"" + directory + "/a\\012  add .allowReadWrite(\\\"b\\\")\")");
    }

    @Test
    void a_name_of_bytes_that_are_no_text_is_written_as_a_uri() throws IOException {
        Path file = Files.writeString(Path.of(URI.create(directory.toUri() + "%FF")), "text");
        Suggestion suggestion = explain(NOTHING, read(file)).suggestions().get(0);

        assertThat(suggestion.java())
                .isEqualTo(".allowRead(Path.of(URI.create(\"" + directory.toUri() + "%FF\")))");
        assertThat(suggestion.toml()).isEmpty();
        assertThat(explain(suggestion.allowIn(NOTHING), read(file)).allowed()).isTrue();
    }
}
