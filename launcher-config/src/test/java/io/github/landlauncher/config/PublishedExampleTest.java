package io.github.landlauncher.config;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static io.github.landlauncher.AccessNet.CONNECT_TCP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with one of everything, from the text to the policy. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublishedExampleTest {

    private static final String EXAMPLE = """
            abi = 6

            [[variable]]
            name = "project"
            literal = ["/srv/build/app", "/srv/build/lib"]

            [[path_beneath]]
            allowed_access = ["abi.read_execute"]
            parent = ["/usr", "${project}/tools"]

            [[net_port]]
            allowed_access = ["connect_tcp"]
            port = [443]
            """;

    private static final Set<AccessFs> READ_EXECUTE = Set.of(EXECUTE, READ_FILE, READ_DIR, REFER);

    @TempDir
    Path directory;

    @Test
    void what_a_rule_allows_is_handled_and_nothing_else() throws Exception {
        SandboxPolicy policy = example().toPolicy();

        assertThat(policy).isEqualTo(SandboxPolicy.handling(READ_EXECUTE, Set.of(CONNECT_TCP), Set.of())
                .bestEffort(LandlockAbi.V1)
                .allow(
                        Stream.of("/srv/build/app/tools", "/srv/build/lib/tools", "/usr")
                                .map(path -> new PathRule(
                                        Optional.empty(), Path.of(path), READ_EXECUTE, false, true))
                                .toList(),
                        List.of(new PortRule(443, Set.of(CONNECT_TCP)))));
    }

    @Test
    void the_configuration_has_it_in_the_words_of_the_file() throws Exception {
        LandlockConfig config = example();

        assertThat(config.abi()).isEqualTo(OptionalInt.of(6));
        assertThat(config.handledFs()).isEqualTo(READ_EXECUTE);
        assertThat(config.handledNet()).containsExactly(CONNECT_TCP);
        assertThat(config.scopes()).isEmpty();
        assertThat(config).hasToString("""
                abi 6
                variable project [/srv/build/app, /srv/build/lib]
                handled_access_fs [execute, read_file, read_dir, refer]
                handled_access_net [connect_tcp]
                scoped []
                path_beneath ${project}/tools [execute, read_file, read_dir, refer]
                path_beneath /usr [execute, read_file, read_dir, refer]
                net_port 443 [connect_tcp]""");
    }

    private LandlockConfig example() throws Exception {
        return LandlockConfig.parse(Files.writeString(directory.resolve("build.toml"), EXAMPLE));
    }
}
