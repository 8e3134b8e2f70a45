package talker;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.nuprocess.SandboxedNuProcess;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Starts the program that its arguments name, and prints what came of it. */
public final class Main {

    private Main() {}

    private static final class Printer extends NuAbstractProcessHandler {
        @Override
        public void onStdout(ByteBuffer buffer, boolean closed) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            System.out.print(new String(bytes));
        }
    }

    public static void main(String[] command) throws Exception {
        SandboxPolicy policy =
                SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V1).allowReadExecute("/");
        SandboxedNuProcess process =
                new SandboxedNuProcessBuilder(new Printer(), command).policy(policy).start();
        System.out.println(" " + process.waitFor(0, TimeUnit.SECONDS)
                + " " + process.getClass().getModule().getName()
                + " " + NuAbstractProcessHandler.class.getModule().getName());
    }
}
