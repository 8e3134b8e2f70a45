package io.github.landlauncher.linux;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.explain.Interpreter;
import io.github.landlauncher.spi.LaunchRequest;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why execve(2) was denied: looks at the program, at its {@code #!} interpreter or the shell in its
 * stead, and at its ELF interpreter, and says which of them the policy does not let the kernel
 * execute and read.
 *
 * <p>An explanation after the fact: it looks at the files as they are now.
 */
final class ExecDenial {

    private static final Path SHELL = Path.of("/bin/sh");

    private static final Set<AccessFs> NEEDED = EnumSet.of(AccessFs.EXECUTE, AccessFs.READ_FILE);

    /** The kernel follows this many interpreters that are scripts themselves. */
    private static final int MOST_SCRIPTS = 5;

    private final LandlockRuleset ruleset;
    private final LaunchRequest request;
    private final byte[] searchPath;

    ExecDenial(LandlockRuleset ruleset, LaunchRequest request, byte[] searchPath) {
        this.ruleset = ruleset;
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
        List<String> lines = new ArrayList<>();
        Optional<Path> next = Optional.of(program);
        for (int i = 0; next.isPresent() && i < MOST_SCRIPTS; i++) {
            Path file = next.get();
            missing(file).ifPresent(lines::add);
            next = interpreter(file);
        }
        return lines;
    }

    /** What the kernel does not know as a program, the helper gives to the shell. */
    private Optional<Path> interpreter(Path file) throws IOException {
        return !Files.isRegularFile(file) || isKnownToKernel(file)
                ? Interpreter.of(file).map(this::resolved)
                : Optional.of(SHELL);
    }

    /** Whether a file begins as a script with an interpreter or as an ELF file does. */
    private static boolean isKnownToKernel(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return Arrays.equals(start, new byte[] {'#', '!'})
                    || Arrays.equals(start, new byte[] {0x7f, 'E'});
        }
    }

    /** The sentence for a file that the policy does not let the kernel execute or read. */
    private Optional<String> missing(Path file) throws IOException {
        EnumSet<AccessFs> missing = EnumSet.copyOf(NEEDED);
        missing.retainAll(ruleset.policy().handledFs());
        // A rule has to be where the file is, and not where a symbolic link to it is.
        Path real = file.toRealPath();
        missing.removeAll(granted(real));
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = missing.stream().map(AccessFs::name).toList();
        String call = missing.contains(AccessFs.EXECUTE) ? "allowReadExecute" : "allowRead";
        return Optional.of("The policy does not allow " + String.join(" and ", names) + " on " + file
                + ". Add ." + call + "(\"" + real.getParent() + "\").");
    }

    /** What rules on a file and on the directories above it allow, as the kernel adds them up. */
    private Set<AccessFs> granted(Path real) throws IOException {
        EnumSet<AccessFs> granted = EnumSet.noneOf(AccessFs.class);
        for (PathRule rule : ruleset.policy().rules().pathRules()) {
            Path path = resolved(rule.base().map(base -> base.resolve(rule.path())).orElse(rule.path()));
            if (Files.exists(path) && real.startsWith(path.toRealPath())) {
                granted.addAll(rule.access());
            }
        }
        return granted;
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

    private Path inDirectory(String path) {
        Path directory = resolved(Path.of(request.directory().map(File::toString).orElse(".")));
        return directory.resolve(path).normalize();
    }

    private Path resolved(Path path) {
        return path.toAbsolutePath();
    }
}
