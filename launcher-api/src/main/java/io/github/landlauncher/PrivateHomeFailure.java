package io.github.landlauncher;

import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Says why there is no private home, in the kernel's words; Java does not tell the errno. */
final class PrivateHomeFailure {

    private static final List<String> ADVICE = List.of(
            "It is made in java.io.tmpdir, where this JVM has to be able to make directories and"
                    + " write files. Free space there, or start the JVM with -Djava.io.tmpdir=DIRECTORY.",
            "See docs/errors.md#private-home");

    private PrivateHomeFailure() {}

    static StepFailedException of(IOException cause) {
        StepFailedException failure = new StepFailedException(
                StartStep.PRIVATE_HOME, 0, "private home \"" + file(cause) + "\": " + reason(cause), ADVICE);
        failure.initCause(cause);
        return failure;
    }

    private static String file(IOException cause) {
        return cause instanceof FileSystemException e && e.getFile() != null
                ? e.getFile()
                : HomeNames.parent().toString();
    }

    private static String reason(IOException cause) {
        if (cause instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        if (cause instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        return cause.getMessage();
    }
}
