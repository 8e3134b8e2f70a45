package io.github.landlauncher.linux;

import io.github.landlauncher.explain.DeniedFile;
import io.github.landlauncher.explain.Explainer;
import io.github.landlauncher.spi.LaunchRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why execve(2) was denied: looks at the program, at its {@code #!} interpreter or the shell in its
 * stead, and at its ELF interpreter, and says which of them the policy does not let the kernel
 * execute and read.
 *
 * <p>An explanation after the fact: it looks at the files as they are now.
 */
final class ExecDenial {

    private final Explainer explainer;
    private final LaunchRequest request;
    private final byte[] searchPath;

    ExecDenial(Explainer explainer, LaunchRequest request, byte[] searchPath) {
        this.explainer = explainer;
        this.request = request;
        this.searchPath = searchPath;
    }

    /** One line for each thing that is missing; empty if there is nothing to say. */
    List<String> explain() {
        try {
            Optional<Path> program = program();
            return program.isPresent() ? explain(program.get()) : List.of();
        } catch (IOException | RuntimeException e) {
            // The start has failed anyway: no explanation is better than another failure.
            return List.of();
        }
    }

    private List<String> explain(Path program) throws IOException {
        if (Files.isDirectory(program)) {
            return List.of(program + " is a directory.");
        }
        if (!Files.isRegularFile(program)) {
            return List.of(program + " is not a regular file.");
        }
        if (!Files.isExecutable(program)) {
            return List.of(program + " is not executable for this user, or is on a noexec mount.");
        }
        return DeniedFile.ofStart(program, explainer).stream().map(DeniedFile::advice).toList();
    }

    /** The file that would be executed, found as the helper finds it. */
    private Optional<Path> program() {
        String program = request.command().get(0);
        if (searchPath == null) {
            return Optional.of(inDirectory(program)).filter(Files::exists);
        }
        return Arrays.stream(Encoding.string(searchPath).split(File.pathSeparator, -1))
                .map(component -> inDirectory((component.isEmpty() ? "." : component) + "/" + program))
                .filter(Files::exists)
                .findFirst();
    }

    /** Not normalized: {@code ..} after a symbolic link leads elsewhere. */
    private Path inDirectory(String path) {
        return Path.of(request.directory().map(File::toString).orElse("")).toAbsolutePath().resolve(path);
    }
}
