package io.github.landlauncher.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.Libc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NativeEnvironmentTest {

    private static final long ENVIRON = 0x1000;
    private static final long STRINGS = 0x2000;

    /** Bytes that are no characters in UTF-8, nor in ASCII. */
    private static final String UNDECODABLE = "X=\u00ff\u00feA";

    private final FakeLibc fake = FakeLibc.withoutSystem();

    /** A C library with this environment, a string a char of which is a byte each. */
    private Libc with(String... variables) {
        fake.answer("environ", arguments -> ENVIRON);
        fake.answer("pointer", arguments -> {
            int index = (int) (((long) arguments[0] - ENVIRON) / Long.BYTES);
            return index < variables.length ? STRINGS + index : 0L;
        });
        fake.answer("string", arguments ->
                variables[(int) ((long) arguments[0] - STRINGS)].getBytes(ISO_8859_1));
        return fake.libc();
    }

    private static List<String> text(List<byte[]> block) {
        return block.stream().map(bytes -> new String(bytes, ISO_8859_1)).toList();
    }

    private static String path(NativeEnvironment environment, boolean touched) {
        return new String(environment.searchPath(touched), ISO_8859_1);
    }

    @Test
    void programs_are_looked_for_in_this_jvm_s_path() {
        NativeEnvironment environment =
                new NativeEnvironment(with("HOME=/root", "PATH=/opt:/bin", "PATHS=/no"));

        assertThat(path(environment, false)).isEqualTo("/opt:/bin");
        assertThat(path(environment, true)).isEqualTo("/opt:/bin");
    }

    @Test
    void the_first_of_two_paths_counts() {
        assertThat(path(new NativeEnvironment(with("PATH=/a", "PATH=/b")), false)).isEqualTo("/a");
    }

    @Test
    void an_empty_path_is_a_path() {
        assertThat(path(new NativeEnvironment(with("PATH=")), true)).isEmpty();
    }

    @Test
    void the_bytes_of_the_path_stay_as_they_are() {
        assertThat(path(new NativeEnvironment(with("PATH=/\u00ff:/\u00fe")), true))
                .isEqualTo("/\u00ff:/\u00fe");
    }

    @Test
    void without_a_path_the_places_are_those_of_the_jdk_s_two_ways() {
        NativeEnvironment environment =
                new NativeEnvironment(with("HOME=/root", "PATHS=/no", "APATH=/no", "PATH"));

        assertThat(path(environment, false)).isEqualTo("/bin:/usr/bin");
        assertThat(path(environment, true)).isEqualTo(":/bin:/usr/bin");
    }

    @Test
    void the_path_is_that_of_the_first_start() {
        NativeEnvironment environment = new NativeEnvironment(with("PATH=/first"));
        with("PATH=/second");

        assertThat(path(environment, false)).isEqualTo("/first");
    }

    @Test
    void a_process_without_environment_has_no_path() {
        fake.answer("environ", arguments -> 0L);

        assertThat(path(new NativeEnvironment(fake.libc()), false)).isEqualTo("/bin:/usr/bin");
    }

    @Test
    void a_map_becomes_one_string_for_each_entry_in_its_order() {
        NativeEnvironment environment = new NativeEnvironment(with("PATH=/bin", "LEFT=out"));
        Map<String, String> map = new LinkedHashMap<>();
        map.put("B", "2");
        map.put("A", "a=b");
        map.put("EMPTY", "");
        map.put("", "no name");

        assertThat(text(environment.block(map))).containsExactly("B=2", "A=a=b", "EMPTY=", "=no name");
    }

    @Test
    void an_empty_map_becomes_an_empty_environment() {
        assertThat(new NativeEnvironment(with("PATH=/bin")).block(Map.of())).isEmpty();
    }

    @Test
    void bytes_that_are_no_characters_come_back_as_they_were() {
        NativeEnvironment environment = new NativeEnvironment(with("A=1", UNDECODABLE, "B=2"));
        String decoded = Encoding.string(UNDECODABLE.getBytes(ISO_8859_1));

        Map<String, String> map = Map.of("X", decoded.substring(2));

        assertThat(text(environment.block(map))).containsExactly(UNDECODABLE);
    }

    @Test
    void a_changed_value_does_not_come_back_as_it_was() {
        NativeEnvironment environment = new NativeEnvironment(with(UNDECODABLE));
        String decoded = Encoding.string(UNDECODABLE.getBytes(ISO_8859_1)).substring(2);

        List<String> block = text(environment.block(Map.of("X", decoded + "!")));

        assertThat(block).singleElement().asString().startsWith("X=").endsWith("A!");
        assertThat(block).doesNotContain(UNDECODABLE + "!");
    }

    @Test
    void another_name_with_the_same_value_does_not_come_back_either() {
        NativeEnvironment environment = new NativeEnvironment(with(UNDECODABLE));
        String decoded = Encoding.string(UNDECODABLE.getBytes(ISO_8859_1)).substring(2);

        assertThat(environment.block(Map.of("Y", decoded)))
                .containsExactly(Encoding.bytes("Y=" + decoded));
    }

    @Test
    void the_native_environment_is_walked_only_for_what_cannot_be_decoded() {
        NativeEnvironment environment = new NativeEnvironment(with("PATH=/bin"));
        int before = fake.calls("environ").size();

        environment.block(Map.of("A", "1"));
        assertThat(fake.calls("environ")).hasSize(before);

        environment.block(Map.of("A", "\uFFFD"));
        assertThat(fake.calls("environ")).hasSize(before + 1);
    }

    @Test
    void the_real_environment_passes_through_whole() {
        Map<String, String> real = System.getenv();

        List<String> block = new NativeEnvironment(Libc.get()).block(real).stream()
                .map(Encoding::string)
                .toList();

        assertThat(block).containsExactlyInAnyOrderElementsOf(real.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList());
    }
}
