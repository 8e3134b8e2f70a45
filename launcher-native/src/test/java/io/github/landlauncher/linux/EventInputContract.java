package io.github.landlauncher.linux;

import static io.github.landlauncher.spi.ProcessInput.CAPACITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.linux.libc.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** The input of a child that is open; the other end of its pipe plays the child. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class EventInputContract {

    OwnLoop own;
    RealPipe pipe;
    int fd;
    Predicate<ByteBuffer> source = room -> {
        throw new AssertionError("nobody wanted it");
    };
    EventInput input;

    @BeforeEach
    void an_input_that_is_open() throws IOException {
        own = new OwnLoop();
        pipe = new RealPipe(own.libc, own.pool);
        fd = pipe.takeWriteEnd();
        input = input(Descriptor.taken(own.libc, fd));
        assertThat(own.libc.fcntl(fd, LinuxHeader.F_SETFL, LinuxHeader.O_NONBLOCK)).isZero();
        assertThat(own.libc.fcntl(pipe.readFd(), LinuxHeader.F_SETFL, LinuxHeader.O_NONBLOCK)).isZero();
        input.open();
    }

    EventInput input(Descriptor descriptor) throws IOException {
        EventInput made =
                new EventInput(own.libc, own.loop, descriptor, room -> source.test(room));
        made.watch(made::writable);
        return made;
    }

    @AfterEach
    void nothing_is_left_of_it() {
        input.closeNow();
        pipe.close();
        assertThat(pipe.isOpenAs(fd)).isFalse();
        own.close();
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What the child can read now. */
    byte[] arrived() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Memory memory = new Memory(own.libc, CAPACITY);
        long count = Libc.get().read(pipe.readFd(), memory.address(), CAPACITY);
        while (count > 0) {
            byte[] some = new byte[(int) count];
            memory.bytes().get(0, some);
            all.writeBytes(some);
            count = Libc.get().read(pipe.readFd(), memory.address(), CAPACITY);
        }
        return all.toByteArray();
    }

    String text() {
        return new String(arrived(), StandardCharsets.US_ASCII);
    }

    void pipeIsFull() {
        Memory memory = new Memory(own.libc, CAPACITY);
        while (Libc.get().write(fd, memory.address(), CAPACITY) > 0) {}
    }
}
