package io.github.landlauncher.bench;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import java.nio.ByteBuffer;

/** Writes the pattern of {@link Peer} to a process, as fast as there is room. */
final class PatternWriter extends NuAbstractProcessHandler {

    private final byte[] block = new byte[Peer.BLOCK];
    private final long bytes;
    private long position;
    private int unwritten;
    private NuProcess process;

    PatternWriter(long bytes) {
        this.bytes = bytes;
    }

    @Override
    public void onStart(NuProcess started) {
        process = started;
        process.wantWrite();
    }

    @Override
    public boolean onStdinReady(ByteBuffer buffer) {
        if (unwritten == 0) {
            Peer.fill(block, position);
            position += Peer.BLOCK;
            unwritten = Peer.BLOCK;
        }
        int count = Math.min(unwritten, buffer.remaining());
        buffer.put(block, Peer.BLOCK - unwritten, count);
        unwritten -= count;
        buffer.flip();
        boolean more = unwritten > 0 || position < bytes;
        if (!more) {
            process.closeStdin(false);
        }
        return more;
    }
}
