package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread talks with hundreds of children, which cost it four descriptors each and no thread. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class TalkingChildrenIT {

    private static final int CHILDREN = 300;
    private static final int MESSAGES = 100;
    private static final int DESCRIPTORS = 4;

    private final List<Process> children = new ArrayList<>();

    /** Each is another one, and of another length than the one before. */
    private static String message(int child, int turn) {
        return "message " + turn + " for child " + child + " " + "x".repeat(turn * 7 % 100) + "\n";
    }

    private static void say(Process child, String message) throws IOException {
        OutputStream out = child.getOutputStream();
        out.write(message.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The next bytes, as many as the message has. */
    private static String hear(Process child, String message) throws IOException {
        return new String(
                child.getInputStream().readNBytes(message.length()), StandardCharsets.US_ASCII);
    }

    private List<String> talk() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (int turn = 0; turn < MESSAGES; turn++) {
            for (int number = 0; number < children.size(); number++) {
                say(children.get(number), message(number, turn));
            }
            for (int number = 0; number < children.size(); number++) {
                String answer = hear(children.get(number), message(number, turn));
                if (!answer.equals(message(number, turn))) {
                    wrong.add("child " + number + " in turn " + turn + ": " + answer);
                }
            }
        }
        return wrong;
    }

    private void start(Way way, int count) throws IOException {
        for (int number = 0; number < count; number++) {
            children.add(way.probe("copy").start());
        }
    }

    private void end() throws IOException, InterruptedException {
        for (Process child : children) {
            assertThat(Outcome.of(child)).isEqualTo(new Outcome(0, "", ""));
            child.getInputStream().close();
            child.getErrorStream().close();
        }
    }

    @Test
    void a_few_children_of_ProcessBuilder_answer_each_message() throws Exception {
        start(Way.JDK, 10);
        assertThat(talk()).isEmpty();
        end();
    }

    @Test
    void hundreds_of_children_answer_each_message_without_a_thread_for_them() throws Exception {
        assertThat(Way.SANDBOXED.probe("exit", "0").finish().exitValue()).isZero();
        Leftovers before = Leftovers.now();
        long descriptors = Descriptors.count();

        start(Way.SANDBOXED, CHILDREN);
        assertThat(talk()).isEmpty();

        assertThat(children).allMatch(Process::isAlive);
        assertThat(Leftovers.now().without(before).threads()).isEmpty();
        await().until(() -> Descriptors.count() - descriptors <= DESCRIPTORS * CHILDREN);
        end();
        await().pollInSameThread().untilAsserted(
                () -> assertThat(Leftovers.now().without(before)).isEqualTo(Leftovers.NONE));
    }
}
