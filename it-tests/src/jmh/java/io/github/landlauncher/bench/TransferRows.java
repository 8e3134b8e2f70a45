package io.github.landlauncher.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How fast bytes go through a child's output and input, in pairs of one transfer by each launcher. */
final class TransferRows {

    private static final double LEAST = 0.85;
    private static final int WARM_UP = 4;
    private static final int LARGE = 64 * 1024;
    private static final int SMALL = 8 * 1024;

    private final Scale scale;

    TransferRows(Scale scale) {
        this.scale = scale;
    }

    /** A program, and where its output goes. */
    private record Program(Redirect output, String... command) {}

    /** Moves bytes between this JVM and a child that has just been started. */
    @FunctionalInterface
    private interface Transfer {
        long move(Process process) throws IOException;
    }

    List<Row> measure() throws IOException, InterruptedException {
        String size = "count=" + scale.bytes() / LARGE;
        Program source =
                new Program(Redirect.PIPE, "/bin/dd", "if=/dev/zero", "bs=64K", size, "status=none");
        Program sink = new Program(Redirect.DISCARD, "/bin/cat");
        List<Row> rows = new ArrayList<>();
        rows.add(row("stdout, read(byte[8192])", source, process -> read(process, SMALL)));
        rows.add(row("stdout, read(byte[65536])", source, process -> read(process, LARGE)));
        rows.add(row("stdout, transferTo", source,
                process -> process.getInputStream().transferTo(OutputStream.nullOutputStream())));
        rows.add(row("stdout, readAllBytes", source,
                process -> process.getInputStream().readAllBytes().length));
        rows.add(row("stdin, write(byte[8192])", sink, process -> write(process, SMALL)));
        rows.add(row("stdin, write(byte[65536])", sink, process -> write(process, LARGE)));
        return rows;
    }

    private static long read(Process process, int atOnce) throws IOException {
        byte[] buffer = new byte[atOnce];
        InputStream in = process.getInputStream();
        long total = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            total += count;
        }
        return total;
    }

    private long write(Process process, int atOnce) throws IOException {
        byte[] buffer = new byte[atOnce];
        OutputStream out = process.getOutputStream();
        for (long done = 0; done < scale.bytes(); done += atOnce) {
            out.write(buffer);
        }
        return scale.bytes();
    }

    private Row row(String what, Program program, Transfer transfer)
            throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            time(Launcher.PLAIN, program, transfer);
            time(Launcher.SANDBOXED, program, transfer);
        }
        Median ratio = new Median();
        Map<Launcher, Median> speed = new EnumMap<>(Launcher.class);
        for (int pair = 0; pair < scale.pairs(); pair++) {
            Launcher first = Launcher.values()[pair % 2];
            Launcher second = Launcher.values()[1 - pair % 2];
            Map<Launcher, Double> seconds = new EnumMap<>(Launcher.class);
            seconds.put(first, time(first, program, transfer));
            seconds.put(second, time(second, program, transfer));
            ratio.add(seconds.get(Launcher.PLAIN) / seconds.get(Launcher.SANDBOXED));
            seconds.forEach((launcher, time) ->
                    speed.computeIfAbsent(launcher, key -> new Median()).add(scale.bytes() / 1e6 / time));
        }
        return Row.atLeast(what + ", sandboxed / plain", ratio.get(), LEAST, Row.text("%.0f / %.0f MB/s",
                speed.get(Launcher.SANDBOXED).get(), speed.get(Launcher.PLAIN).get()));
    }

    /** Seconds from start to exit. */
    private double time(Launcher launcher, Program program, Transfer transfer)
            throws IOException, InterruptedException {
        long before = System.nanoTime();
        Process process = launcher.start(program.output(), program.command());
        long moved = transfer.move(process);
        Launcher.finish(process);
        double seconds = (System.nanoTime() - before) / 1e9;
        if (moved != scale.bytes()) {
            throw new IOException(moved + " bytes instead of " + scale.bytes());
        }
        return seconds;
    }
}
