package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed JVM has left of private homes is removed by the next one, and nothing else is. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateHomeSweepIT {

    /** A name as a JVM gives it that has ended long ago. */
    private static final String NAME = "landlauncher-1-abc-0123456789abcdef";

    @TempDir private Path directory;
    private final List<Process> jvms = new ArrayList<>();

    /** Makes a home, prints where, and ends when it is told to or killed. */
    static final class Main {
        private Main() {}

        public static void main(String... arguments) throws Exception {
            SandboxedProcess process =
                    Homes.shell("mkdir \"$HOME/a\"; : > \"$HOME/a/file\"; chmod 0 \"$HOME/a\";"
                                    + " echo \"$HOME\"; cat > /dev/null")
                            .redirectInput(Redirect.PIPE)
                            .start();
            System.out.println(process.inputReader().readLine());
            System.in.read();
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    @AfterEach
    void end_jvms() throws InterruptedException {
        for (Process jvm : jvms) {
            jvm.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_home_of_a_killed_jvm_stays_until_another_jvm_makes_one() throws Exception {
        Process killed = startJvm();
        Path home = homeOf(killed);
        assertThat(Homes.in(directory)).containsExactly(home.getParent());
        killed.destroyForcibly().waitFor();
        assertThat(home).isDirectory();

        Process next = startJvm();
        Path homeOfNext = homeOf(next);

        Homes.awaitRemoved(home.getParent());
        assertThat(homeOfNext).isDirectory();
        finish(next);
        assertThat(Homes.in(directory)).isEmpty();
    }

    @Test
    void a_home_of_a_jvm_that_lives_is_not_touched() throws Exception {
        Process living = startJvm();
        Path home = homeOf(living);
        Path abandoned = makeAbandoned(NAME);

        Process next = startJvm();
        homeOf(next);
        Homes.awaitRemoved(abandoned);
        finish(next);

        assertThat(home.resolve("a")).isDirectory();
        assertThat(Homes.in(directory)).containsExactly(home.getParent());
        finish(living);
        assertThat(Homes.in(directory)).isEmpty();
    }

    @Test
    void jvms_that_begin_at_the_same_time_do_not_take_each_other_s_homes() throws Exception {
        List<Process> together = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            together.add(startJvm());
        }
        List<Path> homes = new ArrayList<>();
        for (Process jvm : together) {
            homes.add(homeOf(jvm));
        }

        assertThat(homes).doesNotHaveDuplicates().allSatisfy(home -> assertThat(home.resolve("a")).isDirectory());
        for (Process jvm : together) {
            finish(jvm);
        }
        assertThat(Homes.in(directory)).isEmpty();
    }

    @Test
    void directories_at_every_stage_of_being_made_or_removed_are_removed() throws Exception {
        List<Path> abandoned = new ArrayList<>();
        abandoned.add(Files.createDirectory(directory.resolve(NAME)));
        Path onlyLock = Files.createDirectory(directory.resolve(NAME.replace('0', '1')));
        Files.createFile(onlyLock.resolve("lock"));
        abandoned.add(onlyLock);
        abandoned.add(makeAbandoned(NAME.replace('0', '2')));
        Path interrupted = makeAbandoned(NAME.replace('0', '3'));
        Files.move(interrupted.resolve("home"), interrupted.resolve("removed-abc-0"));
        abandoned.add(interrupted);
        Path closed = makeAbandoned(NAME.replace('0', '4'));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        abandoned.add(closed);

        finishOne();

        await().untilAsserted(() -> assertThat(abandoned).noneMatch(path -> Files.exists(path)));
    }

    @Test
    void what_is_not_certainly_a_home_of_this_user_is_left_alone() throws Exception {
        Path elsewhere = makeAbandoned("elsewhere");
        List<Path> others = new ArrayList<>();
        others.add(Files.createSymbolicLink(directory.resolve(NAME), elsewhere));
        others.add(Files.createFile(directory.resolve(NAME.replace('0', '1'))));
        others.add(makeAbandoned("landlauncher-backup"));
        others.add(makeAbandoned(NAME + "0"));
        others.add(makeAbandoned(NAME + ".old"));
        Path pipe = Files.createDirectory(directory.resolve(NAME.replace('0', '2')));
        assertThat(new ProcessBuilder("mkfifo", pipe.resolve("lock").toString()).start().waitFor()).isZero();
        others.add(pipe);
        Path last = makeAbandoned(NAME.replace('0', '3'));

        finishOne();

        Homes.awaitRemoved(last);
        finishOne();
        assertThat(others).allMatch(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        assertThat(elsewhere.resolve("home/file")).exists();
    }

    @Test
    void a_directory_of_another_user_is_left_alone() throws Exception {
        assumeThat(Capabilities.canAdministrate()).as("root").isTrue();
        Path others = makeAbandoned(NAME);
        assertThat(new ProcessBuilder("chown", "12345", others.toString()).start().waitFor()).isZero();

        finishOne();
        finishOne();

        assertThat(others.resolve("home/file")).exists();
    }

    private Path makeAbandoned(String name) throws IOException {
        Path made = Files.createDirectory(directory.resolve(name));
        Files.createFile(made.resolve("lock"));
        Files.createFile(Files.createDirectory(made.resolve("home")).resolve("file"));
        return made;
    }

    /** Lets a JVM make a home and end in order. */
    private void finishOne() throws Exception {
        Process jvm = startJvm();
        homeOf(jvm);
        finish(jvm);
    }

    private Process startJvm() throws IOException {
        List<String> command = new JavaCommand()
                .property("java.io.tmpdir", directory.toString())
                .property("jna.tmpdir", System.getProperty("java.io.tmpdir"))
                .command(Main.class);
        Process jvm = new ProcessBuilder(command)
                .redirectError(Redirect.INHERIT)
                .start();
        jvms.add(jvm);
        return jvm;
    }

    private static Path homeOf(Process jvm) throws IOException {
        BufferedReader output = jvm.inputReader();
        String line = output.readLine();
        assertThat(line).isNotNull();
        return Path.of(line);
    }

    private static void finish(Process jvm) throws Exception {
        jvm.getOutputStream().close();
        assertThat(jvm.waitFor()).isZero();
    }
}
