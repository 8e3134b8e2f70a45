package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading this JVM's own memory as if it were a program's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgramMemoryTest {

    private static final int SELF = (int) ProcessHandle.current().pid();

    /** No process has the highest number that the kernel can be told to give. */
    private static final int NOBODY = 4 * 1024 * 1024;

    private final FakeLibc fake = FakeLibc.over(Libc.get());
    private final ProgramMemory memory =
            new ProgramMemory(fake.libc(), Scratch.pool(Libc.get()));

    private void refuse(int errno) {
        fake.answer("process_vm_readv", arguments -> (long) -errno);
    }

    private static Memory text(String text) {
        Memory memory = new Memory(Libc.get(), text.length());
        memory.bytes().put(0, text.getBytes(StandardCharsets.US_ASCII));
        return memory;
    }

    private String read(Memory text) throws UnreadableException {
        byte[] bytes = memory.read(SELF, text.address(), text.size());
        assertThat(bytes).hasSize(text.bytes().capacity());
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private int errno(int tid, long address) {
        UnreadableException thrown = catchThrowableOfType(
                UnreadableException.class, () -> memory.read(tid, address, 8));
        assertThat(thrown).hasMessageContaining("the memory of process " + tid);
        return thrown.errno();
    }

    @Test
    void the_bytes_are_those_at_the_address() throws Exception {
        assertThat(read(text("some text"))).isEqualTo("some text");
        assertThat(fake.calls("open")).isEmpty();
    }

    @Test
    void many_pages_are_read_at_once() throws Exception {
        String longText = "0123456789".repeat(5000);

        assertThat(read(text(longText))).isEqualTo(longText);
        assertThat(fake.calls("process_vm_readv")).hasSize(1);
    }

    /** The last mapping of user space that ends where nothing begins. */
    private static long endOfSomething() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/maps"));
        for (int i = lines.size() - 2; i > 0; i--) {
            String[] range = lines.get(i).split("[- ]");
            if (range[2].startsWith("r") && !lines.get(i + 1).startsWith(range[1])
                    && !lines.get(i).contains("[v")) {
                return Long.parseUnsignedLong(range[1], 16);
            }
        }
        throw new AssertionError("no gap in " + lines);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Errno.ENOSYS})
    void where_the_memory_ends_so_do_the_bytes(int errno) throws Exception {
        long end = endOfSomething();
        if (errno != 0) {
            refuse(errno);
        }

        assertThat(memory.read(SELF, end - 10, 100)).hasSize(10);
        assertThat(memory.read(SELF, end - 5000, 10000)).hasSizeBetween(904, 5000);
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.ENOSYS, Errno.EPERM, Errno.EACCES})
    void where_process_vm_readv_is_refused_the_file_in_proc_is_read(int errno) throws Exception {
        refuse(errno);

        assertThat(read(text("some text"))).isEqualTo("some text");

        assertThat(fake.calls("close")).hasSize(1);
    }

    @Test
    void where_both_are_refused_the_first_reason_is_told() {
        refuse(Errno.EPERM);
        fake.fail("open", Errno.EACCES);

        assertThat(errno(SELF, 4096)).isEqualTo(Errno.EPERM);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Errno.ENOSYS})
    void nothing_at_the_address_is_a_bad_address_either_way(int errno) {
        if (errno != 0) {
            refuse(errno);
        }

        assertThat(errno(SELF, 1)).isEqualTo(Errno.EFAULT);
        assertThat(errno(NOBODY, 4096)).isEqualTo(Errno.ESRCH);
    }
}
