package io.github.landlauncher.linux.libc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** A test of one binding: arguments for C that live as long as the test, descriptors likewise. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class NativeTest {

    /** The two ends of a pipe. */
    record Pipe(int readEnd, int writeEnd) {}

    final Libc libc;
    private final List<Memory> memories = new ArrayList<>();
    private final Deque<Integer> descriptors = new ArrayDeque<>();

    NativeTest(Libc libc) {
        this.libc = libc;
    }

    @AfterEach
    void the_descriptors_of_the_test_are_closed() {
        while (!descriptors.isEmpty()) {
            assertThat(libc.close(descriptors.pop())).isZero();
        }
    }

    Memory memory(int size) {
        Memory memory = new Memory(libc, size);
        memories.add(memory);
        return memory;
    }

    /** The process that makes the calls, which is not this JVM where another one makes them for it. */
    int self() {
        Memory number = memory(16);
        long length = libc.readlink(string("/proc/self"), number.address(), number.size());
        byte[] digits = new byte[(int) length];
        number.bytes().get(0, digits);
        return Integer.parseInt(new String(digits, ISO_8859_1));
    }

    /** The address of a NUL-terminated copy. */
    long string(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        Memory memory = memory(bytes.length + 1);
        memory.bytes().put(0, bytes);
        return memory.address();
    }

    /** The address of a NULL-terminated array of strings. */
    long strings(String... texts) {
        Memory array = memory((texts.length + 1) * Long.BYTES);
        for (int i = 0; i < texts.length; i++) {
            array.bytes().putLong(i * Long.BYTES, string(texts[i]));
        }
        return array.address();
    }

    /** Checks that a call made a descriptor, which is closed after the test. */
    int descriptor(int result) {
        assertThat(result).as("descriptor or negated errno").isNotNegative();
        descriptors.push(result);
        return result;
    }

    /** Closes before the end of the test. */
    void close(int fd) {
        assertThat(descriptors.remove(fd)).isTrue();
        assertThat(libc.close(fd)).isZero();
    }

    Pipe pipe(int flags) {
        Memory ends = memory(2 * Integer.BYTES);
        assertThat(libc.pipe2(ends.address(), flags | LinuxHeader.O_CLOEXEC)).isZero();
        return new Pipe(
                descriptor(ends.bytes().getInt(0)), descriptor(ends.bytes().getInt(Integer.BYTES)));
    }

    void write(int fd, String text) {
        assertThat(libc.write(fd, string(text), text.length())).isEqualTo(text.length());
    }

    /** Reads up to end of file. */
    String readAll(int fd) {
        Memory buffer = memory(4096);
        StringBuilder text = new StringBuilder();
        long count = libc.read(fd, buffer.address(), buffer.size());
        while (count > 0) {
            byte[] bytes = new byte[(int) count];
            buffer.bytes().get(0, bytes);
            text.append(new String(bytes, ISO_8859_1));
            count = libc.read(fd, buffer.address(), buffer.size());
        }
        assertThat(count).isZero();
        return text.toString();
    }
}
