package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.nuprocess.NuProcessHandler;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the builders refuse, before a handler is told anything. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuArgumentsIT {

    private static final List<String> COMMAND = List.of("/bin/true");

    private final NuWay way = NuWay.tested();
    private final NuRecorder handler = new NuRecorder();

    private static void assertRefused(String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @AfterEach
    void the_handler_was_told_nothing() {
        assertThat(handler.calls()).isEmpty();
    }

    @Test
    void a_command_is_required() {
        String message = "List of commands may not be null or empty";

        assertRefused(message, () -> way.launch((List<String>) null));
        assertRefused(message, () -> way.launch(List.of()));
        assertRefused(message, () -> way.launch((String[]) null));
        assertRefused(message, () -> way.launch());
        assertRefused(message, () -> way.launch((List<String>) null, Map.of()));
        assertRefused(message, () -> way.launch(List.of(), (Map<String, String>) null));
        assertRefused(message, () -> way.launch(handler, (List<String>) null));
        assertRefused(message, () -> way.launch(handler, List.of()));
        assertRefused(message, () -> way.launch(handler, (String[]) null));
        assertRefused(message, () -> way.launch((NuProcessHandler) null, new String[0]));
    }

    @Test
    void a_handler_is_required() {
        String message = "A NuProcessListener must be specified";

        assertRefused(message, () -> way.launch((NuProcessHandler) null, COMMAND));
        assertRefused(message, () -> way.launch((NuProcessHandler) null, "/bin/true"));
        assertRefused(message, () -> way.launch(COMMAND).setProcessListener(null));
        assertRefused("NuProcessHandler not specified", () -> way.launch(COMMAND).start());
        assertRefused("NuProcessHandler not specified", () -> way.launch(COMMAND).run());
    }

    @Test
    void an_environment_is_required() {
        assertThatThrownBy(() -> way.launch(COMMAND, (Map<String, String>) null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void a_command_has_no_nul_characters() {
        String message = "Commands may not contain null characters";

        assertRefused(message, () -> way.launch(handler, "\0").start());
        assertRefused(message, () -> way.launch(handler, "/bin/true", "a\0b").start());
        assertRefused(message, () -> way.launch(handler, "/bin/true", "a\0b").run());
        assertRefused(message, () -> way.launch("\0").start());
    }

    @Test
    void a_command_has_no_null_elements() {
        assertThatThrownBy(() -> way.launch(handler, "/bin/true", null).start())
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> way.launch(handler, Arrays.asList(null, "a")).start())
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void an_environment_has_neither_nul_characters_nor_null_values() {
        String message = "Environment may not contain null characters";

        assertRefused(message, () -> with("A\0", "b").start());
        assertRefused(message, () -> with("A", "\0b").start());
        assertRefused(message, () -> with("A", "\0b").run());
        assertThatThrownBy(() -> with("A", null).start()).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> with(null, "a").start()).isInstanceOf(NullPointerException.class);
    }

    private NuLaunch with(String name, String value) {
        NuLaunch launch = way.launch(handler, COMMAND);
        launch.environment().put(name, value);
        return launch;
    }
}
