package io.github.landlauncher.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract of {@link Libc}, by the binding that the packed jar chooses for this JDK. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LibcIT {

    private static final int FOREIGN = 22;
    private static final String FOREIGN_CLASS =
            "META-INF/versions/22/io/github/landlauncher/linux/libc/ForeignLibc.class";

    private static File jar() throws URISyntaxException {
        return new File(Libc.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static boolean jarHasForeignBinding() throws IOException, URISyntaxException {
        try (JarFile jar = new JarFile(jar())) {
            return jar.getEntry(FOREIGN_CLASS) != null;
        }
    }

    @Test
    void the_classes_come_from_a_multi_release_jar() throws Exception {
        assertThat(jar()).isFile().hasExtension("jar");
        try (JarFile jar = new JarFile(jar())) {
            assertThat(jar.isMultiRelease()).isTrue();
        }
    }

    @Test
    void a_jar_that_was_built_by_a_jdk_with_java_lang_foreign_has_the_binding() throws Exception {
        try (JarFile jar = new JarFile(jar())) {
            String builtBy = jar.getManifest().getMainAttributes().getValue("Build-Jdk-Spec");
            assumeThat(Integer.parseInt(builtBy)).as("JDK that built the jar")
                    .isGreaterThanOrEqualTo(FOREIGN);

            assertThat(jarHasForeignBinding()).isTrue();
        }
    }

    @Test
    void the_binding_is_the_best_that_jar_and_jdk_have() throws Exception {
        boolean foreign = jarHasForeignBinding() && Runtime.version().feature() >= FOREIGN;

        assertThat(Libc.get().binding()).isEqualTo(foreign ? "java.lang.foreign" : "jna");
        assertThat(Libc.get()).isSameAs(Libc.get());
    }

    @Nested
    class Addresses extends MemoryContract {
        Addresses() {
            super(Libc.get());
        }
    }

    @Nested
    class Descriptors extends DescriptorContract {
        Descriptors() {
            super(Libc.get());
        }
    }

    @Nested
    class Files extends FileContract {
        Files() {
            super(Libc.get());
        }
    }

    @Nested
    class Events extends EventContract {
        Events() {
            super(Libc.get());
        }
    }

    @Nested
    class Processes extends ProcessContract {
        Processes() {
            super(Libc.get());
        }
    }

    @Nested
    class Notifications extends NotifyContract {
        Notifications() {
            super(Libc.get());
        }
    }

    @Nested
    class Landlock extends LandlockContract {
        Landlock() {
            super(Libc.get());
        }
    }

    @Nested
    class ErrorNumbers extends ErrnoContract {
        ErrorNumbers() {
            super(Libc.get());
        }
    }
}
