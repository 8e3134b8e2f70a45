package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Whatever is typed, the answer is an exit status that is documented, and a line or two. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RandomOptionsTest {

    private static final List<String> COMMANDS = List.of("run", "show", "check", "completion", "", "-", "--");

    private static final List<String> WORDS = List.of(
            "--ro", "--rx=", "--rw=/", "--rwx", "--connect", "--connect=65536", "--bind=-1", "--no-base", "--no-base=x",
            "--handling", "--handling=4", "--abi", "--abi=1", "--abi=-5", "--abi=99999999999", "--policy",
            "--policy=/no/such.toml", "--policy=/dev", "--policy=", "--allow-extension", "--from-env", "--preset",
            "--preset=maven:", "--preset=java:home=/no", "--preset=dns", "--preset=,", "--best-effort=12",
            "--best-effort=2", "--strict", "--containment", "--no-network", "--limit", "--limit=NOFILE=1:0", "--limit==",
            "--memory-max=0", "--pids-max=99999999999999999999", "--keep-capability=X", "--run-as=0:0", "--run-as=:",
            "--clean-env", "--env", "--env=", "--env=A*=", "--env=A", "--timeout=0", "--timeout=9e9", "--private-home",
            "--status-file=/no/such/status", "--cwd", "--cwd=/no/such", "--require", "--require=", "--require=,,",
            "--require=6", "--json", "--java", "--toml", "-h", "-V", "-x", "-", "--", "---", "--=", "=", "", " ", "@file", "%s",
            "${x}", "\n", "\t--ro", "'", "\"", "\\", "--ro\n", "🙂", "--r\u0301o", "a".repeat(5000), "443", "/", ".", "~", "*");

    @Test
    void no_line_of_random_words_gets_a_stack_trace_or_a_status_that_is_not_documented() {
        long seed = Long.getLong("landlauncher.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int line = 0; line < 1000; line++) {
            String[] arguments = line(random);

            Executed executed = Executed.of(arguments);

            assertThat(executed.exitValue())
                    .as("-Dlandlauncher.seed=%d: %s: %s", seed, List.of(arguments), executed.error())
                    .isIn(0, 1, 2, 125);
            assertThat(executed.error())
                    .as("-Dlandlauncher.seed=%d: %s", seed, List.of(arguments))
                    .doesNotContain("Exception", "\tat ", "this is a bug");
            if (executed.exitValue() == 2) {
                assertThat(executed.error().lines().toList())
                        .as("-Dlandlauncher.seed=%d: %s", seed, List.of(arguments))
                        .hasSizeBetween(2, 3)
                        .allMatch(said -> said.startsWith("landlauncher: ") || said.endsWith(" says what there is."));
                assertThat(executed.output()).isEmpty();
            }
        }
    }

    /** It starts nothing: {@code run} gets no program that there is. */
    private static String[] line(Random random) {
        List<String> arguments = new ArrayList<>();
        if (random.nextInt(20) > 0) {
            arguments.add(any(COMMANDS, random));
        }
        for (int words = random.nextInt(6); words > 0; words--) {
            arguments.add(any(WORDS, random));
        }
        return arguments.toArray(String[]::new);
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
