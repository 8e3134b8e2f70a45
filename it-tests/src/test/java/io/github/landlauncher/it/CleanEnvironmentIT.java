package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxedProcessBuilder;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A program sees of the JVM's environment what is harmless or named, and what was put there for it. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CleanEnvironmentIT {

    private static final String EXPORTS =
            "export PATH=/usr/bin:/bin HOME=/home/me LC_NOTE=\"$(printf 'a\\377b')\" TERM=dumb"
                    + " CI_JOB_TOKEN=secret AWS_SECRET_ACCESS_KEY=secret SSH_AUTH_SOCK=/agent"
                    + " LD_BIND_NOW=1 GIT_DIR=/git CI_COMMIT_SHA=1234 MY_SETTING=5";

    private static String seen(SandboxedProcessBuilder builder) throws Exception {
        Outcome outcome = Outcome.of(builder.start());
        assertThat(outcome.exitValue()).isZero();
        return Arrays.stream(outcome.output().split("\0")).sorted().collect(Collectors.joining("\n"));
    }

    private static SandboxedProcessBuilder env(Way way) {
        return ((SandboxedLaunch) way.probe("env")).builder();
    }

    private static String run(Class<? extends Scenario<String>> scenario) throws Exception {
        return ChildJvm.after("unset $(env -0 | tr '\\n\\0' ' \\n' | sed 's/=.*//' | grep '^[A-Za-z_]*$'); "
                        + EXPORTS)
                .runSandboxed(scenario);
    }

    static final class Inherited implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return seen(env(way));
        }
    }

    @Test
    void without_cleaning_the_program_sees_all() throws Exception {
        assertThat(run(Inherited.class).lines())
                .contains("CI_JOB_TOKEN=secret", "SSH_AUTH_SOCK=/agent", "LD_BIND_NOW=1", "MY_SETTING=5");
    }

    static final class Clean implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return seen(env(way).cleanEnvironment());
        }
    }

    @Test
    void with_no_names_it_sees_the_harmless_ones_byte_by_byte() throws Exception {
        assertThat(run(Clean.class).lines()).containsExactly(
                "HOME=/home/me", "LC_NOTE=a\u00ffb", "PATH=/usr/bin:/bin", "TERM=dumb");
    }

    static final class Named implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return seen(env(way).cleanEnvironment("PATTERN_OF_NOTHING_*")
                    .cleanEnvironment("CI_*", "SSH_AUTH_SOCK"));
        }
    }

    @Test
    void names_let_more_pass_and_patterns_no_secret() throws Exception {
        assertThat(run(Named.class).lines()).containsExactly(
                "CI_COMMIT_SHA=1234", "HOME=/home/me", "LC_NOTE=a\u00ffb", "PATH=/usr/bin:/bin",
                "SSH_AUTH_SOCK=/agent", "TERM=dumb");
    }

    static final class Changed implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            SandboxedProcessBuilder builder = env(way).cleanEnvironment();
            builder.environment().put("GIT_DIR", "/for-the-program");
            builder.environment().put("NEW_TOKEN", "for-the-program");
            builder.environment().put("CI_JOB_TOKEN", System.getenv("CI_JOB_TOKEN"));
            builder.environment().remove("TERM");
            return seen(builder);
        }
    }

    @Test
    void what_was_put_into_the_map_with_a_value_of_its_own_passes() throws Exception {
        assertThat(run(Changed.class).lines()).containsExactly(
                "GIT_DIR=/for-the-program", "HOME=/home/me", "LC_NOTE=a\u00ffb",
                "NEW_TOKEN=for-the-program", "PATH=/usr/bin:/bin");
    }

    static final class MadeOfAnother implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            ProcessBuilder other = new ProcessBuilder(Probe.command("env"));
            other.environment().put("GIT_DIR", "/for-the-program");
            return seen(SandboxedProcessBuilder.from(other).policy(Way.POLICY).cleanEnvironment());
        }
    }

    @Test
    void a_builder_made_of_a_process_builder_is_cleaned_too() throws Exception {
        assertThat(run(MadeOfAnother.class).lines()).containsExactly(
                "GIT_DIR=/for-the-program", "HOME=/home/me", "LC_NOTE=a\u00ffb", "PATH=/usr/bin:/bin",
                "TERM=dumb");
    }
}
