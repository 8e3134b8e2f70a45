package io.github.landlauncher.spi;

/** A pipe between two stages of a pipeline, not yet given to both; closing it twice is harmless. */
public interface PipelineLink extends AutoCloseable {

    /** Closes what this JVM still holds of the pipe. */
    @Override
    void close();
}
