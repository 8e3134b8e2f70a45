package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One thread talks with hundreds of children, which cost it four descriptors each and no thread. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class TalkingChildrenIT {

    private static final int FEW = Math.max(10, Runtime.getRuntime().availableProcessors());
    private static final int CHILDREN = 200;
    private static final int MESSAGES = 100;
    private static final int DESCRIPTORS = 4;

    private final List<Talker> children = new ArrayList<>();

    /** Each is another one, and of another length than the one before. */
    private static String message(int child, int turn) {
        return "message " + turn + " for child " + child + " " + "x".repeat(turn * 7 % 100) + "\n";
    }

    /** Says a message to each, then hears each, and so on; what was answered wrongly. */
    private List<String> talk() throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (int turn = 0; turn < MESSAGES; turn++) {
            for (int number = 0; number < children.size(); number++) {
                children.get(number).say(message(number, turn));
            }
            for (int number = 0; number < children.size(); number++) {
                String message = message(number, turn);
                String answer = children.get(number).hear(message.length());
                if (!answer.equals(message)) {
                    wrong.add("child " + number + " in turn " + turn + ": " + answer);
                }
            }
        }
        return wrong;
    }

    private void start(Talker.Kind kind, int count) throws IOException {
        for (int number = 0; number < count; number++) {
            children.add(kind.start());
        }
    }

    private void end() throws IOException, InterruptedException {
        for (Talker child : children) {
            child.end();
        }
        children.clear();
    }

    @Test
    void a_few_children_of_ProcessBuilder_answer_each_message() throws Exception {
        start(Talker.Kind.JDK, FEW);
        assertThat(talk()).isEmpty();
        end();
    }

    @ParameterizedTest
    @EnumSource(value = Talker.Kind.class, names = {"STREAMS", "HANDLER"})
    void hundreds_of_children_answer_each_message_without_a_thread_for_them(Talker.Kind kind)
            throws Exception {
        start(kind, FEW); // has the threads that serve all of them started
        end();
        Leftovers before = Leftovers.now();
        long descriptors = Descriptors.count();

        start(kind, CHILDREN);
        assertThat(talk()).isEmpty();

        assertThat(Leftovers.now().without(before).threads()).isEmpty();
        await().until(() -> Descriptors.count() - descriptors <= DESCRIPTORS * CHILDREN);
        end();
        await().pollInSameThread().untilAsserted(
                () -> assertThat(Leftovers.now().without(before)).isEqualTo(Leftovers.NONE));
    }
}
