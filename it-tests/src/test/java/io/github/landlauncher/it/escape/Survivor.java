package io.github.landlauncher.it.escape;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The program leaves a grandchild, is killed, and the grandchild is asked what it can do then. It
 * gives the secret for an answer, or an x if it cannot read it; a dead one gives none.
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

    abstract Result judge(String answer);

    @Override
    public Result free(Attempt attempt, Scene scene) throws Exception {
        List<String> command = Program.command(scene.resolve(attempt.command()));
        return ask(new ProcessBuilder(command).start(), command);
    }

    @Override
    public Result sandboxed(Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial)
            throws Exception {
        List<String> command = Program.command(scene.resolve(attempt.command()));
        SandboxedProcess process = new SandboxedProcessBuilder(command).policy(policy).start();
        trial.reported(process.enforcement());
        return ask(process, command);
    }

    private Result ask(Process process, List<String> command) throws Exception {
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
                InputStream answer = Files.newInputStream(directory.resolve("answer"))) {
            process.destroyForcibly().waitFor();
            return judge(answerTo(question, answer));
        }
    }

    private static String answerTo(OutputStream question, InputStream answer) throws IOException {
        try {
            question.write('?');
        } catch (IOException e) {
            return ""; // EPIPE: nobody is there to read it
        }
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
}
