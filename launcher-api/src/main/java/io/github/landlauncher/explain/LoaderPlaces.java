package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a dynamic loader looks for libraries by itself.
 *
 * @param musl whether it is the loader of musl, which has other rules than that of glibc
 * @param cache the cache of ldconfig; empty for none
 * @param directories in this order, after the cache
 * @param lib what $LIB may stand for
 * @param platform what $PLATFORM stands for
 */
record LoaderPlaces(
        boolean musl,
        Optional<Path> cache,
        List<String> directories,
        List<String> lib,
        Optional<String> platform) {

    static final Path CACHE = Path.of("/etc/ld.so.cache");
    private static final Pattern MUSL_LOADER = Pattern.compile("(.*)/lib/ld-musl-([^/]+)\\.so\\.1");
    private static final List<String> MUSL_DIRECTORIES = List.of("/lib", "/usr/local/lib", "/usr/lib");
    private static final int LONGEST_LIST = 65536;

    /** The places of the loader that a program names. */
    static LoaderPlaces of(ElfFile program) {
        Optional<Matcher> musl =
                program.interpreter().map(MUSL_LOADER::matcher).filter(Matcher::matches);
        if (musl.isPresent()) {
            return ofMusl(Path.of(musl.get().group(1) + "/etc/ld-musl-" + musl.get().group(2) + ".path"));
        }
        // Each distribution has compiled its own into the loader: Debian's, and those of all others.
        Optional<String> name = processor(program.machine());
        List<String> lib = Stream.concat(
                        name.stream().map(processor -> "lib/" + processor + "-linux-gnu"),
                        Stream.of("lib64", "lib"))
                .toList();
        List<String> directories =
                lib.stream().flatMap(one -> Stream.of("/" + one, "/usr/" + one)).toList();
        // The loader of RISC-V tells no platform.
        boolean tells = program.machine() != ElfFile.EM_RISCV;
        return new LoaderPlaces(false, Optional.of(CACHE), directories, lib, name.filter(any -> tells));
    }

    private static Optional<String> processor(int machine) {
        return switch (machine) {
            case ElfFile.EM_X86_64 -> Optional.of("x86_64");
            case ElfFile.EM_AARCH64 -> Optional.of("aarch64");
            case ElfFile.EM_RISCV -> Optional.of("riscv64");
            default -> Optional.empty();
        };
    }

    /** The directories that a file lists, between colons or on lines of their own. */
    static LoaderPlaces ofMusl(Path list) {
        return new LoaderPlaces(
                true, Optional.empty(), listed(list).orElse(MUSL_DIRECTORIES), List.of(), Optional.empty());
    }

    private static Optional<List<String>> listed(Path list) {
        try (FileChannel channel = RegularFile.open(list)) {
            String text = FileNames.CHARSET.decode(RegularFile.start(channel, LONGEST_LIST)).toString();
            return Optional.of(Arrays.stream(text.split("[:\n]"))
                    .filter(directory -> !directory.isEmpty())
                    .collect(Collectors.toList()));
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }
}
