package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Capability;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema takes what the parser takes, as far as a schema can tell. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonSchemaTest {

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(LandlockConfig.jsonSchema());

    private static final int POLICIES = 500;

    /** Names of bad samples that are right by their shape: what is wrong is in the text of a string. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of(
            "empty-path-of-variables", "extension", "group-without-abi", "handles-nothing-at-this-abi",
            "handles-nothing", "nul", "reference-after-an-escape", "reference-on-a-later-line", "references",
            "too-many-paths", "undefined-variable");

    static Stream<Path> good() {
        return Stream.of("good", "written").flatMap(directory -> Samples.in(directory).stream())
                .filter(Samples::isConfig);
    }

    static Stream<Path> bad() {
        return Samples.in("bad").stream().filter(Samples::isConfig);
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_good_file_is_valid(Path sample) throws Exception {
        assertThat(problems(asJson(sample))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_file_is_invalid_if_a_schema_can_tell(Path sample) throws Exception {
        String name = sample.getFileName().toString().replaceFirst("\\.\\w+$", "");

        assertThat(problems(asJson(sample)).isEmpty()).isEqualTo(BEYOND_A_SCHEMA.contains(name));
    }

    @Test
    void what_is_written_is_valid() {
        long seed = System.nanoTime();
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int i = 0; i < POLICIES; i++) {
            String json = LandlockConfig.of(policies.next()).toJson();
            assertThat(problems(json)).as(() -> "seed " + seed + ", " + json).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'strict': true, 'bestEffort': 1}",
        "{'strict': 1}",
        "{'best_effort': 1}",
        "{'bestEffort': 12}",
        "{'name': ''}",
        "{'strict': null, 'bestEffort': 0}",
        "{'name': 'a\\u0085'}",
        "{'missingPath': 'ignore'}",
        "{'log': []}",
        "{'preset': [{'name': 'none'}]}",
        "{'preset': [{'name': 'java'}]}",
        "{'preset': [{'name': 'gcc', 'home': '/'}]}",
        "{'pathBeneath': [{'allowedAccess': [], 'parent': ['/a'], 'beneath': '/b'}]}",
        "{'pathBeneath': [{'allowedAccess': ['x'], 'parent': ['/a']}]}",
        "{'netPort': [{'allowedAccess': ['bind_udp'], 'port': [65536]}]}",
        "{'containment': {'allow': ['mounts']}}",
        "{'containment': {'keepCapabilities': []}}",
        "{'containment': {'runAs': 'me'}}",
        "{'containment': {'memoryMax': 0}}",
        "{'containment': {'cpuMax': {'quotaUs': 1000}}}",
        "{'containment': {'limit': [{'resource': 'as', 'soft': 'some', 'hard': 1}]}}",
        "{'containment': {'hardened': true}}"
    })
    void a_wrong_extension_is_invalid(String table) {
        assertThat(problems("{\"landlauncher\": " + table.replace('\'', '"') + "}")).isNotEmpty();
    }

    @Test
    void every_name_of_the_api_is_valid() {
        assertNames("handledAccessFs", AccessFs.values());
        assertNames("handledAccessNet", AccessNet.values());
        assertNames("log", LogFlag.values());
        String capabilities = quoted(RightNames.names(List.of(Capability.values())));
        assertThat(problems("{\"landlauncher\": {\"containment\": {\"keepCapabilities\": " + capabilities + "}}}"))
                .isEmpty();
        for (Resource resource : Resource.values()) {
            assertThat(problems("{\"landlauncher\": {\"containment\": {\"limit\": [{\"resource\": \""
                    + RightNames.name(resource) + "\", \"soft\": 1, \"hard\": \"unlimited\"}]}}}")).isEmpty();
        }
    }

    @Test
    void every_preset_is_valid_with_its_parameters() {
        for (String name : Presets.names()) {
            StringBuilder preset = new StringBuilder("{\"name\": \"" + name + '"');
            Presets.parametersOf(name).forEach(parameter ->
                    preset.append(", \"").append(ConfigFormat.JSON.spelled(parameter)).append("\": \"/p\""));
            assertThat(problems("{\"landlauncher\": {\"preset\": [" + preset + "}]}}")).isEmpty();
        }
    }

    private static void assertNames(String key, Enum<?>... constants) {
        String names = quoted(RightNames.names(Arrays.asList(constants)));
        assertThat(problems("{\"landlauncher\": {\"" + key + "\": " + names + "}}")).isEmpty();
    }

    private static String quoted(List<String> names) {
        return "[\"" + String.join("\", \"", names) + "\"]";
    }

    private static Set<ValidationMessage> problems(String json) {
        return SCHEMA.validate(json, InputFormat.JSON);
    }

    private static String asJson(Path sample) throws Exception {
        String content = Files.readString(sample);
        return sample.toString().endsWith(".json")
                ? content
                : JsonOfToml.of(TomlReader.read(new ConfigText("sample", ConfigFormat.TOML, content)));
    }
}
