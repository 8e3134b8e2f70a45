package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.spi.ProcessInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** The output of a child, and what is told of it; the other end of its pipe plays the child. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class EventOutputContract {

    static final int CAPACITY = ProcessInput.CAPACITY;

    final List<String> told = new ArrayList<>();
    OwnLoop own;
    RealPipe pipe;
    int fd;

    /** Takes everything and tells what it was, until a test wants something else. */
    EventOutput.Receiver receiver = (bytes, closed) -> {
        told.add(text(bytes) + (closed ? ".": ""));
        bytes.position(bytes.limit());
        return true;
    };

    EventOutput output;

    @BeforeEach
    void a_pipe_that_is_watched() throws IOException {
        own = new OwnLoop();
        pipe = new RealPipe(own.libc, own.pool);
        fd = pipe.takeReadEnd();
        output = output(Descriptor.taken(own.libc, fd));
        assertThat(own.libc.fcntl(fd, LinuxHeader.F_SETFL, LinuxHeader.O_NONBLOCK)).isZero();
    }

    EventOutput output(Descriptor descriptor) throws IOException {
        EventOutput made = new EventOutput(own.libc, own.loop, own.memories, descriptor,
                (bytes, closed) -> receiver.take(bytes, closed), () -> told.add("full"));
        EventOutput[] self = {made};
        made.watch(() -> self[0].readable());
        return made;
    }

    @AfterEach
    void nothing_is_left_of_it() {
        output.close();
        pipe.close();
        assertThat(pipe.isOpenAs(fd)).isFalse();
        own.close();
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII.decode(bytes.duplicate()).toString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
