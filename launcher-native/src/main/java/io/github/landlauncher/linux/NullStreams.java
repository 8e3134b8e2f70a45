package io.github.landlauncher.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** What stands in for the streams of a process that are no pipes of the user's. */
final class NullStreams {

    static final InputStream NOTHING_TO_READ = new NullInput();
    static final OutputStream NOWHERE_TO_WRITE = new NullOutput();

    private NullStreams() {}

    /** At its end, also after close. */
    private static final class NullInput extends InputStream {
        @Override
        public int read() {
            return -1;
        }

        @Override
        public int available() {
            return 0;
        }
    }

    /** Refuses every byte, and nothing else. */
    private static final class NullOutput extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Stream closed");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length > 0) {
                write(bytes[offset]);
            }
        }
    }
}
