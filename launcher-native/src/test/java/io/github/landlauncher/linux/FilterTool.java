package io.github.landlauncher.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The program of src/test/c/filter.c, behind seccomp programs that the helper installs. */
final class FilterTool {

    /** What a program printed, and its exit status. */
    record Result(String output, int status) {}

    private static final String WITH_FILTER =
            "exec \"$0\" 1 3 seccomp 4 -- \"$@\" 3>\"$STATUS\" 4<\"$PROGRAM\"";

    private final Path directory;
    private final Path tool;
    private final Path helper;

    /** Compiles it; the build needs a C compiler in any case. */
    FilterTool(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.tool = directory.resolve("filter");
        this.helper = directory.resolve("landlock-exec");
        Result compiled = run(new ProcessBuilder(
                "cc", "-O2", "-Wall", "-Werror", "-o", tool.toString(), "src/test/c/filter.c"));
        if (compiled.status() != 0) {
            throw new AssertionError(compiled.output());
        }
        Files.write(helper, HelperImage.content(System.getProperty("os.arch"), "landlock-exec"));
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs it as it is. */
    Result free(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(arguments);
        return run(new ProcessBuilder(command));
    }

    /** Runs it behind a program. */
    Result filtered(byte[] program, List<String> arguments)
            throws IOException, InterruptedException {
        Path status = directory.resolve("status");
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", "-c", WITH_FILTER, helper.toString(), tool.toString(), "filter"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("STATUS", status.toString());
        builder.environment().put("PROGRAM", file(program).toString());
        Result result = run(builder);
        byte[] records = Files.readAllBytes(status);
        StatusRecords.Outcome outcome = StatusRecords.decode(records).outcome();
        if (outcome != StatusRecords.Outcome.STARTED) {
            throw new AssertionError("the helper: " + outcome);
        }
        return result;
    }

    /** A program in a file. */
    Path file(byte[] program) throws IOException {
        return Files.write(directory.resolve("program"), program);
    }

    private static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        return new Result(output, process.waitFor());
    }
}
