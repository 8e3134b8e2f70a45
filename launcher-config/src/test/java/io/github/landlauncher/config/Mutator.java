package io.github.landlauncher.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes broken texts of good ones; the same of the same seed. */
final class Mutator {

    private static final List<String> TOKENS = List.of(
            "\"", "'", "\"\"\"", "'''", "[", "]", "[[", "]]", "{", "}", "=", ":", ",", ".", "#",
            "\n", "\r\n", "\r", "\t", " ", "\\", "\\u", "\\ud800", "\\U00110000", "-", "+", "_", "0", "01",
            "0x", "1e9", "1e999999999", "nan", "inf", "null", "true", "tru", "1979-05-27", "07:32:00",
            "99999999999999999999", "\0", "\u001b", "\u007f", "\u00e9", "\u2028", "\ud83d\ude00", "\ufeff",
            "line 999999999, column 999999999", "a.b", "[a]", "[[a]]", "abi", "//", "/*");

    private static final int MOST_CHANGES = 6;
    private static final int LONGEST_NOISE = 64;

    private final SplittableRandom random;
    private final List<byte[]> samples;

    Mutator(long seed, List<byte[]> samples) {
        this.random = new SplittableRandom(seed);
        this.samples = samples;
    }

    /** Mostly a sample with some changes; sometimes random bytes, or random tokens. */
    byte[] next() {
        return switch (random.nextInt(10)) {
            case 0 -> noise();
            case 1 -> tokens();
            default -> changed();
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(LONGEST_NOISE)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] tokens() {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(LONGEST_NOISE), 0, TOKENS.size()).mapToObj(TOKENS::get).forEach(text::append);
        return text.toString().getBytes(UTF_8);
    }

    private byte[] changed() {
        byte[] bytes = sample();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            bytes = change(bytes);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(1 + random.nextInt(40)));
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        return switch (random.nextInt(7)) {
            case 0 -> replaced(bytes, from, to, flipped(part));
            case 1 -> replaced(bytes, from, to, new byte[0]);
            case 2 -> replaced(bytes, to, to, part);
            case 3 -> replaced(bytes, from, to, token());
            case 4 -> replaced(bytes, from, from, token());
            case 5 -> spliced(bytes, from);
            default -> replaced(bytes, random.nextInt(bytes.length + 1), bytes.length, part);
        };
    }

    private byte[] flipped(byte[] part) {
        if (part.length > 0) {
            part[random.nextInt(part.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return part;
    }

    private byte[] spliced(byte[] bytes, int at) {
        byte[] other = sample();
        byte[] end = Arrays.copyOfRange(other, random.nextInt(other.length), other.length);
        return replaced(bytes, at, bytes.length, end);
    }

    private byte[] token() {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(UTF_8);
    }

    private byte[] sample() {
        return samples.get(random.nextInt(samples.size()));
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length + by.length);
        result.write(bytes, 0, from);
        result.writeBytes(by);
        result.write(bytes, Math.max(from, to), bytes.length - Math.max(from, to));
        return result.toByteArray();
    }
}
