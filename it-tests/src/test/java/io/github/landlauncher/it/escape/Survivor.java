package io.github.landlauncher.it.escape;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The program leaves a grandchild, is killed, and the grandchild is asked what it can do then. It
 * gives the secret for an answer, or an x if it cannot read it; a dead one gives none. Where it is
 * said to be killed nobody asks, as that may take a moment after the program's end: if it lives on it
 * answers after a while unasked.
 */
enum Survivor implements Start {
    /** What is wanted is that it lives. */
    LIVING {
        @Override
        Result judge(String answer) {
            return answer.isEmpty() ? new Result("killed", "it is dead") : Result.of(Result.OPEN);
        }
    },

    /** What is wanted is that it can read the secret. */
    READING {
        @Override
        Result judge(String answer) {
            if (answer.equals("x")) {
                return new Result("EACCES", "open: EACCES");
            }
            return LIVING.judge(answer);
        }
    };

    /** Words of the report before ABI 6, where a program that wants to can keep its guard from it. */
    static final String UNLESS_IT_KILLS = "unless the program stops or kills its guard";

    abstract Result judge(String answer);

    @Override
    public Result free(Attempt attempt, Scene scene) throws Exception {
        List<String> command = Program.command(scene.resolve(attempt.command()));
        return ask(new ProcessBuilder(command).start(), command, true);
    }

    @Override
    public Result sandboxed(Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial)
            throws Exception {
        List<String> command = Program.command(scene.resolve(attempt.command()));
        SandboxedProcess process = trial.start(trial.builder(command).policy(policy));
        boolean lives =
                process.enforcement().lines(Enforcement.Status.NOT_COVERED).stream()
                        .anyMatch(line -> line.what().equals("survivors")
                                && !line.reason().contains(UNLESS_IT_KILLS));
        return ask(process, command, lives);
    }

    private Result ask(Process process, List<String> command, boolean lives) throws Exception {
        String said =
                new BufferedReader(
                                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        if (!"ready".equals(said)) {
            return Result.of(process.waitFor(), String.valueOf(said), "");
        }
        Path directory = Path.of(command.get(2));
        // Both wait until the grandchild opens the other end.
        try (OutputStream question = Files.newOutputStream(directory.resolve("ask"));
                Reader answer = Files.newBufferedReader(directory.resolve("answer"))) {
            process.destroyForcibly().waitFor();
            if (lives) {
                question.write('?');
            }
            StringWriter all = new StringWriter();
            answer.transferTo(all); // to read all of a file at once some JDKs ask for a position, which pipes lack
            return judge(all.toString());
        }
    }
}
