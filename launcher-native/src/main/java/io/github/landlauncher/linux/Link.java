package io.github.landlauncher.linux;

import io.github.landlauncher.spi.PipelineLink;

/** A pipe whose two ends are each given to one stage. */
final class Link implements PipelineLink {

    private Descriptor readEnd;
    private Descriptor writeEnd;

    Link(Descriptor[] pipe) {
        this.readEnd = pipe[0];
        this.writeEnd = pipe[1];
    }

    /** Gives away the end to read from. */
    Descriptor takeReadEnd() {
        Descriptor taken = readEnd;
        readEnd = null;
        return taken;
    }

    /** Gives away the end to write to. */
    Descriptor takeWriteEnd() {
        Descriptor taken = writeEnd;
        writeEnd = null;
        return taken;
    }

    @Override
    public void close() {
        if (readEnd != null) {
            takeReadEnd().close();
        }
        if (writeEnd != null) {
            takeWriteEnd().close();
        }
    }
}
