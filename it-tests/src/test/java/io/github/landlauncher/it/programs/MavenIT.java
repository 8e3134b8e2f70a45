package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.it.RequiresAbi;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An offline build of Maven's in a containment makes what it makes without. */
@RequiresAbi(3)
@RequiresProgram("bash")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MavenIT {

    @TempDir private Path directory;

    /**
     * With the local repository read-only, and the plugins that this project is built with. Which
     * mirror they came through, as its tracking files say, is no matter.
     */
    @Test
    void it_builds_a_jar_that_runs() throws Exception {
        Path home = MavenProject.home();
        Path repository = MavenProject.repository();
        Path configuration = home.resolve("conf").toRealPath();
        Workplace place = new Workplace(directory).prepared(MavenProject.script());
        place.with("JAVA_HOME", JavaHome.path().toString())
                .with("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir="
                        + place.work().resolve("tmp") + " -Duser.home=" + place.work().resolve("home"))
                .allowing(policy -> JavaHome.allowed(policy)
                        .allowReadExecute(home)
                        .allowRead(configuration, repository));

        String output = place.script("""
                '%s' -o -q -B -Dmaven.test.skip -Dmaven.repo.local='%s' \\
                    -Daether.enhancedLocalRepository.trackingFilename=none package >log
                "$JAVA_HOME/bin/java" -cp target/tiny-1.jar org.example.Main
                """.formatted(home.resolve("bin/mvn"), repository));

        assertThat(output).isEqualTo("built by Maven\n");
        assertThat(place.work().resolve("target/tiny-1.jar")).isNotEmptyFile();
    }
}
