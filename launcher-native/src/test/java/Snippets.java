import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.nuprocess.SandboxedNuProcess;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** The examples in the documentation, as regions of code that compiles. */
final class Snippets {

    private Snippets() {}

    // @start region="nuprocess"
    static final class Greeter extends NuAbstractProcessHandler {
        private NuProcess cat;

        @Override
        public void onStart(NuProcess process) {
            cat = process;
            cat.wantWrite();
        }

        @Override
        public boolean onStdinReady(ByteBuffer buffer) {
            buffer.put("Hello world!".getBytes()).flip();
            cat.closeStdin(false); // when that is written
            return false; // no more to write
        }

        @Override
        public void onStdout(ByteBuffer buffer, boolean closed) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            System.out.print(new String(bytes));
        }
    }

    static int greet(SandboxPolicy policy) throws InterruptedException {
        SandboxedNuProcess process =
                new SandboxedNuProcessBuilder(new Greeter(), "/bin/cat").policy(policy).start();
        return process.waitFor(0, TimeUnit.SECONDS); // without a limit
    }
    // @end
}
