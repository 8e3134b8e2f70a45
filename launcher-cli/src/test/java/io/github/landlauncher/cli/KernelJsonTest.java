package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import io.github.landlauncher.Erratum;
import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelJsonTest {

    private static final LandlockSupport SUPPORT = new LandlockSupport(
            State.AVAILABLE, 4, Set.of(Erratum.TCP_SOCKET_IDENTIFICATION), Set.of(Facility.SECCOMP));

    private static final Host HOST = new Host(
            "6.7 \"quoted\"", SUPPORT,
            new GroupLimits(Map.of("cpu.max", "why", "memory.max", "", "pids.max", "")));

    @Test
    void the_keys_are_these_and_in_this_order() throws IOException {
        assertThat(keys(KernelJson.of(HOST, List.of()))).containsExactly(
                "kernel", "landlock", "abi", "errata", "abis", "seccomp", "mptcp", "capabilities", "root",
                "control_groups", "requirements", "met");
    }

    @Test
    void each_value_is_that_of_the_machine() throws IOException {
        String json = KernelJson.of(HOST, List.of());

        assertThat(at(json, "/kernel")).isEqualTo("6.7 \"quoted\"");
        assertThat(at(json, "/landlock")).isEqualTo("available");
        assertThat(at(json, "/abi")).isEqualTo("4");
        assertThat(at(json, "/errata/0/name")).isEqualTo("TCP_SOCKET_IDENTIFICATION");
        assertThat(at(json, "/errata/0/fixed")).isEqualTo("true");
        assertThat(at(json, "/errata/1/number")).isEqualTo("2");
        assertThat(at(json, "/errata/1/fixed")).isEqualTo("false");
        assertThat(at(json, "/abis/3/adds/1")).isEqualTo("CONNECT_TCP");
        assertThat(at(json, "/abis/3/here")).isEqualTo("true");
        assertThat(at(json, "/abis/4/here")).isEqualTo("false");
        assertThat(at(json, "/abis/4/linux")).isEqualTo("6.10");
        assertThat(at(json, "/seccomp")).isEqualTo("true");
        assertThat(at(json, "/mptcp")).isEqualTo("false");
        assertThat(at(json, "/control_groups/cpu.max")).isEqualTo("false");
        assertThat(at(json, "/control_groups/pids.max")).isEqualTo("true");
    }

    @Test
    void each_requirement_is_met_or_says_what_is_missing() throws IOException {
        String json = KernelJson.of(HOST, List.of(Requirement.of("4"), Requirement.of("signal")));

        assertThat(at(json, "/requirements/0/met")).isEqualTo("true");
        assertThat(at(json, "/requirements/0/missing")).isEqualTo("null");
        assertThat(at(json, "/requirements/1/require")).isEqualTo("signal");
        assertThat(at(json, "/requirements/1/met")).isEqualTo("false");
        assertThat(at(json, "/requirements/1/missing")).startsWith("SIGNAL needs Landlock ABI 6");
        assertThat(at(json, "/met")).isEqualTo("false");
    }

    @Test
    void met_agrees_with_the_exit_status() throws IOException {
        Host without = new Host("6", LandlockSupport.ofAbi(0), GroupLimits.all("none"));

        assertThat(at(KernelJson.of(HOST, List.of(Requirement.of("4"))), "/met")).isEqualTo("true");
        assertThat(at(KernelJson.of(without, List.of()), "/met")).isEqualTo("false");
        assertThat(at(KernelJson.of(without, List.of()), "/landlock")).isEqualTo("not_implemented");
    }

    /** The names of the outermost object. */
    private static List<String> keys(String json) throws IOException {
        List<String> keys = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                keys.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
            assertThat(parser.nextToken()).isNull();
        }
        return keys;
    }

    /** The scalar that a JSON pointer names. */
    static String at(String json, String pointer) throws IOException {
        try (JsonParser parser = new FilteringParserDelegate(
                new JsonFactory().createParser(json),
                new JsonPointerBasedFilter(pointer), Inclusion.ONLY_INCLUDE_ALL, false)) {
            parser.nextToken();
            return parser.getText();
        }
    }
}
