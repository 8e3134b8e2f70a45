package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.nuprocess.SandboxedNuProcess;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The README's sample of handlers; {@link ReadmeIT} finds it here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NuReadmeIT {

    @Test
    @RequiresAbi(1)
    void a_handler_greets_a_cat() throws Exception {
        SandboxPolicy policy = Way.POLICY;
        class Greeter extends NuAbstractProcessHandler {
            private NuProcess cat;

            @Override
            public void onStart(NuProcess process) {
                cat = process;
                cat.wantWrite();
            }

            @Override
            public boolean onStdinReady(ByteBuffer buffer) {
                buffer.put("Hello world!".getBytes()).flip();
                cat.closeStdin(false);                 // when that is written
                return false;                          // no more to write
            }

            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                System.out.print(new String(bytes));
            }
        }
        SandboxedNuProcess cat = new SandboxedNuProcessBuilder(new Greeter(), "/bin/cat").policy(policy).start();
        int exit = cat.waitFor(0, TimeUnit.SECONDS);

        assertThat(exit).isZero();
    }
}
