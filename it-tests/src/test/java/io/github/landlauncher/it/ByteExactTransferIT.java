package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program's input and output lose, double and exchange no byte, however much goes through. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class ByteExactTransferIT {

    private static final int BLOCK = 1 << 20;
    private static final int BLOCKS = 192;
    private static final int MOST_AT_ONCE = 150_000; // more than a pipe holds, and than a buffer
    private static final long SEED = 20_261_122;

    /** Bytes that no two places have in common, the same ones each time. */
    private static final class Noise {
        private final SplittableRandom random = new SplittableRandom(SEED);
        private final byte[] block = new byte[BLOCK];

        byte[] next() {
            random.nextBytes(block);
            return block;
        }
    }

    private static void write(OutputStream out) throws IOException {
        Noise noise = new Noise();
        SplittableRandom sizes = new SplittableRandom(1);
        try (out) {
            for (int i = 0; i < BLOCKS; i++) {
                byte[] block = noise.next();
                int done = 0;
                while (done < BLOCK) {
                    int size = Math.min(sizes.nextInt(1, MOST_AT_ONCE), BLOCK - done);
                    out.write(block, done, size);
                    done += size;
                }
            }
        }
    }

    /** The number of blocks that are right, up to the first that is not. */
    private static int read(InputStream in) throws IOException {
        Noise noise = new Noise();
        SplittableRandom sizes = new SplittableRandom(2);
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCKS; i++) {
            int done = 0;
            while (done < BLOCK) {
                int size = Math.min(sizes.nextInt(1, MOST_AT_ONCE), BLOCK - done);
                int count = in.read(block, done, size);
                if (count < 0) {
                    return i;
                }
                done += count;
            }
            if (!Arrays.equals(block, noise.next())) {
                return i;
            }
        }
        return BLOCKS;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void what_goes_in_comes_out_to_the_last_byte(Way way) throws Exception {
        Process process = way.probe("copy").start();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<Void> written = writer.submit(() -> {
                write(process.getOutputStream());
                return null;
            });

            assertThat(read(process.getInputStream())).as("right blocks").isEqualTo(BLOCKS);
            assertThat(process.getInputStream().read()).as("end of file").isEqualTo(-1);
            written.get();
            assertThat(process.getErrorStream().read()).isEqualTo(-1);
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
            writer.shutdown();
        }
    }
}
