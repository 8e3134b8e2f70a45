package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LoaderCacheTest {

    /** A cache of pairs of name and file; a file with hwcaps is in another directory than most. */
    static byte[] cache(String... namesAndFiles) {
        int entries = namesAndFiles.length / 2;
        StringBuilder strings = new StringBuilder();
        ByteBuffer cache = ByteBuffer.allocate(65536).order(ByteOrder.LITTLE_ENDIAN);
        cache.put("glibc-ld.so.cache1.1".getBytes(StandardCharsets.US_ASCII));
        cache.putInt(20, entries).put(28, (byte) 2);
        int start = 48 + entries * 24;
        for (int i = 0; i < entries; i++) {
            int at = 48 + i * 24;
            String file = namesAndFiles[2 * i + 1];
            cache.putInt(at, 0x0303).putInt(at + 4, start + strings.length());
            strings.append(namesAndFiles[2 * i]).append('\0');
            cache.putInt(at + 8, start + strings.length());
            strings.append(file).append('\0');
            cache.putLong(at + 16, file.contains("glibc-hwcaps") ? 1L << 62 : 0);
        }
        cache.putInt(24, strings.length());
        cache.position(start);
        cache.put(strings.toString().getBytes(StandardCharsets.US_ASCII));
        return Arrays.copyOf(cache.array(), cache.position());
    }

    private static LoaderCache of(byte[] bytes) {
        return LoaderCache.of(ByteBuffer.wrap(bytes));
    }

    private static final byte[] SOME = cache(
            "liba.so", "/x86/glibc-hwcaps/v3/liba.so",
            "liba.so", "/x86/liba.so",
            "liba.so", "/i386/liba.so",
            "liba.so.1", "/x86/liba.so.1",
            "libr.so", "relative/libr.so");

    @Test
    void all_files_of_a_name_are_found_those_for_every_processor_first() {
        assertThat(of(SOME).files("liba.so"))
                .containsExactly(
                        Path.of("/x86/liba.so"),
                        Path.of("/i386/liba.so"),
                        Path.of("/x86/glibc-hwcaps/v3/liba.so"));
    }

    @Test
    void a_name_is_found_whole_only() {
        assertThat(of(SOME).files("liba.so.1")).containsExactly(Path.of("/x86/liba.so.1"));
        assertThat(of(SOME).files("liba")).isEmpty();
        assertThat(of(SOME).files("a.so")).isEmpty();
        assertThat(of(SOME).files("")).isEmpty();
    }

    @Test
    void relative_files_do_not_count() {
        assertThat(of(SOME).files("libr.so")).isEmpty();
    }

    @Test
    void a_cache_of_the_older_format_may_come_first() {
        // A header of 16 bytes and one entry of 12 are 28, and the next multiple of 8 is 32.
        ByteBuffer both = ByteBuffer.allocate(32 + SOME.length).order(ByteOrder.LITTLE_ENDIAN);
        both.put("ld.so-1.7.0".getBytes(StandardCharsets.US_ASCII)).putInt(12, 1).put(32, SOME);

        assertThat(of(both.array()).files("liba.so.1")).containsExactly(Path.of("/x86/liba.so.1"));
    }

    @Test
    void other_files_are_caches_without_entries() {
        byte[] big = SOME.clone();
        big[28] = 3;
        byte[] newer = SOME.clone();
        newer[19] = '2';

        assertThat(of(big).files("liba.so")).isEmpty();
        assertThat(of(newer).files("liba.so")).isEmpty();
        assertThat(of(new byte[0]).files("liba.so")).isEmpty();
        assertThat(of(new byte[10_000]).files("liba.so")).isEmpty();
        assertThat(LoaderCache.read(Path.of("/no/such/file")).files("liba.so")).isEmpty();
        assertThat(LoaderCache.read(Path.of("/")).files("liba.so")).isEmpty();
    }

    @Test
    void damaged_files_have_a_result_too() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = SOME.clone();
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));

            assertThatCode(() -> of(damaged).files("liba.so"))
                    .as(() -> Arrays.toString(damaged))
                    .doesNotThrowAnyException();
        }
    }
}
