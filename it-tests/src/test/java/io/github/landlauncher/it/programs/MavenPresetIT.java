package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the presets for Java and Maven build, which is the same as freely, and what they deny. The
 * local repository is one of the test's own, since it may be written.
 */
@RequiresAbi(4)
@RequiresProgram({"bash", "python3"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class MavenPresetIT {

    /** With this build's repository in the place of Maven Central. */
    private static final String SETTINGS = """
            <settings>
              <mirrors>
                <mirror><id>here</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
              </mirrors>
            </settings>
            """;

    @TempDir private static Path temporary;
    private static Path settings;
    private static Path repository;
    private static Rules[] presets;

    @TempDir private Path directory;

    /** By a build that finds an empty repository. */
    @BeforeAll
    static void fill_a_repository() throws Exception {
        Path top = temporary.toRealPath();
        settings = top.resolve("settings.xml");
        repository = Files.createDirectory(top.resolve("repository"));
        presets = new Rules[] {
            Presets.java(JavaHome.path().toRealPath()), Presets.maven(MavenProject.home(), repository)
        };
        Files.writeString(settings, SETTINGS.formatted(MavenProject.repository().toUri()));
        Path project = Files.createDirectory(top.resolve("project"));

        ProcessBuilder maven = new ProcessBuilder("/bin/bash", "-euc",
                MavenProject.script() + "'%s' %s package".formatted(mvn(), arguments()));
        maven.environment().put("JAVA_HOME", JavaHome.path().toString());
        maven.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -Duser.home=" + project);
        Outcome outcome = Outcome.of(maven.directory(project.toFile()).redirectErrorStream(true).start());

        assertThat(outcome.exitValue()).as("%s", outcome).isZero();
    }

    @Test
    void a_project_is_built_offline_and_runs() throws Exception {
        String output = place().same("/bin/sh", "-euc", """
                '%s' -o %s package >log || { cat log; exit 1; }
                "$JAVA_HOME/bin/java" -cp target/tiny-1.jar org.example.Main
                """.formatted(mvn(), arguments()));

        assertThat(output).isEqualTo("built by Maven\n");
    }

    @Test
    void the_local_repository_can_be_written_and_nothing_in_it_executed() throws Exception {
        Path written = repository.resolve("written");
        Workplace place = place();

        place.contained("/bin/sh", "-c", "echo 'exit 0' >" + written).succeeded("contained");
        assertThat(written.toFile().setExecutable(true)).isTrue();
        place.free(written.toString()).succeeded("ProcessBuilder");

        assertThat(place.contained("/bin/sh", "-c", written.toString()).exitValue()).isEqualTo(126);
    }

    @Test
    void other_files_and_programs_and_changes_of_maven_and_the_jdk_are_denied() throws Exception {
        new Denials(directory, presets)
                .changing(MavenProject.home().resolve("bin/mvn").toString())
                .changing(JavaHome.path().toRealPath().resolve("bin/java").toString())
                .and("read", settings.toString())
                .and("list", MavenProject.repository().toString())
                .and("exec", "/usr/bin/gcc", "--version")
                .and("exec", "/usr/bin/bash", "-c", "exit 0")
                .and("read", "/etc/nsswitch.conf")
                .check();
    }

    private Workplace place() throws Exception {
        Workplace place = new Workplace(directory).presets(presets).prepared(MavenProject.script());
        return place.allowing(policy -> policy.allowRead(settings))
                .with("JAVA_HOME", JavaHome.path().toString())
                .with("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir="
                        + place.work().resolve("tmp") + " -Duser.home=" + place.work().resolve("home"));
    }

    private static String mvn() throws IOException {
        return MavenProject.home().resolve("bin/mvn").toString();
    }

    private static String arguments() {
        return "-q -B -s '%s' -Dmaven.test.skip -Dmaven.repo.local='%s'".formatted(settings, repository);
    }
}
