package io.github.landlauncher.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract of {@link Libc}, by JNA, on every JDK. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JnaLibcTest {

    private static final Libc JNA = new JnaLibc();

    @Test
    void the_binding_says_its_name() {
        assertThat(JNA.binding()).isEqualTo("jna");
    }

    @Nested
    class Addresses extends MemoryContract {
        Addresses() {
            super(JNA);
        }
    }

    @Nested
    class Descriptors extends DescriptorContract {
        Descriptors() {
            super(JNA);
        }
    }

    @Nested
    class Files extends FileContract {
        Files() {
            super(JNA);
        }
    }

    @Nested
    class Events extends EventContract {
        Events() {
            super(JNA);
        }
    }

    @Nested
    class Processes extends ProcessContract {
        Processes() {
            super(JNA);
        }
    }

    @Nested
    class Notifications extends NotifyContract {
        Notifications() {
            super(JNA);
        }
    }

    @Nested
    class Landlock extends LandlockContract {
        Landlock() {
            super(JNA);
        }
    }

    @Nested
    class ErrorNumbers extends ErrnoContract {
        ErrorNumbers() {
            super(JNA);
        }
    }
}
