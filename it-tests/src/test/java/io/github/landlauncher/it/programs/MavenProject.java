package io.github.landlauncher.it.programs;

import java.io.IOException;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

/**
 * A small project for Maven, built with plugins that are in the repository of this build, and that
 * build's Maven.
 */
final class MavenProject {

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

    private MavenProject() {}

    /** The Maven that runs these tests. */
    static Path home() throws IOException {
        return property("landlauncher.mavenHome").toRealPath();
    }

    /** The local repository that it uses. */
    static Path repository() throws IOException {
        return property("landlauncher.mavenRepository").toRealPath();
    }

    /** A script that makes the project; its program prints "built by Maven". */
    static String script() throws Exception {
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
