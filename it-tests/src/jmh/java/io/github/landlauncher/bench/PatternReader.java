package io.github.landlauncher.bench;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Checks that what a process writes is the pattern of {@link Peer}. */
final class PatternReader extends NuAbstractProcessHandler {

    private final byte[] block = new byte[Peer.BLOCK];
    private int filled;
    private long blocks;
    private boolean wrong;

    @Override
    public synchronized void onStdout(ByteBuffer buffer, boolean closed) {
        while (buffer.hasRemaining()) {
            int count = Math.min(buffer.remaining(), Peer.BLOCK - filled);
            buffer.get(block, filled, count);
            filled += count;
            if (filled == Peer.BLOCK) {
                wrong |= !Peer.isFilled(block, blocks * Peer.BLOCK);
                blocks++;
                filled = 0;
            }
        }
    }

    /** Fails unless these bytes came, and nothing after them. */
    synchronized void requireAll(long bytes) throws IOException {
        long received = blocks * Peer.BLOCK + filled;
        if (wrong || received != bytes) {
            throw new IOException((wrong ? "wrong bytes among " : "right, but only ") + received);
        }
    }
}
