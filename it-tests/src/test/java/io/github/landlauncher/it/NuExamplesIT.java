package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The two ways of talking to cat that NuProcess's README shows. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuExamplesIT {

    private final NuWay way = NuWay.tested();
    private final List<String> printed = new CopyOnWriteArrayList<>();

    /** Prints what it is told and then ends the input, whereupon cat exits. */
    private class Printer extends NuAbstractProcessHandler {
        private NuProcess nuProcess;

        @Override
        public void onStart(NuProcess nuProcess) {
            this.nuProcess = nuProcess;
        }

        @Override
        public void onStdout(ByteBuffer buffer, boolean closed) {
            if (!closed) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                printed.add(new String(bytes));
                nuProcess.closeStdin(true);
            }
        }
    }

    /** Has something to say when asked. */
    private final class Speaker extends Printer {
        @Override
        public boolean onStdinReady(ByteBuffer buffer) {
            buffer.put("Hello world!".getBytes());
            buffer.flip();
            return false;
        }
    }

    @Test
    void a_handler_that_is_asked_for_what_it_wants_to_write() throws Exception {
        NuLaunch launch = way.launch(Arrays.asList("/bin/cat"));
        launch.setProcessListener(new Speaker());
        NuProcess process = launch.start();
        process.wantWrite();

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isZero();
        assertThat(printed).containsExactly("Hello world!");
    }

    @Test
    void a_write_that_is_made_directly() throws Exception {
        NuLaunch launch = way.launch(Arrays.asList("/bin/cat"));
        launch.setProcessListener(new Printer());
        NuProcess process = launch.start();
        process.writeStdin(ByteBuffer.wrap("Hello, World!".getBytes()));

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isZero();
        assertThat(printed).containsExactly("Hello, World!");
    }
}
