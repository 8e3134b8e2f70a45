package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged samples: a seed gives the same ones always, so that a failure can be looked at. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigFuzzTest {

    private static final int ROUNDS = 40;

    /** What is put in: what the format and its languages have a meaning for. */
    private static final List<String> WORDS = List.of(
            "${", "}", "$", "$$", "${a}", "\"", "'", "\"\"\"", "[", "]", "[[", "]]", "{", "}", ",", "=",
            ":", "#",
            "\\", "\\u0000", "\\ud800", "\n", "\r\n", "\0", "\u007f", "null", "true", "-1", "65536", "1e400",
            "9223372036854775808", "abi", "abi.all", "landlauncher", "literal", "parent", "/", "..", ".",
            "\ufeff",
            "\u65e5", "\ud83d\ude00");

    private int policies;
    private int refusals;

    @ParameterizedTest
    @EnumSource(ConfigFormat.class)
    void a_damaged_file_is_a_policy_or_is_refused_with_a_place(ConfigFormat format) throws Exception {
        List<Path> samples = Stream.of("good", "bad")
                .flatMap(directory -> Samples.in(directory).stream())
                .filter(sample -> sample.toString().endsWith(format.suffix()))
                .toList();
        for (Path sample : samples) {
            byte[] content = Files.readAllBytes(sample);
            for (int seed = 0; seed < ROUNDS; seed++) {
                byte[] damaged = damaged(content, new Random(31L * sample.getFileName().hashCode() + seed));
                check(format, sample.getFileName() + " with seed " + seed, damaged);
            }
        }
        assertThat(policies).isGreaterThan(20);
        assertThat(refusals).isGreaterThan(500);
    }

    private void check(ConfigFormat format, String name, byte[] content) {
        try {
            LandlockConfig config = LandlockConfig.parse(Set.of(), format, name, content);
            SandboxPolicy policy = config.toPolicy();
            assertThat(policy.handledFs()).as(name).isEqualTo(config.handledFs());
            policies++;
        } catch (ConfigException e) {
            refusals++;
            assertThat(e.problems()).as(name).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.source()).isEqualTo(name);
                assertThat(problem.message()).isNotBlank();
                assertThat(problem.toString()).doesNotContainPattern("\\p{Cntrl}");
            });
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(name + ": " + new String(content, StandardCharsets.UTF_8), e);
        }
    }

    private static byte[] damaged(byte[] content, Random random) {
        byte[] damaged = content;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] content, Random random) {
        int begin = random.nextInt(content.length + 1);
        int end = Math.min(content.length, begin + random.nextInt(12));
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(content, 0, begin);
        switch (random.nextInt(4)) {
            case 0 -> damaged.write(random.nextInt(256));
            case 1 -> damaged.writeBytes(
                    WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8));
            case 2 -> {
                damaged.write(content, begin, end - begin);
                damaged.write(content, begin, end - begin);
            }
            default -> { }
        }
        int rest = random.nextBoolean() ? begin : end;
        damaged.write(content, rest, content.length - rest);
        return damaged.toByteArray();
    }
}
