package io.github.landlauncher.it.escape;

import static java.lang.ProcessBuilder.Redirect.PIPE;

import io.github.landlauncher.SandboxPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The working directory is reached by a mount of a secret directory, and is moved after the start to
 * where the mount does not lead.
 *
 * <pre>
 *     secret/source/   mounted at ro/mount, too
 *     |-- kept/        with a file
 *     `-- moved/       the working directory, which becomes rw/moved
 * </pre>
 */
enum Moved implements Start {
    OUT_OF_ITS_MOUNT;

    /** An attempt, when everything is there. */
    @FunctionalInterface
    private interface Attack {
        Process start(List<String> command, Path directory) throws IOException;
    }

    @Override
    public Result free(Attempt attempt, Scene scene) throws Exception {
        return make(attempt, scene, (command, directory) ->
                new ProcessBuilder(command).directory(directory.toFile()).start());
    }

    @Override
    public Result sandboxed(Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial)
            throws Exception {
        return make(attempt, scene, (command, directory) -> trial.start(trial.builder(command)
                .directory(directory.toFile())
                .redirectInput(PIPE)
                .policy(policy)));
    }

    private static Result make(Attempt attempt, Scene scene, Attack attack) throws Exception {
        Path source = Files.createDirectories(scene.path("secret/source"));
        Path kept = Files.createDirectories(source.resolve("kept"));
        Files.writeString(kept.resolve("file"), Scene.SECRET);
        Path before = Files.createDirectories(source.resolve("moved"));
        Path mountPoint = Files.createDirectories(scene.path("ro/mount"));
        Process mount =
                new ProcessBuilder(Program.command("mount", source.toString(), mountPoint.toString()))
                        .start();
        try {
            String said = line(mount);
            if (!"ready".equals(said)) {
                return Result.of(mount.waitFor(), said, "");
            }
            List<String> command = Program.command(scene.resolve(attempt.command()));
            Process attacker = attack.start(command, mountPoint.resolve("moved"));
            Path after = Files.move(before, scene.path("rw/moved"));
            attacker.getOutputStream().close();
            Result result = Trial.result(attacker);
            Files.deleteIfExists(after.resolve("linked"));
            Files.delete(after);
            return result;
        } finally {
            mount.getOutputStream().close();
            mount.waitFor();
        }
    }

    private static String line(Process process) throws IOException {
        return new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
    }
}
