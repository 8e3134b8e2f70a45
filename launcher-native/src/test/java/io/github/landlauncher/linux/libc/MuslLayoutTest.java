package io.github.landlauncher.linux.libc;

/** Sizes and offsets of the structures, by the headers of musl and of the kernel. */
class MuslLayoutTest extends LayoutTest {

    @Override
    CHeader header() {
        return Musl.header();
    }
}
