package io.github.landlauncher.git;

import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The git that is installed, and what it and its scripts need to run. */
final class Programs {

    private static final List<String> LIBRARIES = List.of("lib", "lib64", "libexec");

    /** What git's own shell scripts use: git submodule, git bisect and others. */
    private static final List<String> OF_SCRIPTS = List.of(
            "sh", "basename", "cat", "cp", "cut", "date", "dirname", "echo", "envsubst", "expr", "false",
            "gettext", "gettext.sh", "grep", "gzip", "head", "ls", "mkdir", "mktemp", "mv", "printf", "rm",
            "rmdir", "sed", "sort", "tail", "test", "touch", "tr", "true", "uname", "uniq", "wc");

    private Programs() {}

    /**
     * The first git of a search path, without symbolic links.
     *
     * @throws IOException if there is none
     */
    static Path find(Optional<String> searchPath) throws IOException {
        Optional<Path> git = Stream.of(searchPath.orElse("/usr/bin:/bin").split(":"))
                .filter(entry -> entry.startsWith("/"))
                .map(entry -> Path.of(entry, "git"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
        if (git.isEmpty()) {
            throw new IOException("There is no git in PATH, " + searchPath.orElse("which is not set")
                    + ". Say which one with git(Path)");
        }
        return git.get().toRealPath();
    }

    /** What git needs: itself, its own programs, the libraries of its installation. */
    static Rules rules(Path git) {
        Rules rules = Presets.baseSystem().allowReadExecute(git);
        Path prefix = git.getParent() == null ? null : git.getParent().getParent();
        if (prefix == null) {
            return rules;
        }
        for (String name : LIBRARIES) {
            rules = rules.allowReadExecuteIfExists(prefix.resolve(name).resolve("git-core").toString());
            if (!prefix.equals(Path.of("/usr"))) {
                rules = rules.allowReadIfExists(prefix.resolve(name).toString());
            }
        }
        return rules;
    }

    /** A shell, and the programs that git's scripts use. */
    static Rules shell() {
        return Rules.none().allowReadExecuteIfExists(OF_SCRIPTS.stream()
                .flatMap(name -> Stream.of("/bin/" + name, "/usr/bin/" + name))
                .toArray(String[]::new));
    }

    /** Names of hosts, which are asked for by TCP, and the authorities that certificates come from. */
    static Rules network() {
        return Presets.tls()
                .allow(Presets.dns().pathRules(), List.of())
                .allowConnectTcp(53);
    }
}
