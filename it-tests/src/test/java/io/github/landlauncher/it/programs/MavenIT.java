package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** An offline build of Maven's in a containment makes what it makes without. */
@RequiresAbi(3)
@RequiresProgram("bash")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MavenIT {

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>org.example</groupId>
              <artifactId>tiny</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                <project.build.outputTimestamp>2030-01-01T00:00:00Z</project.build.outputTimestamp>
              </properties>
              <build>
                <plugins>
            %s    </plugins>
              </build>
            </project>
            """;

    @TempDir private Path directory;

    /**
     * With the local repository read-only, and the plugins that this project is built with. Which
     * mirror they came through, as its tracking files say, is no matter.
     */
    @Test
    void it_builds_a_jar_that_runs() throws Exception {
        Path home = property("landlauncher.mavenHome").toRealPath();
        Path repository = property("landlauncher.mavenRepository").toRealPath();
        Path configuration = home.resolve("conf").toRealPath();
        Workplace place = new Workplace(directory).prepared(project());
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

    private static String project() throws Exception {
        StringBuilder plugins = new StringBuilder();
        for (String plugin : new String[] {"resources", "compiler", "surefire", "jar"}) {
            String id = "maven-" + plugin + "-plugin";
            plugins.append("      <plugin><artifactId>%s</artifactId><version>%s</version></plugin>\n"
                    .formatted(id, versionHere(id)));
        }
        return """
                mkdir -p src/main/java/org/example src/main/resources
                cat >pom.xml <<'END'
                %sEND
                printf %%s 'built by Maven' >src/main/resources/text
                cat >src/main/java/org/example/Main.java <<'END'
                package org.example;
                public class Main {
                  public static void main(String[] arguments) throws java.io.IOException {
                    try (var text = Main.class.getResourceAsStream("/text")) {
                      System.out.println(new String(text.readAllBytes()));
                    }
                  }
                }
                END
                """.formatted(POM.formatted(plugins));
    }

    /** The version of a plugin in this project's own pom.xml: that one is in the repository. */
    private static String versionHere(String plugin) throws Exception {
        Path pom = Path.of(System.getProperty("basedir", "")).resolve("../pom.xml");
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        XPath path = XPathFactory.newInstance().newXPath();
        String version = path.evaluate(
                "//pluginManagement/plugins/plugin[artifactId='" + plugin + "']/version", document);
        if (version.isEmpty()) {
            throw new IOException("no version of " + plugin + " in " + pom);
        }
        return version;
    }

    private static Path property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("System property " + name + " is not set; mvn verify sets it");
        }
        return Path.of(value);
    }
}
