package io.github.landlauncher.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link Libc} by the functions of musl, as Alpine has it, called with the arguments,
 * structures and constants of the bindings.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MuslLibcIT {

    private static final Pattern DOWNCALL = Pattern.compile("Downcall\\.of\\(\"(\\w+)\"\\)");
    private static final Path FOREIGN = Path.of("src/main/java22/io/github/landlauncher/linux/libc");

    private static PeerLibc peer;

    @BeforeAll
    static void a_process_makes_calls_by_musl(@TempDir Path directory) throws IOException {
        peer = Musl.peer(directory);
    }

    @AfterAll
    static void it_ends() throws IOException {
        if (peer != null) {
            peer.close();
        }
    }

    @Test
    void the_process_has_musl_and_no_other_c_library() throws IOException {
        assertThat(Files.readString(Path.of("/proc/" + peer.pid() + "/maps")))
                .contains("/libc-peer\n", "musl")
                .doesNotContain("libc.so.6");
    }

    @Test
    void musl_has_every_function_that_the_bindings_link() throws IOException {
        Set<String> functions = new TreeSet<>(Set.of("environ"));
        for (Method method : JnaFunctions.class.getDeclaredMethods()) {
            functions.add(method.getName());
        }
        assertThat(functions).hasSizeGreaterThan(30);
        Set<String> foreign = new TreeSet<>();
        for (String source : Set.of("ForeignLibc.java", "ForeignMemory.java")) {
            Matcher matcher = DOWNCALL.matcher(Files.readString(FOREIGN.resolve(source)));
            while (matcher.find()) {
                foreign.add(matcher.group(1));
            }
        }
        assertThat(foreign).hasSizeGreaterThan(30);
        functions.addAll(foreign);

        assertThat(functions).allSatisfy(name -> assertThat(peer.has(name)).as(name).isTrue());
        assertThat(peer.has("gnu_get_libc_version")).as("a function of glibc alone").isFalse();
    }

    @Nested
    class Addresses extends MemoryContract {
        Addresses() {
            super(peer.libc());
        }
    }

    @Nested
    class Descriptors extends DescriptorContract {
        Descriptors() {
            super(peer.libc());
        }
    }

    @Nested
    class FilesByName extends FileContract {
        FilesByName() {
            super(peer.libc());
        }
    }

    @Nested
    class Events extends EventContract {
        Events() {
            super(peer.libc());
        }
    }

    @Nested
    class Processes extends ProcessContract {
        Processes() {
            super(peer.libc());
        }
    }

    @Nested
    class Notifications extends NotifyContract {
        Notifications() {
            super(peer.libc());
        }
    }

    @Nested
    class Landlock extends LandlockContract {
        Landlock() {
            super(peer.libc());
        }
    }

    @Nested
    class ErrorNumbers extends ErrnoContract {
        ErrorNumbers() {
            super(peer.libc());
        }
    }
}
