package io.github.landlauncher.spi;

import io.github.landlauncher.SandboxedProcess;
import java.nio.ByteBuffer;

/**
 * Who is told what a program writes, when it reads, and that it has ended, instead of using the
 * streams of its {@link Process}.
 *
 * <p>Except for {@link #started}, all methods are called by one thread, never two at a time, which
 * serves other programs too: a method that blocks makes these wait. What a method throws is logged
 * and otherwise ignored; the bytes that it was given then count as consumed.
 */
public interface StreamListener {

    /**
     * The program has been executed; called by the thread that starts it, before any other method.
     *
     * @param process the program; its own streams are at their ends
     * @param input its standard input
     * @throws RuntimeException to give up the start: the program is killed, and the start throws
     *     this exception
     */
    void started(SandboxedProcess process, ProcessInput input);

    /**
     * The program has written to standard output, if that is a pipe.
     *
     * @param bytes what has come, from position to limit, and before it what was not consumed last
     *     time: what remains when this returns is kept. Valid only until then. A program whose listener
     *     keeps {@value ProcessInput#CAPACITY} bytes and more unconsumed is killed
     * @param closed whether this is the end; the method is not called again then
     */
    void output(ByteBuffer bytes, boolean closed);

    /** The program has written to standard error, if that is a pipe; otherwise as {@link #output}. */
    void error(ByteBuffer bytes, boolean closed);

    /**
     * The program's standard input has room, and {@link ProcessInput#want} was called.
     *
     * @param room where to put bytes; from position to limit is what will be written, so it is to be
     *     flipped. Valid only until this returns
     * @return whether there is more to write, as if {@code want} had been called again
     */
    boolean inputReady(ByteBuffer room);

    /**
     * The program has ended; what it wrote until then has been told, and both outputs' ends. Whether
     * other processes still have its pipes does not matter.
     *
     * @param exitValue as {@link Process#exitValue()}
     */
    void exited(int exitValue);
}
