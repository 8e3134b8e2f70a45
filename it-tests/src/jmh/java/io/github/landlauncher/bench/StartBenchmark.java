package io.github.landlauncher.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Start, drain and wait of {@code /bin/true}; {@link StartRows} runs and compares these. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StartBenchmark {

    /** By ProcessBuilder. */
    @Benchmark
    public int plain() throws IOException, InterruptedException {
        return Launcher.PLAIN.runTrue();
    }

    /** By Landlauncher. */
    @Benchmark
    public int sandboxed() throws IOException, InterruptedException {
        return Launcher.SANDBOXED.runTrue();
    }

    /** By Landlauncher, with filter, capabilities, limits and a session, and all four pipes. */
    @Benchmark
    public int contained() throws IOException, InterruptedException {
        return Launcher.finish(
                Launcher.contained("/bin/true").redirectInput(Redirect.PIPE).start());
    }

    /** By Landlauncher, in the session of this JVM. */
    @Benchmark
    public int sameSession() throws IOException, InterruptedException {
        return Launcher.finish(Launcher.sandboxed("/bin/true").newSession(false).start());
    }

    /** By ProcessBuilder and bubblewrap, with a view of the file system that can only be read. */
    @Benchmark
    public int bubblewrap() throws IOException, InterruptedException {
        return Launcher.finish(Launcher.PLAIN.start(
                Redirect.PIPE, "bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "/bin/true"));
    }

    /** By NuProcess, without a sandbox. */
    @Benchmark
    public int nuProcess() throws IOException, InterruptedException {
        return FrontEnd.NUPROCESS.form().runTrue();
    }
}
