package io.github.landlauncher.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How fast bytes go through a child's output and input, in pairs of one transfer by each launcher. */
final class TransferRows {

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
        rows.addAll(row("stdout, read(byte[8192])", source, process -> read(process, SMALL)));
        rows.addAll(row("stdout, read(byte[65536])", source, process -> read(process, LARGE)));
        rows.addAll(row("stdout, transferTo", source,
                process -> process.getInputStream().transferTo(OutputStream.nullOutputStream())));
        rows.addAll(row("stdout, readAllBytes", source,
                process -> process.getInputStream().readAllBytes().length));
        rows.addAll(row("stdin, write(byte[8192])", sink, process -> write(process, SMALL)));
        rows.addAll(row("stdin, write(byte[65536])", sink, process -> write(process, LARGE)));
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

    private List<Row> row(String what, Program program, Transfer transfer)
            throws IOException, InterruptedException {
        TransferRounds rounds = new TransferRounds(scale.pairs(), scale.bytes(), scale.bytes());
        return rounds.rows(
                bytes -> run(Launcher.PLAIN, program, transfer),
                Map.of(what + ", sandboxed / plain",
                        bytes -> run(Launcher.SANDBOXED, program, transfer)));
    }

    private void run(Launcher launcher, Program program, Transfer transfer)
            throws IOException, InterruptedException {
        Process process = launcher.start(program.output(), program.command());
        long moved = transfer.move(process);
        Launcher.finish(process);
        if (moved != scale.bytes()) {
            throw new IOException(moved + " bytes instead of " + scale.bytes());
        }
    }
}
