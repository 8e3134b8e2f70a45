package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.it.Told.Form;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that play games with their own pipes hold nobody up, neither others nor their exit. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class HostileStreamsIT {

    /** Starts a program that goes on until it is killed, and shows that another one is served. */
    private static void assertOthersAreServedBeside(String script) throws Exception {
        Told hostile = new Told();
        Told.shell(script).start(hostile);
        hostile.input.write(ByteBuffer.wrap(new byte[1 << 20]));

        for (int i = 0; i < 8; i++) { // whichever loop they are on
            Told other = new Told();
            Told.shell("cat; echo other").start(other);
            other.input.write(ByteBuffer.wrap("in\n".getBytes()));
            other.input.closeWhenWritten();
            other.awaitEnd();
            assertThat(other.output()).isEqualTo("in\nother\n");
        }

        assertThat(hostile.process.isAlive()).isTrue();
        hostile.process.destroyForcibly();
        hostile.awaitEnd();
        assertThat(hostile.exitValue).isEqualTo(137);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // writes a byte at a time
        "while :; do printf x; done",
        // reads back what it writes
        "cat < /proc/self/fd/1 > /dev/null & while :; do echo line; done",
        // fills its own input
        "exec 3> /proc/self/fd/0; while :; do echo line >&3; done",
        // closes its outputs and opens them again
        "exec 3< /proc/self/fd/1; exec > /dev/null 2>&1; while :; do echo line > /proc/self/fd/3; done",
        // closes its input and opens the other end
        "exec 3> /proc/self/fd/0; exec <&-; while :; do read x < /proc/self/fd/3; done"
    })
    void others_are_served_beside_a_program_that(String script) throws Exception {
        assertOthersAreServedBeside(script);
    }

    @ParameterizedTest
    @EnumSource
    void what_a_program_takes_back_itself_is_not_waited_for_at_its_exit(Form form) throws Exception {
        Told told = new Told();

        form.untilEnd(Told.shell("cat < /proc/self/fd/1 > /dev/null & i=0;"
                + " while [ $i -lt 3000 ]; do echo line; i=$((i+1)); done; exit 7"), told);

        assertThat(told.exitValue).isEqualTo(7);
        assertThat(told.output().replace("line\n", "")).as("what was not taken back is whole").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_grandchild_that_writes_without_end_does_not_keep_the_exit(Form form) throws Exception {
        Told told = new Told();

        form.untilEnd(Told.shell("(while :; do echo more; done) & echo last; exit 3"), told);

        assertThat(told.exitValue).isEqualTo(3);
        assertThat(told.output()).contains("last\n");
    }

    @Test
    void a_listener_that_is_told_of_one_does_not_hear_of_another() throws Exception {
        List<Byte> foreign = new CopyOnWriteArrayList<>();
        Told first = new Told() {
            @Override
            public void output(ByteBuffer bytes, boolean closed) {
                while (bytes.hasRemaining()) {
                    byte b = bytes.get();
                    if (b != 0) {
                        foreign.add(b);
                    }
                }
            }
        };
        Told second = new Told();
        Told.shell("exec cat /dev/zero").start(first);
        Form.START.untilEnd(Told.shell("printf '%65536s' x"), second);
        first.process.destroyForcibly();
        first.awaitEnd();

        assertThat(second.output()).isEqualTo(" ".repeat(65535) + "x");
        assertThat(foreign).isEmpty();
    }
}
