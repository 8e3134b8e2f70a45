package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FiltersTest {

    private static final Architecture HERE = Architecture.of(System.getProperty("os.arch"));

    private static final Set<SyscallGroup> KEYRINGS = EnumSet.of(SyscallGroup.KEYRINGS);

    private final FakeLibc fake = FakeLibc.over(Libc.get());
    private final Libc libc = fake.libc();
    private final Filters filters = new Filters(libc, Scratch.pool(libc), HERE);

    private static byte[] content(int fd) throws IOException {
        return Files.readAllBytes(Path.of("/proc/self/fd/" + fd));
    }

    @Test
    void a_filter_is_the_program_of_its_groups_with_this_jvm() throws Exception {
        Set<SyscallGroup> groups = EnumSet.of(SyscallGroup.SIGNALS_TO_JVM, SyscallGroup.PTRACE);
        int jvm = (int) ProcessHandle.current().pid();

        assertThat(content(filters.fd(groups))).isEqualTo(FilterProgram.of(groups, HERE, jvm));
    }

    @Test
    void a_filter_is_made_once_for_equal_groups() throws Exception {
        Set<SyscallGroup> groups = EnumSet.copyOf(KEYRINGS);
        int first = filters.fd(groups);
        groups.add(SyscallGroup.MOUNTS);
        int other = filters.fd(groups);

        assertThat(filters.fd(KEYRINGS)).isEqualTo(first).isNotEqualTo(other);
        assertThat(filters.fd(Set.of(SyscallGroup.MOUNTS, SyscallGroup.KEYRINGS))).isEqualTo(other);
        assertThat(content(first)).isNotEqualTo(content(other));
        assertThat(fake.calls("write")).hasSize(2);
        assertThat(fake.calls("close")).isEmpty();
    }

    @Test
    void nobody_can_change_a_filter() throws Exception {
        int fd = filters.fd(KEYRINGS);
        int seals = LinuxHeader.F_SEAL_WRITE | LinuxHeader.F_SEAL_GROW | LinuxHeader.F_SEAL_SHRINK
                | LinuxHeader.F_SEAL_SEAL;

        assertThat(libc.fcntl(fd, LinuxHeader.F_GET_SEALS, 0) & seals).isEqualTo(seals);
        assertThat(libc.fcntl(fd, LinuxHeader.F_GETFD, 0)).isEqualTo(LinuxHeader.FD_CLOEXEC);
        assertThat(fd).isGreaterThanOrEqualTo(12);
    }

    @Test
    void many_threads_make_one() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            FutureTask<Integer> task = new FutureTask<>(() -> {
                go.await();
                return filters.fd(EnumSet.copyOf(KEYRINGS));
            });
            tasks.add(task);
            new Thread(task).start();
        }
        go.countDown();

        for (FutureTask<Integer> task : tasks) {
            assertThat(task.get()).isEqualTo(filters.fd(KEYRINGS));
        }
        assertThat(fake.calls("write")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memfd_create", "fchmod", "fcntl"})
    void one_that_cannot_be_made_leaves_nothing_and_is_tried_again(String function)
            throws Exception {
        fake.fail(function, Errno.EMFILE);

        assertThatThrownBy(() -> filters.fd(KEYRINGS))
                .isInstanceOfSatisfying(StepFailedException.class, failure -> {
                    assertThat(failure.step()).isEqualTo(StartStep.DESCRIPTORS);
                    assertThat(failure.errno()).isEqualTo(Errno.EMFILE);
                });
        assertThat(fake.calls("close")).hasSize(function.equals("memfd_create") ? 0 : 1);

        fake.forget(function);
        assertThat(content(filters.fd(KEYRINGS))).isNotEmpty();
    }
}
