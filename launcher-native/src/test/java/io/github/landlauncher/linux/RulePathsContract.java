package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.Rules;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;

/** Opens rules on real files of this machine; after every test, what was opened must be closed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class RulePathsContract {

    private final Set<Object> open = new HashSet<>();
    final Libc libc = FakeLibc.over(Libc.get())
            .answer("openat2", arguments -> {
                int fd = Libc.get().openat2((int) arguments[0], (long) arguments[1],
                        (long) arguments[2], (long) arguments[3]);
                if (fd >= 0) {
                    open.add(fd);
                }
                return fd;
            })
            .answer("close", arguments -> {
                assertThat(open.remove(arguments[0])).as("close of %s", arguments).isTrue();
                return Libc.get().close((int) arguments[0]);
            })
            .libc();
    final MemoryPool pool = Scratch.pool(libc);
    final RulePaths paths = new RulePaths(libc);

    @TempDir Path directory;
    Path file;

    @BeforeEach
    void a_file() throws IOException {
        file = Files.writeString(directory.resolve("file"), "content");
    }

    @AfterEach
    void every_descriptor_is_closed() {
        assertThat(open).isEmpty();
    }

    static PathRule reading(Path path) {
        return only(Rules.none().allowRead(path));
    }

    static PathRule reading(String path) {
        return reading(Path.of(path));
    }

    static PathRule writing(Path path) {
        return only(Rules.none().allowReadWrite(path));
    }

    PathRule readingBeneath(String path) {
        return only(Rules.none().allowReadBeneath(directory, path));
    }

    static PathRule only(Rules rules) {
        return rules.pathRules().get(0);
    }

    /** Opens and closes; returns whether it is a directory. */
    boolean opensDirectory(PathRule rule) throws IOException {
        try (Scratch scratch = Scratch.of(libc, pool, 0);
                RulePaths.Opened opened = paths.open(rule, scratch)) {
            assertThat(open).containsExactly(opened.fd());
            return opened.isDirectory();
        }
    }

    private StepFailedException refusal(PathRule rule) {
        try (Scratch scratch = Scratch.of(libc, pool, 0);
                RulePaths.Opened opened = paths.open(rule, scratch)) {
            throw new AssertionError(rule + " was opened as " + opened);
        } catch (StepFailedException e) {
            assertThat(e.step()).isEqualTo(StartStep.OPEN_PATH);
            assertThat(e).hasMessageStartingWith("rule \"" + rule + "\": ");
            return e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void assertRefused(PathRule rule, int errno) {
        assertThat(Errno.name(refusal(rule).errno())).as(rule.toString()).isEqualTo(Errno.name(errno));
    }

    void assertRefusedAsOwnEntry(PathRule rule) {
        StepFailedException refusal = refusal(rule);
        assertThat(refusal.errno()).isZero();
        assertThat(refusal).hasMessageContaining("this JVM's own entry of /proc");
        assertThat(refusal.advice()).contains("See docs/errors.md#open-path-own-proc");
    }

    Path link(String name, Path target) throws IOException {
        return Files.createSymbolicLink(directory.resolve(name), target);
    }
}
