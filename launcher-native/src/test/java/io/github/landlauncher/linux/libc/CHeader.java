package io.github.landlauncher.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a C compiler and its headers say; the build needs one in any case. */
final class CHeader {

    /** This machine's own. */
    static final CHeader OWN = new CHeader(List.of("cc"));

    private static final String INCLUDES =
            """
            #define _GNU_SOURCE
            #include <stddef.h>
            #include <stdio.h>
            #include <errno.h>
            #include <fcntl.h>
            #include <netinet/in.h>
            #include <netinet/tcp.h>
            #include <sched.h>
            #include <signal.h>
            #include <spawn.h>
            #include <sys/epoll.h>
            #include <sys/eventfd.h>
            #include <sys/ioctl.h>
            #include <sys/mman.h>
            #include <sys/socket.h>
            #include <sys/uio.h>
            #include <sys/vfs.h>
            #include <linux/audit.h>
            #include <linux/btrfs.h>
            #include <linux/capability.h>
            #include <linux/fiemap.h>
            #include <linux/filter.h>
            #include <linux/fs.h>
            #include <linux/fsverity.h>
            #include <linux/magic.h>
            #include <linux/msdos_fs.h>
            #include <linux/netlink.h>
            #include <linux/prctl.h>
            #include <linux/seccomp.h>
            #include <sys/stat.h>
            #ifndef STATX_BASIC_STATS
            #include <linux/stat.h>
            #endif
            #include <sys/syscall.h>
            #include <linux/landlock.h>
            #include <linux/openat2.h>
            #include <linux/wait.h>
            """;

    private final List<String> compiler;

    /** What the compiler with this command says. */
    CHeader(List<String> compiler) {
        this.compiler = compiler;
    }

    /** The values of expressions that must compile. */
    Map<String, Long> values(Path directory, Collection<String> expressions) {
        return run(directory, expressions, "printf(\"%%lld %1$s\\n\", (long long)(%1$s));\n");
    }

    /** The values of those macros that these headers define. */
    Map<String, Long> macros(Path directory, Collection<String> names) {
        return run(
                directory,
                names,
                "#ifdef %1$s\nprintf(\"%%lld %1$s\\n\", (long long)(%1$s));\n#endif\n");
    }

    /** The constants of a class by their names. */
    static Map<String, Long> constants(Class<?> header) {
        Map<String, Long> constants = new TreeMap<>();
        for (Field field : header.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                try {
                    constants.put(field.getName(), ((Number) field.get(null)).longValue());
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return constants;
    }

    private Map<String, Long> run(Path directory, Collection<String> names, String format) {
        StringBuilder program = new StringBuilder(INCLUDES).append("int main(void) {\n");
        names.forEach(name -> program.append(String.format(format, name)));
        program.append("return 0;\n}\n");
        try {
            Path source = Files.writeString(directory.resolve("values.c"), program);
            Path executable = directory.resolve("values");
            compile(executable, source);
            Map<String, Long> values = new TreeMap<>();
            for (String line : output(executable.toString()).split("\n")) {
                int space = line.indexOf(' ');
                values.put(line.substring(space + 1), Long.valueOf(line.substring(0, space)));
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles a program. */
    void compile(Path executable, Path source, String... options) throws IOException {
        List<String> command = new ArrayList<>(compiler);
        command.addAll(List.of(options));
        command.addAll(List.of("-o", executable.toString(), source.toString()));
        output(command.toArray(String[]::new));
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            assertThat(process.waitFor()).as("%s: %s", command[0], output).isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return output;
    }
}
