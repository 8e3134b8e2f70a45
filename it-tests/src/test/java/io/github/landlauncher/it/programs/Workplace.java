package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Where one command line runs twice: through ProcessBuilder, then in a containment. Each run finds
 * the same files under the same names, and the same environment.
 *
 * <pre>
 *     top/            nothing is allowed here
 *     |-- work/       the working directory: read and write
 *     |   |-- home/   HOME
 *     |   `-- tmp/    TMPDIR
 *     `-- ...         what the test prepares beside it
 * </pre>
 */
final class Workplace {

    private final Path top;
    private final Map<String, String> environment = new HashMap<>();
    private LandlockAbi abi = LandlockAbi.V7;
    private Rules system = Rules.none()
            .allowReadExecute("/usr")
            .allowReadExecuteIfExists("/bin", "/lib", "/lib64");
    private UnaryOperator<SandboxPolicy> rules = policy -> policy;
    private Set<String> ignored = Set.of();
    private String preparation = "";

    /** Makes the tree below an empty directory. */
    Workplace(Path directory) throws IOException {
        top = directory.toRealPath().resolve("top");
        environment.put("PATH", SystemProgram.PATH);
        environment.put("HOME", work().resolve("home").toString());
        environment.put("TMPDIR", work().resolve("tmp").toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** The working directory. */
    Path work() {
        return top.resolve("work");
    }

    /** A name beside the working directory. */
    Path beside(String name) {
        return top.resolve(name);
    }

    /** Has this script of bash run in the working directory, unsandboxed, before each run. */
    Workplace prepared(String script) {
        preparation = script;
        return this;
    }

    /** Sets a variable of the environment. */
    Workplace with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Adds rules, to reading and writing the working directory and to those for the system. */
    Workplace allowing(UnaryOperator<SandboxPolicy> more) {
        rules = more;
        return this;
    }

    /** Allows these in place of reading and executing /usr. */
    Workplace presets(Rules... presets) {
        system = Rules.none();
        for (Rules preset : presets) {
            system = system.allow(preset);
        }
        return this;
    }

    /** Handles another ABI than 7. */
    Workplace handling(LandlockAbi handled) {
        abi = handled;
        return this;
    }

    /** Compares files with these names by mode and owner only. */
    Workplace ignoring(String... names) {
        ignored = Set.of(names);
        return this;
    }

    /** Runs a script of bash that must succeed, and do the same, both ways; returns its output. */
    String script(String script) throws IOException, InterruptedException {
        return same("/bin/bash", "-euc", script);
    }

    /** Runs a program that must succeed, and do the same, both ways; returns its output. */
    String same(String... command) throws IOException, InterruptedException {
        Seen free = free(command).succeeded("ProcessBuilder");
        Seen contained = contained(command).succeeded("contained");
        assertThat(contained.outcome()).isEqualTo(free.outcome());
        assertThat(contained.tree()).containsExactlyInAnyOrderEntriesOf(free.tree());
        return contained.output();
    }

    /** Runs a program through ProcessBuilder. */
    Seen free(String... command) throws IOException, InterruptedException {
        prepare();
        return new Seen(runFreely(List.of(command)), FileTree.of(work(), ignored));
    }

    /** Runs a program in a containment. */
    Seen contained(String... command) throws IOException, InterruptedException {
        prepare();
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder(command).directory(work().toFile()).policy(policy());
        builder.environment().clear();
        builder.environment().putAll(environment);
        SandboxedProcess process = builder.start();
        requireContained(process.enforcement());
        return new Seen(Outcome.of(process), FileTree.of(work(), ignored));
    }

    private SandboxPolicy policy() {
        return rules.apply(SandboxPolicy.handling(abi)
                .bestEffort(LandlockAbi.V1)
                .containment()
                .allow(Presets.baseSystem())
                .allow(system)
                .allowReadWrite(work()));
    }

    private static void requireContained(Enforcement enforcement) {
        assertThat(enforcement.lines().stream().map(Enforcement.Line::mechanism))
                .as("%s", enforcement)
                .contains(Mechanism.LANDLOCK, Mechanism.SECCOMP, Mechanism.CREDENTIALS);
    }

    private void prepare() throws IOException, InterruptedException {
        delete(top);
        Files.createDirectories(work().resolve("home"));
        Files.createDirectories(work().resolve("tmp"));
        Outcome outcome = runFreely(List.of("/bin/bash", "-euc", preparation));
        assertThat(outcome.exitValue()).as("preparation: %s", outcome).isZero();
    }

    private Outcome runFreely(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(work().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return Outcome.of(builder.start());
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
