package io.github.landlauncher;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a stream of bytes, up to a limit. Filled by one thread, then read by others, to
 * whom it must be published.
 *
 * <p>Kept in pieces, each as large as all before it or as what comes: nothing is copied to grow, and
 * all pieces together are never larger than the limit.
 */
final class Captured {

    /** The largest array that every JVM can make. */
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final int limit;
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private int size;
    private boolean truncated;

    Captured(int limit) {
        this.limit = Math.min(limit, LARGEST_ARRAY);
    }

    /** Keeps what it may of these bytes, and consumes them all. */
    void add(ByteBuffer bytes) {
        int end = bytes.limit();
        while (bytes.hasRemaining() && size < limit) {
            ByteBuffer piece = pieceWithRoom(bytes.remaining());
            bytes.limit(bytes.position() + Math.min(piece.remaining(), bytes.remaining()));
            size += bytes.remaining();
            piece.put(bytes);
            bytes.limit(end);
        }
        truncated |= bytes.hasRemaining();
        bytes.position(end);
    }

    private ByteBuffer pieceWithRoom(int wanted) {
        ByteBuffer last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last == null || !last.hasRemaining()) {
            last = ByteBuffer.allocate(Math.min(limit - size, Math.max(wanted, size)));
            pieces.add(last);
        }
        return last;
    }

    /** How much memory the pieces take. */
    long capacity() {
        return pieces.stream().mapToLong(ByteBuffer::capacity).sum();
    }

    boolean truncated() {
        return truncated;
    }

    byte[] bytes() {
        byte[] all = new byte[size];
        int end = 0;
        for (ByteBuffer piece : pieces) {
            piece.duplicate().flip().get(all, end, piece.position());
            end += piece.position();
        }
        return all;
    }
}
