package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of references, and the places of what is wrong in it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TemplateReaderTest {

    private static final String UNCLOSED =
            "unclosed variable reference \"${x\"; \"}\" ends one, and \"$${\" is no reference";

    private final List<String> problems = new ArrayList<>();

    /** Text is in brackets, and a reference in angles. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ' ', value = {
        "/usr [/usr]",
        "$ [$]",
        "$$ [$]",
        "$$$ [$$]",
        "$$$$ [$$]",
        "$x [$x]",
        "x$ [x$]",
        "{x} [{x}]",
        "${x} <x>",
        "a${x} [a]<x>",
        "${x}a <x>[a]",
        "${x}${y} <x><y>",
        "${x}/${y}/ <x>[/]<y>[/]",
        "${a_B9} <a_B9>",
        "$${x} [${x}]",
        "$$${x} [$]<x>",
        "$$$${x} [$${x}]",
        "$x${x}$ [$x]<x>[$]",
        "${x}} <x>[}]",
        "}${x} [}]<x>"
    })
    void a_dollar_sign_is_one_unless_a_brace_follows(String value, String parts) {
        Template template = read(value);

        assertThat(problems).isEmpty();
        assertThat(shown(template)).isEqualTo(parts);
        assertThat(read(template.toString())).as("%s", template).isEqualTo(template);
        assertThat(shown(read(template.toString()))).isEqualTo(parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${x", "a${x", "${x}${", "$$${x", "${{x", "${$"})
    void a_reference_without_an_end_is_an_error(String value) {
        read(value);

        assertThat(problems).singleElement().asString().contains("unclosed variable reference \"${");
    }

    @ParameterizedTest
    @CsvSource({
        "'${}', empty variable name",
        "'${1}', 'variable name \"1\" does not begin with a letter of A-Z, a-z'",
        "'${ x}', 'variable name \" x\" does not begin with a letter of A-Z, a-z'",
        "'${${x}', 'variable name \"${x\" does not begin with a letter of A-Z, a-z'",
        "'${x }', 'variable name \"x \" has characters other than A-Z, a-z, 0-9 and \"_\"'",
        "'${x$}', 'variable name \"x$\" has characters other than A-Z, a-z, 0-9 and \"_\"'",
        "'${xé}', 'variable name \"xé\" has characters other than A-Z, a-z, 0-9 and \"_\"'"
    })
    void a_name_that_no_variable_can_have_is_an_error(String value, String message) {
        read(value);

        assertThat(problems).containsExactly("t.toml:1:2: " + message);
    }

    @Test
    void the_place_is_that_of_the_reference_if_nothing_before_it_is_escaped() throws ConfigException {
        assertThat(problemOf("p = \"/a/${x\"")).isEqualTo("t.toml:1:9: " + UNCLOSED);
        assertThat(problemOf("p = '/a/${x'")).isEqualTo("t.toml:1:9: " + UNCLOSED);
        assertThat(problemOf("p = \"\"\"/a/${x\"\"\"")).isEqualTo("t.toml:1:11: " + UNCLOSED);
        assertThat(problemOf("\n\np = '''\n/a\n/b/${x'''")).isEqualTo("t.toml:5:4: " + UNCLOSED);
        assertThat(problemOf("p = \"\"\"\n${x\"\"\"")).isEqualTo("t.toml:2:1: " + UNCLOSED);
        assertThat(problemOf("p = \"$$/${x\"")).isEqualTo("t.toml:1:9: " + UNCLOSED);
    }

    @Test
    void otherwise_it_is_that_of_the_string() throws ConfigException {
        assertThat(problemOf("p = \"\\u002fa/${x\"")).isEqualTo("t.toml:1:5: " + UNCLOSED);
        assertThat(problemOf("p = \"\"\"/a\\\n  /b/${x\"\"\"")).isEqualTo("t.toml:1:5: " + UNCLOSED);
    }

    private String problemOf(String toml) throws ConfigException {
        ConfigText text = new ConfigText("t.toml", ConfigFormat.TOML, toml);
        Problems found = new Problems(text.name());
        TemplateReader.read(new TextLines(text), found, (Node.Text) TomlReader.read(text).members().get("p").value());
        assertThat(found.found()).hasSize(1);
        return found.found().get(0).toString();
    }

    private Template read(String value) {
        Problems found = new Problems("t.toml");
        Template template = TemplateReader.read(
                new TextLines(new ConfigText("t.toml", ConfigFormat.TOML, "'" + value + "'")),
                found, new Node.Text(new Position(1, 1), value));
        found.found().forEach(problem -> problems.add(problem.toString()));
        return template;
    }

    private static String shown(Template template) {
        StringBuilder shown = new StringBuilder();
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Literal literal) {
                shown.append('[').append(literal.text()).append(']');
            } else if (part instanceof Template.Reference reference) {
                shown.append('<').append(reference.name()).append('>');
            }
        }
        return shown.toString();
    }
}
