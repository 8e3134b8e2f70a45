package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Presets;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the preset for TLS lets OpenSSL check, and what it denies. */
@RequiresAbi(4)
@RequiresProgram({"bash", "python3", "openssl"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class TlsPresetIT {

    private static final Path CERTIFICATES = Path.of("/etc/ssl/certs");

    @TempDir private Path directory;
    private Workplace place;

    @BeforeEach
    void makePlace() throws IOException {
        place = new Workplace(directory)
                .presets(Presets.tls())
                .prepared("cp '%s' root.pem".formatted(someAuthority()))
                .allowing(policy -> policy.allowReadExecute("/usr/bin/openssl"));
    }

    @Test
    void openssl_finds_the_authorities_that_the_machine_trusts() throws Exception {
        assertThat(place.same("/usr/bin/openssl", "verify", "root.pem")).isEqualTo("root.pem: OK\n");
    }

    @Test
    void without_the_preset_it_trusts_nobody() throws Exception {
        Seen seen = place.presets().contained("/usr/bin/openssl", "verify", "root.pem");

        assertThat(seen.exitValue()).isEqualTo(2);
    }

    @Test
    void openssl_computes_and_makes_keys_with_its_configuration() throws Exception {
        Seen seen = place.contained("/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost", "-keyout", "key", "-out",
                "certificate");

        assertThat(seen.succeeded("contained").tree()).containsKeys("key", "certificate");
    }

    @Test
    void other_files_programs_and_changes_of_the_authorities_are_denied() throws Exception {
        Denials denials = new Denials(directory, Presets.tls())
                .changing(someAuthority().toString())
                .and("exec", "/usr/bin/openssl", "version")
                .and("exec", "/bin/sh", "-c", "exit 0")
                .and("list", "/etc/ssl")
                .and("read", "/etc/nsswitch.conf");
        if (Files.isReadable(Path.of("/etc/ssl/private"))) {
            denials.and("list", "/etc/ssl/private");
        }
        denials.check();
    }

    private static Path someAuthority() throws IOException {
        try (Stream<Path> files = Files.list(CERTIFICATES)) {
            return files.filter(file -> file.toString().endsWith(".pem"))
                    .sorted()
                    .findFirst()
                    .orElseThrow()
                    .toRealPath();
        }
    }
}
