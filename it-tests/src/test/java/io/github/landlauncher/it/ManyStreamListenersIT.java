package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Told.Form;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs with listeners do not get in each other's way, and leave nothing behind. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class ManyStreamListenersIT {

    @Test
    void callbacks_may_start_programs_and_end_them() throws Exception {
        Told inner = new Told();
        Told outer = new Told() {
            @Override
            public void output(ByteBuffer bytes, boolean closed) {
                super.output(bytes, closed);
                if (!closed) {
                    try {
                        Told.shell("echo inner").start(inner);
                        Told nested = new Told();
                        Told.shell("echo nested").run(nested);
                        assertThat(nested.output()).isEqualTo("nested\n");
                        assertThat(process.waitFor(1, TimeUnit.MILLISECONDS)).isFalse();
                        assertThatThrownBy(process::waitFor).isInstanceOf(IllegalStateException.class);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    calls.add("all well");
                    process.destroyForcibly();
                }
            }
        };

        Told.shell("echo outer; exec sleep 1000").start(outer);
        outer.awaitEnd();
        inner.awaitEnd();

        assertThat(outer.calls).contains("all well").endsWith("exited 137");
        assertThat(inner.output()).isEqualTo("inner\n");
    }

    @Test
    void many_programs_at_once_mix_nothing_up() throws Exception {
        List<Told> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Told told = new Told();
            all.add(told);
            Told.shell("echo " + i + "; cat >&2; exit " + i).start(told);
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).input.write(ByteBuffer.wrap(("in " + i).getBytes()));
            all.get(i).input.closeWhenWritten();
        }

        for (int i = 0; i < all.size(); i++) {
            all.get(i).awaitEnd();
            assertThat(all.get(i).output()).isEqualTo(i + "\n");
            assertThat(all.get(i).errors()).isEqualTo("in " + i);
            assertThat(all.get(i).exitValue).isEqualTo(i);
        }
    }

    @Test
    void a_thousand_runs_leave_no_descriptor_and_no_thread() throws Exception {
        Form.RUN.untilEnd(Told.shell("exit"), new Told());
        // Each makes one loop more, until there are as many as there will be.
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Form.START.untilEnd(Told.shell("exit"), new Told());
        }
        await().until(Leftovers::noSearchGoesOn);
        Leftovers before = Leftovers.now();
        for (int i = 0; i < 500; i++) {
            Form.RUN.untilEnd(new SandboxedProcessBuilder("/bin/true").policy(Way.POLICY), new Told());
            Form.START.untilEnd(new SandboxedProcessBuilder("/bin/true").policy(Way.POLICY), new Told());
        }

        await().untilAsserted(() -> assertThat(Leftovers.now()).isEqualTo(before));
    }
}
