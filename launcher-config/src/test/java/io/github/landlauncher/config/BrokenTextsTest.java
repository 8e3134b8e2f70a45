package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever bytes are read, there is a value or a ConfigException that tells where the problem is, and nothing
 * else; and of the value a policy, or such an exception. {@code -Dlandlauncher.texts=N} tries N texts,
 * {@code -Dlandlauncher.seed=N} others.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenTextsTest {

    private static final int TEXTS = Integer.getInteger("landlauncher.texts", 120_000);
    private static final long SEED = Long.getLong("landlauncher.seed", 20261122);

    /** Only so that a text that is read for ever does not stop a build for ever. */
    private static final Duration NEVER = Duration.ofMinutes(5 + TEXTS / 10_000);

    @ParameterizedTest
    @EnumSource
    void a_text_is_read_or_refused_with_a_place(ConfigFormat format) {
        // A text in TOML takes twenty times as long.
        int texts = format == ConfigFormat.TOML ? TEXTS / 6 : TEXTS - TEXTS / 6;
        Mutator mutator = new Mutator(SEED, samples(format));

        long read = assertTimeoutPreemptively(NEVER, () ->
                Stream.generate(mutator::next).limit(texts).filter(bytes -> isRead(format, bytes)).count());

        // Else the changes are too small, or too large, to show anything.
        assertThat(read).isBetween(texts / 100L, texts / 2L);
    }

    private static boolean isRead(ConfigFormat format, byte[] bytes) {
        try {
            assertThat(ConfigReader.read(ConfigBytes.text("p", format, bytes))).isNotNull();
            makeOrRefuse(format, bytes);
            return true;
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.line()).isPositive();
                assertThat(problem.column()).isPositive();
                assertThat(problem.message()).isNotBlank().hasSizeLessThan(500);
            });
            return false;
        } catch (RuntimeException | Error e) {
            return fail(format + " with seed " + SEED + ", bytes " + HexFormat.of().formatHex(bytes), e);
        }
    }

    /** A policy of a text that could be read, if it means one; what it may mean is tested elsewhere. */
    private static void makeOrRefuse(ConfigFormat format, byte[] bytes) {
        try {
            Set<ParseOption> options = Set.of(ParseOption.ALLOW_EXTENSION);
            assertThat(LandlockConfig.parse(options, format, "p", bytes).toPolicy()).isNotNull();
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(
                    problem -> assertThat(problem.message()).isNotBlank());
        }
    }

    private static List<byte[]> samples(ConfigFormat format) {
        return (switch (format) {
            case TOML -> Stream.of("samples/build.toml", "samples/forms.toml", "written/contained.toml");
            case JSON -> Stream.of("samples/build.json", "samples/numbers.json", "written/contained.json");
        }).map(BrokenTextsTest::sample).toList();
    }

    private static byte[] sample(String name) {
        try (InputStream stream = BrokenTextsTest.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
