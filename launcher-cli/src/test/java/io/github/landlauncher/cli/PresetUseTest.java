package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PresetUseTest {

    @TempDir
    Path temp;

    private Path machine;

    private static PresetUse use(String text) {
        return new PresetUse.Converter().convert(text);
    }

    @BeforeEach
    void make_a_machine() throws IOException {
        machine = temp.toRealPath();
        for (String directory : new String[] {
            "jdk", "running", "maven/bin", "bin", "home/.m2/repository", "home/.gradle", "home/.npm", "other"
        }) {
            Files.createDirectories(machine.resolve(directory));
        }
        Path mvn = Files.createFile(machine.resolve("maven/bin/mvn"));
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(machine.resolve("bin/mvn"), mvn);
        Files.createSymbolicLink(machine.resolve("link"), machine.resolve("jdk"));
    }

    private PresetDefaults defaults(String... variables) {
        Map<String, String> environment = new java.util.HashMap<>(Map.of(
                "PATH", "relative:" + machine.resolve("bin"), "HOME", machine.resolve("home").toString()));
        for (String variable : variables) {
            environment.put(variable.split("=")[0], machine.resolve(variable.split("=")[1]).toString());
        }
        return new PresetDefaults(environment, machine.resolve("running").toString(), "/unused");
    }

    @Test
    void every_preset_of_the_library_has_its_name_with_hyphens() {
        assertThat(PresetUse.names()).hasSize(Presets.names().size() + GitPreset.values().length)
                .contains("base-system", "maven", "git-readonly", "git-checkout", "git-fetch");
        for (String name : Presets.names()) {
            assertThat(use(name.replace('_', '-')).parameters()).isEmpty();
        }
    }

    @Test
    void a_preset_without_parameters_is_the_librarys() {
        assertThat(use("base-system").rules(defaults())).isEqualTo(Presets.baseSystem());
    }

    @Test
    void java_is_that_of_java_home_or_else_the_running_one() {
        assertThat(use("java").rules(defaults("JAVA_HOME=jdk")))
                .isEqualTo(Presets.java(machine.resolve("jdk")));
        assertThat(use("java").rules(defaults())).isEqualTo(Presets.java(machine.resolve("running")));
    }

    @Test
    void maven_is_that_of_path_with_the_repository_in_the_home() {
        assertThat(use("maven").rules(defaults())).isEqualTo(
                Presets.maven(machine.resolve("maven"), machine.resolve("home/.m2/repository")));
    }

    @Test
    void a_parameter_that_is_given_takes_the_place_of_its_default_and_links_are_resolved() {
        String repository = "repository=" + machine.resolve("other");

        assertThat(use("maven:" + repository).rules(defaults())).isEqualTo(
                Presets.maven(machine.resolve("maven"), machine.resolve("other")));
        assertThat(use("java:home=" + machine.resolve("link")).rules(defaults()))
                .isEqualTo(Presets.java(machine.resolve("jdk")));
        assertThat(use("maven:home=" + machine.resolve("jdk") + "," + repository).rules(defaults()))
                .isEqualTo(Presets.maven(machine.resolve("jdk"), machine.resolve("other")));
    }

    @Test
    void gradle_and_npm_follow_the_variables_that_the_programs_follow() {
        String home = "gradle:home=" + machine.resolve("other");

        assertThat(use(home).rules(defaults())).isEqualTo(
                Presets.gradle(machine.resolve("other"), machine.resolve("home/.gradle")));
        assertThat(use(home).rules(defaults("GRADLE_USER_HOME=jdk"))).isEqualTo(
                Presets.gradle(machine.resolve("other"), machine.resolve("jdk")));
        assertThat(use("npm").rules(defaults())).isEqualTo(Presets.npm(machine.resolve("home/.npm")));
        assertThat(use("npm").rules(defaults("npm_config_cache=other")))
                .isEqualTo(Presets.npm(machine.resolve("other")));
    }

    @Test
    void a_variable_that_is_empty_is_as_good_as_none_and_not_the_working_directory() {
        PresetDefaults defaults = new PresetDefaults(
                Map.of("JAVA_HOME", "", "HOME", "", "npm_config_cache", ""),
                machine.resolve("running").toString(), machine.resolve("home").toString());

        assertThat(use("java").rules(defaults)).isEqualTo(Presets.java(machine.resolve("running")));
        assertThat(use("npm").rules(defaults)).isEqualTo(Presets.npm(machine.resolve("home/.npm")));
    }

    @Test
    void a_path_may_contain_commas() throws IOException {
        Path commas = Files.createDirectory(machine.resolve("a,b"));

        assertThat(use("java:home=" + commas).rules(defaults())).isEqualTo(Presets.java(commas));
    }

    @Test
    void what_this_machine_does_not_say_must_be_given() {
        assertThatThrownBy(() -> use("gradle").rules(defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--preset gradle: nothing here says what home is; name one that does,"
                        + " --preset gradle:home=PATH");
    }

    @Test
    void what_does_not_exist_is_named() {
        assertThatThrownBy(() -> use("java:home=/no/such").rules(defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--preset java: home /no/such does not exist; name one that does,"
                        + " --preset java:home=PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "never", "base_system", "BASE-SYSTEM", "tls:home=/", "java:", "java:home", "java:home=",
        "java:cwd=/", "java:home=/,home=/", "maven:home=/,never=/"
    })
    void what_is_no_preset_or_no_parameter_is_refused(String text) {
        assertThatThrownBy(() -> use(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void a_wrong_parameter_is_answered_with_those_there_are() {
        assertThatThrownBy(() -> use("maven:hom=/")).hasMessage(
                "'hom=/' is not a parameter of preset maven: they are home=PATH, repository=PATH");
    }

    @Test
    void ports_that_the_policy_does_not_handle_are_an_error_that_names_the_preset() {
        assertThatThrownBy(() -> Parsed.policy("--preset", "dns"))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("--preset dns: ")
                .hasMessageEndingWith(" CONNECT_SEND_UDP is handled by --handling 10");
        assertThat(Parsed.policy("--preset", "dns", "--handling", "10").rules().portRules()).isNotEmpty();
    }
}
