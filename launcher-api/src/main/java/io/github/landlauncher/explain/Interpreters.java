package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Programs that run other files, or other programs, for whoever may execute them. */
final class Interpreters {

    /** Loaders, shells, languages, and what runs a command that it is given. */
    private static final Pattern NAME = Pattern.compile("ld-linux.*\\.so\\.\\d+|ld-musl-.*\\.so\\.\\d+|ld\\.so"
            + "|(ba|da|z|k|mk|tc|c|fi|a)?sh|busybox|toybox"
            + "|python[\\d.]*|perl[\\d.]*|ruby[\\d.]*|node|nodejs|php[\\d.]*|lua[\\d.]*|tclsh[\\d.]*|guile|java|jshell"
            + "|[gmn]?awk|sed|ed|vi|vim(\\..*)?|emacs|gdb|make|git"
            + "|env|find|xargs|nice|nohup|timeout|setsid|stdbuf|unshare|nsenter|chroot|setpriv|strace|script");

    /** Where they are below a hierarchy that is not about programs alone, such as / or /usr. */
    private static final List<Path> DIRECTORIES = List.of(Path.of("/lib"), Path.of("/lib64"),
            Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/bin"), Path.of("/usr/bin"),
            Path.of("/sbin"), Path.of("/usr/sbin"), Path.of("/usr/local/bin"), Path.of("/usr/local/sbin"));

    private Interpreters() {}

    /** Those that are on or below one of the rules: in it, or in a directory for programs. */
    static List<FoundFile> below(List<FoundRule> rules) {
        List<FoundFile> found = new ArrayList<>();
        for (FoundRule rule : rules) {
            if (rule.file().isDirectory()) {
                in(rule.file().path(), rule, found);
                DIRECTORIES.forEach(directory -> in(directory, rule, found));
            } else {
                add(rule.file().path(), rule, found);
            }
        }
        return found;
    }

    private static void in(Path directory, FoundRule rule, List<FoundFile> found) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Interpreters::isNamed)) {
            List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(null);
            sorted.forEach(file -> add(file, rule, found));
        } catch (IOException | DirectoryIteratorException e) {
            return; // what cannot be listed names nobody
        }
    }

    private static void add(Path path, FoundRule rule, List<FoundFile> found) {
        if (!isNamed(path)) {
            return;
        }
        FoundFile.at(path)
                .filter(file -> file.isRegular() && file.isWithin(rule.file()))
                .filter(file -> found.stream().noneMatch(other -> other.isSame(file)))
                .filter(file -> Files.isExecutable(file.path()))
                .ifPresent(found::add);
    }

    /** Whether a file's name is that of one. */
    static boolean isNamed(Path path) {
        return path.getFileName() != null && NAME.matcher(path.getFileName().toString()).matches();
    }
}
