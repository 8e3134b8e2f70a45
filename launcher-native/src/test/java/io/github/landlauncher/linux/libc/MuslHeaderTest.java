package io.github.landlauncher.linux.libc;

import java.util.Set;

/** The constants, compared with the headers of musl and of the kernel. */
class MuslHeaderTest extends HeaderTest {

    @Override
    CHeader header() {
        return Musl.header();
    }

    /** In musl the mask has O_PATH too; ours is used on what the kernel says of a descriptor. */
    @Override
    Set<String> wider() {
        return Set.of("O_ACCMODE");
    }
}
