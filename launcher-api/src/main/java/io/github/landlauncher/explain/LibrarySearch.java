package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the shared libraries that a program is linked with, without running it, as its loader would if
 * it might read all files: that of glibc as ld.so(8) says, or that of musl.
 *
 * <p>Not looked for is what the program loads by dlopen(3) or LD_PRELOAD, and the directories
 * {@code glibc-hwcaps}, which have variants of libraries that are elsewhere too.
 */
final class LibrarySearch {

    /** More than any program needs; nobody is to be kept busy by files made for that. */
    private static final int MOST_LIBRARIES = 1_000;

    /** In characters of lists. */
    private static final int MOST_WORK = 10_000_000;

    /** What it takes to look for a file, compared to that. */
    private static final int LOOK = 100;

    private static final int PATH_MAX = 4096;

    /** Names of libraries that the loader of musl is itself. */
    private static final Pattern MUSL_ITSELF = Pattern.compile("lib(c|pthread|rt|m|dl|util|xnet)\\..*");

    private final LoaderPlaces places;
    private final LoaderCache cache;
    private final Optional<String> libraryPath;
    private final Path directory;
    private final Map<String, NeededLibrary> found = new LinkedHashMap<>();
    private final Deque<Loaded> unread = new ArrayDeque<>();
    private int work;

    /**
     * Prepares a search.
     *
     * @param libraryPath LD_LIBRARY_PATH of the program
     * @param directory its working directory, absolute
     */
    LibrarySearch(LoaderPlaces places, Optional<String> libraryPath, Path directory) {
        this.places = places;
        this.cache = places.cache().map(LoaderCache::read).orElseGet(LoaderCache::none);
        this.libraryPath = libraryPath;
        this.directory = directory;
    }

    /** A file that is in memory, and who wanted it there. */
    private record Loaded(Path path, ElfFile file, Loaded by) {}

    /**
     * The libraries of a program, in the order in which they are loaded; none if it is no such program.
     */
    List<NeededLibrary> of(Path program) {
        Optional<ElfFile> file = ElfFile.read(program);
        file.ifPresent(elf -> unread.add(new Loaded(real(program), elf, null)));
        while (!unread.isEmpty()) {
            Loaded next = unread.remove();
            for (String name : next.file().needed()) {
                if (!found.containsKey(name) && found.size() < MOST_LIBRARIES) {
                    found.put(name, find(name, next));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** One library: as the program or one of its libraries needs it, or else as the program loads it. */
    NeededLibrary of(Path program, String name) {
        return of(program).stream()
                .filter(library -> library.name().equals(name))
                .findFirst()
                .or(() -> ElfFile.read(program).map(elf -> find(name, new Loaded(real(program), elf, null))))
                .orElseGet(() -> new NeededLibrary(name, program, Optional.empty(), false));
    }

    private NeededLibrary find(String name, Loaded by) {
        if (places.musl() && MUSL_ITSELF.matcher(name).matches()) {
            return new NeededLibrary(name, by.path(), interpreterOf(by), false);
        }
        if (name.contains("/")) {
            return loaded(name, by, first(by, expanded(name, by).flatMap(path -> path(path).stream())), false);
        }
        Optional<Loaded> asked = first(by, in(asked(by), name));
        if (asked.isPresent() || by.file().noDefaultLibraries()) {
            return loaded(name, by, asked, false);
        }
        Optional<Loaded> listed = first(by, cache.files(name).stream());
        Optional<Loaded> usual = first(by, in(places.directories(), name));
        // Of two, the loader takes the listed one; if they are the same, the list does not matter.
        boolean byList = listed.isPresent() && usual.map(file -> !isSame(file, listed.get())).orElse(true);
        return loaded(name, by, byList ? listed : usual, byList);
    }

    private NeededLibrary loaded(String name, Loaded by, Optional<Loaded> library, boolean listed) {
        library.ifPresent(unread::add);
        return new NeededLibrary(name, by.path(), library.map(Loaded::path), listed);
    }

    private static boolean isSame(Loaded one, Loaded other) {
        return real(one.path()).equals(real(other.path()));
    }

    private static Optional<Path> interpreterOf(Loaded by) {
        Loaded program = by;
        while (program.by() != null) {
            program = program.by();
        }
        return program.file().interpreter().flatMap(LibrarySearch::parsed);
    }

    /** The directories that the files and the environment ask for, in order. */
    private List<String> asked(Loaded by) {
        List<String> directories = new ArrayList<>();
        if (places.musl()) {
            addLibraryPath(directories, by);
            for (Loaded file = by; file != null; file = file.by()) {
                addAll(directories, file.file().runpath().or(file.file()::rpath), file);
            }
            return directories;
        }
        // A RUNPATH is for its own file's needs, and has its RPATH and those of all above not count.
        boolean runpath = by.file().runpath().isPresent();
        for (Loaded file = by; file != null && !runpath; file = file.by()) {
            if (file.file().runpath().isEmpty()) {
                addAll(directories, file.file().rpath(), file);
            }
        }
        addLibraryPath(directories, by);
        addAll(directories, by.file().runpath(), by);
        return directories;
    }

    private void addLibraryPath(List<String> directories, Loaded by) {
        addAll(directories, libraryPath.map(list -> list.replace(';', ':')), by);
    }

    private void addAll(List<String> directories, Optional<String> list, Loaded by) {
        for (String element : list.map(text -> text.split(":", -1)).orElse(new String[0])) {
            work += 1 + element.length();
            if (work < MOST_WORK) {
                expanded(element, by).forEach(directories::add);
            }
        }
    }

    /** An element of a list with its tokens replaced, in each way that may be meant. */
    private Stream<String> expanded(String element, Loaded by) {
        if (element.indexOf('$') < 0) {
            return Stream.of(element);
        }
        String here = replaced(element, "ORIGIN", by.path().getParent().toString());
        String text = replaced(here, "PLATFORM", places.platform().orElse(""));
        boolean hasLib = !replaced(text, "LIB", "").equals(text);
        return hasLib ? places.lib().stream().map(lib -> replaced(text, "LIB", lib)) : Stream.of(text);
    }

    /** Replaces a token, in braces or not; the result may be cut where no path is so long. */
    private String replaced(String text, String token, String value) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = Pattern.compile("\\$(?:\\{" + token + "\\}|" + token + "(?![A-Za-z0-9_]))")
                .matcher(text);
        int end = 0;
        while (result.length() <= PATH_MAX && matcher.find()) {
            result.append(text, end, matcher.start()).append(value);
            end = matcher.end();
        }
        result.append(text, end, text.length());
        work += result.length();
        return result.toString();
    }

    private Stream<Path> in(List<String> directories, String name) {
        return directories.stream()
                .flatMap(element -> path(element).stream())
                .flatMap(where -> parsed(name).map(where::resolve).stream());
    }

    /** The first file that is a library for the same processor. */
    private Optional<Loaded> first(Loaded by, Stream<Path> candidates) {
        return candidates
                .takeWhile(path -> (work += LOOK) < MOST_WORK)
                .filter(Files::isRegularFile)
                .flatMap(path -> ElfFile.read(path).stream().map(elf -> new Loaded(path, elf, by)))
                .filter(candidate -> candidate.file().machine() == by.file().machine())
                .findFirst();
    }

    private Optional<Path> path(String text) {
        return parsed(text).map(directory::resolve);
    }

    private static Optional<Path> parsed(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty(); // bytes that are no characters here
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath();
        }
    }
}
