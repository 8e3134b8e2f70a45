package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the presets for Java and Gradle build, with Debian's Gradle, and what they deny. */
@RequiresAbi(4)
@RequiresProgram({"bash", "python3", "gradle"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class GradlePresetIT {

    private static final String PROJECT = """
            echo "apply plugin: 'java'" >build.gradle
            mkdir -p src/main/java/org/example
            cat >src/main/java/org/example/Main.java <<'END'
            package org.example;
            public class Main {
              public static void main(String[] arguments) { System.out.println("built by Gradle"); }
            }
            END
            """;

    @TempDir private Path directory;
    private Path gradle;
    private Path java;
    private Path userHome;
    private Rules[] presets;

    @BeforeEach
    void find() throws IOException {
        gradle = Path.of(SystemProgram.path("gradle")).toRealPath();
        Optional<Path> jdk = JavaHome.ofDebian();
        assumeThat(jdk.isPresent()).as("a JDK 17 of Debian's").isTrue();
        java = jdk.get().toRealPath();
        userHome = Files.createDirectory(directory.toRealPath().resolve("gradle"));
        presets = new Rules[] {
            Presets.java(java), Presets.gradle(gradle.getParent().getParent(), userHome)
        };
    }

    /** The files that Gradle makes have times in them, so they go, but for the result. */
    @Test
    void a_project_is_built_offline_and_runs() throws Exception {
        Workplace place = new Workplace(directory).presets(presets).prepared(PROJECT).ignoring("work.jar");
        place.handling(LandlockAbi.V10)
                .allowing(policy -> policy.allowReadExecute("/bin/rm", "/bin/mv").allowBindUdp(0));
        place.with("JAVA_HOME", java.toString())
                .with("GRADLE_USER_HOME", userHome.toString())
                .with("GRADLE_OPTS", "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + place.work().resolve("tmp")
                        + " -Duser.home=" + place.work().resolve("home"));

        String output = place.same("/bin/sh", "-euc", """
                '%s' --offline --no-daemon -q jar 2>&1
                "$JAVA_HOME/bin/java" -cp build/libs/work.jar org.example.Main
                mv build/libs/work.jar .; rm -rf build .gradle tmp/* home/.[a-z]*
                """.formatted(gradle));

        assertThat(output).endsWith("built by Gradle\n");
    }

    @Test
    void other_files_and_programs_and_changes_of_gradle_and_the_jdk_are_denied() throws Exception {
        new Denials(directory, presets)
                .changing(gradle.toString())
                .changing(java.resolve("bin/java").toString())
                .and("exec", "/usr/bin/gcc", "--version")
                .and("exec", "/usr/bin/bash", "-c", "exit 0")
                .and("read", "/etc/nsswitch.conf")
                .check();
    }
}
