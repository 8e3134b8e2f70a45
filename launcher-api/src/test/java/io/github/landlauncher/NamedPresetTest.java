package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NamedPresetTest {

    private static final Path HOME = Path.of("/opt/home");
    private static final Path OTHER = Path.of("/opt/other");

    @Test
    void a_name_gives_what_the_method_gives() {
        assertThat(Presets.named("base_system", Map.of())).isEqualTo(Presets.baseSystem());
        assertThat(Presets.named("tls", Map.of())).isEqualTo(Presets.tls());
        assertThat(Presets.named("dns", Map.of())).isEqualTo(Presets.dns());
        assertThat(Presets.named("terminal", Map.of())).isEqualTo(Presets.terminal());
        assertThat(Presets.named("java", Map.of("home", HOME))).isEqualTo(Presets.java(HOME));
        assertThat(Presets.named("maven", Map.of("home", HOME, "repository", OTHER)))
                .isEqualTo(Presets.maven(HOME, OTHER));
        assertThat(Presets.named("gradle", Map.of("home", HOME, "user_home", OTHER)))
                .isEqualTo(Presets.gradle(HOME, OTHER));
        assertThat(Presets.named("npm", Map.of("cache", OTHER))).isEqualTo(Presets.npm(OTHER));
        assertThat(Presets.named("gcc", Map.of())).isEqualTo(Presets.gcc());
    }

    @Test
    void every_method_that_gives_rules_has_a_name_and_as_many_parameters() {
        assertThat(Presets.names()).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(Presets.class.getMethods())
                        .filter(NamedPresetTest::isPreset)
                        .map(method -> inSnakeCase(method.getName()))
                        .toList());
        for (Method method : Presets.class.getMethods()) {
            if (isPreset(method)) {
                assertThat(Presets.parametersOf(inSnakeCase(method.getName())))
                        .hasSize(method.getParameterCount());
            }
        }
    }

    @Test
    void the_parameters_are_in_the_order_of_the_method() {
        assertThat(Presets.parametersOf("maven")).containsExactly("home", "repository");
        assertThat(Presets.parametersOf("gradle")).containsExactly("home", "user_home");
    }

    @Test
    void names_do_not_depend_on_the_locale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(Presets.names()).contains("tls", "terminal");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void an_unknown_name_is_refused_with_those_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Presets.named("ant", Map.of()))
                .withMessage("no preset is called \"ant\"; there are [base_system, tls, dns, terminal,"
                        + " java, maven, gradle, npm, gcc]");
        assertThatIllegalArgumentException().isThrownBy(() -> Presets.parametersOf("Maven"));
    }

    @Test
    void a_missing_or_unknown_parameter_is_refused_with_those_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Presets.named("maven", Map.of("home", HOME)))
                .withMessage("the parameters of preset maven are [home, repository], not [home]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Presets.named("npm", Map.of("home", HOME, "cache", OTHER)))
                .withMessage("the parameters of preset npm are [cache], not [cache, home]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Presets.named("gcc", Map.of("home", HOME)))
                .withMessage("the parameters of preset gcc are [], not [home]");
    }

    @Test
    void a_parameter_is_never_null() {
        Map<String, Path> parameters = new HashMap<>();
        parameters.put("home", null);

        assertThatNullPointerException()
                .isThrownBy(() -> Presets.named("java", parameters)).withMessage("home");
        assertThatNullPointerException().isThrownBy(() -> Presets.named(null, Map.of()));
    }

    private static boolean isPreset(Method method) {
        return Modifier.isStatic(method.getModifiers())
                && method.getReturnType() == Rules.class
                && !method.getName().equals("named");
    }

    private static String inSnakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
