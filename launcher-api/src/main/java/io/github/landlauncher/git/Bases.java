package io.github.landlauncher.git;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directories in which a repository may name others. What it names is resolved as the kernel
 * would, symbolic links and all, and then compared: no text is trusted.
 */
final class Bases {

    /** PATH_MAX: no path that is longer can be opened. */
    private static final int LONGEST = 4096;

    private final List<Path> bases;
    /** More than this is not read of one repository with its submodules, which may be a link each. */
    static final long MOST_READ = 64L << 20;

    private final Findings findings;
    private long read;

    /** @param bases absolute, without symbolic links */
    Bases(List<Path> bases, Findings findings) {
        this.bases = List.copyOf(bases);
        this.findings = findings;
    }

    /**
     * The bytes of a plain file.
     *
     * @throws IOException as {@link SmallFile#read}, or if all that was read is more than {@link #MOST_READ}
     */
    byte[] read(Path file) throws IOException {
        if (read > MOST_READ) {
            throw new IOException("more than " + MOST_READ + " bytes have been read");
        }
        byte[] bytes = SmallFile.read(file);
        read += bytes.length;
        return bytes;
    }

    /** The base that a path without symbolic links is in. */
    Optional<Path> baseOf(Path real) {
        return bases.stream().filter(real::startsWith).findFirst();
    }

    /**
     * What a file means by a path, if it exists in a base; otherwise this is a finding.
     *
     * @param file the file that says so
     * @param says the line
     * @param named the path in it
     * @param from where a relative path begins
     * @return the path without symbolic links
     */
    Optional<Path> resolve(Path file, String says, String named, Path from) {
        return path(file, says, named, from).flatMap(path -> inside(file, says, path));
    }

    /** As {@link #resolve}; but if nothing is there, this is no finding. */
    Optional<Path> resolveIfExists(Path file, String says, String named, Path from) {
        return path(file, says, named, from)
                .filter(path -> SmallFile.kindOf(path) != SmallFile.Kind.MISSING)
                .flatMap(path -> inside(file, says, path));
    }

    /** What is no path in Java may be one to git, which takes bytes, and ends it at a NUL. */
    private Optional<Path> path(Path file, String says, String named, Path from) {
        if (named.length() > LONGEST) {
            findings.notGranted(file, says, "longer than any path");
            return Optional.empty();
        }
        try {
            if (!named.isEmpty()) {
                return Optional.of(from.resolve(named));
            }
        } catch (InvalidPathException e) {
            // As if it were empty.
        }
        findings.refused(file, says, "git may take it for another path");
        return Optional.empty();
    }

    /** As {@link #resolve} for a path that is there, such as a symbolic link. */
    Optional<Path> inside(Path file, String says, Path path) {
        try {
            Path real = path.toRealPath();
            if (baseOf(real).isPresent()) {
                return Optional.of(real);
            }
            findings.notGranted(file, says, "leads to " + GitFinding.printable(real.toString())
                    + ", outside of what is allowed");
        } catch (NoSuchFileException e) {
            findings.notGranted(file, says, "leads to nothing");
        } catch (FileSystemLoopException e) {
            findings.notGranted(file, says, "leads in a circle");
        } catch (FileSystemException e) {
            findings.notGranted(file, says, "cannot be followed: " + e.getReason());
        } catch (IOException e) {
            findings.notGranted(file, says, "cannot be followed: " + e.getMessage());
        }
        return Optional.empty();
    }
}
