package io.github.landlauncher.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds and reads files of policies. The end of a name tells the format. Of a directory all files of either
 * format are read, in the order of their names; a file whose name begins with a dot, and what is no regular
 * file, is passed over, and so is a file that vanishes meanwhile. Symbolic links are followed, for that is
 * how many systems put configuration in place; one that leads nowhere is a problem, in a directory too.
 */
final class ConfigFiles {

    private static final String SUFFIXES = Arrays.stream(ConfigFormat.values())
            .map(ConfigFormat::suffix)
            .collect(Collectors.joining(" or "));

    private final List<ConfigText> texts = new ArrayList<>();
    private final List<ConfigProblem> problems;

    private ConfigFiles(List<ConfigProblem> problems) {
        this.problems = problems;
    }

    /**
     * The texts of files, and of the files in directories, in the order given. What cannot be read is added
     * to the problems, and the other files are read nevertheless.
     */
    static List<ConfigText> read(Path[] paths, List<ConfigProblem> problems) {
        ConfigFiles files = new ConfigFiles(problems);
        for (Path path : paths) {
            files.read(path);
        }
        return files.texts;
    }

    private void read(Path path) {
        try {
            BasicFileAttributes attributes = attributes(path);
            if (attributes.isDirectory()) {
                readDirectory(path);
                return;
            }
            ConfigFormat format = format(path).orElse(null);
            if (format == null) {
                problem(path, "unknown format; the name of a policy file ends with " + SUFFIXES);
            } else if (!attributes.isRegularFile()) {
                problem(path, "not a regular file; give a file, a directory, or the text on standard input");
            } else {
                readFile(path, format, attributes);
            }
        } catch (IOException e) {
            problem(path, "cannot be read: " + reason(e));
        }
    }

    private void readDirectory(Path directory) throws IOException {
        List<Path> candidates = candidates(directory);
        boolean none = true;
        for (Path file : candidates) {
            try {
                BasicFileAttributes attributes = attributes(file);
                if (attributes.isRegularFile()) {
                    readFile(file, format(file).orElseThrow(), attributes);
                    none = false;
                }
            } catch (NoSuchFileException e) {
                if (Files.isSymbolicLink(file)) {
                    problem(file, "cannot be read: the symbolic link leads to no file");
                    none = false;
                }
            } catch (IOException e) {
                problem(file, "cannot be read: " + reason(e));
                none = false;
            }
        }
        if (none) {
            problem(directory, "no configuration file found; the name of one ends with " + SUFFIXES
                    + ", and does not begin with a dot");
        }
    }

    private static List<Path> candidates(Path directory) throws IOException {
        List<Path> candidates = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory,
                entry -> !fileName(entry).startsWith(".") && format(entry).isPresent())) {
            entries.forEach(candidates::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        candidates.sort(Comparator.comparing(ConfigFiles::fileName));
        return candidates;
    }

    private void readFile(Path file, ConfigFormat format, BasicFileAttributes attributes) throws IOException {
        if (attributes.size() > ConfigText.MAX_SIZE) {
            problems.add(ConfigBytes.tooLarge(file.toString(), Long.toString(attributes.size())));
            return;
        }
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            // It can have grown since, and files that the kernel makes up have no size.
            bytes = stream.readNBytes(ConfigText.MAX_SIZE + 1);
        }
        try {
            texts.add(ConfigBytes.text(file.toString(), format, bytes));
        } catch (ConfigException e) {
            problems.addAll(e.problems());
        }
    }

    private void problem(Path path, String message) {
        problems.add(ConfigProblem.of(path.toString(), message));
    }

    /** Asked before a file is opened: to open a named pipe would wait for somebody to write into it. */
    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    private static Optional<ConfigFormat> format(Path path) {
        return Arrays.stream(ConfigFormat.values())
                .filter(format -> fileName(path).endsWith(format.suffix()))
                .findAny();
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied (EACCES); the user of this JVM needs read access to it,"
                    + " and search access to its directories";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
