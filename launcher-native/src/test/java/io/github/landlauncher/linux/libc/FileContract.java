package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.Errno.EBADF;
import static io.github.landlauncher.linux.libc.Errno.EEXIST;
import static io.github.landlauncher.linux.libc.Errno.EINVAL;
import static io.github.landlauncher.linux.libc.Errno.ELOOP;
import static io.github.landlauncher.linux.libc.Errno.ENOENT;
import static io.github.landlauncher.linux.libc.Errno.ENOTDIR;
import static io.github.landlauncher.linux.libc.Errno.EPERM;
import static io.github.landlauncher.linux.libc.LinuxHeader.*;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** open, openat2, statx, readlink, memfd_create and fchmod. */
abstract class FileContract extends NativeTest {

    @TempDir private Path directory;
    private Path file;
    private Path link;

    FileContract(Libc libc) {
        super(libc);
    }

    @BeforeEach
    void a_file_and_a_link_to_it() throws IOException {
        directory = directory.toRealPath();
        file = Files.writeString(directory.resolve("file"), "content");
        link = Files.createSymbolicLink(directory.resolve("link"), file);
    }

    private int open(Path path, int flags) {
        return libc.open(string(path.toString()), flags | O_CLOEXEC, 0);
    }

    private int openat2(Path path, long resolve) {
        Memory how = memory(OpenHow.SIZE);
        OpenHow.put(how.bytes(), 0, O_RDONLY | O_CLOEXEC, 0, resolve);
        return libc.openat2(AT_FDCWD, string(path.toString()), how.address(), OpenHow.SIZE);
    }

    @Test
    void an_opened_file_is_read() {
        assertThat(readAll(descriptor(open(file, O_RDONLY)))).isEqualTo("content");
        assertThat(readAll(descriptor(open(link, O_RDONLY)))).isEqualTo("content");
    }

    @Test
    void a_created_file_has_the_mode_asked_for_and_is_not_created_twice() throws IOException {
        Path created = directory.resolve("created");
        int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;

        write(descriptor(libc.open(string(created.toString()), flags, 0600)), "new");

        assertThat(created).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(created)))
                .isEqualTo("rw-------");
        assertThat(libc.open(string(created.toString()), flags, 0600)).isEqualTo(-EEXIST);
    }

    @Test
    void a_file_is_appended_to_or_truncated_as_asked() {
        write(descriptor(open(file, O_WRONLY | O_APPEND)), " and more");
        assertThat(file).hasContent("content and more");

        write(descriptor(open(file, O_RDWR | O_TRUNC)), "less");
        assertThat(file).hasContent("less");
    }

    @Test
    void opening_what_does_not_suit_the_flags_fails_with_the_reason() {
        assertThat(open(directory.resolve("missing"), O_RDONLY)).isEqualTo(-ENOENT);
        assertThat(open(file, O_RDONLY | O_DIRECTORY)).isEqualTo(-ENOTDIR);
        assertThat(open(link, O_RDONLY | O_NOFOLLOW)).isEqualTo(-ELOOP);
    }

    @Test
    void openat2_refuses_symbolic_links_if_told_to() {
        assertThat(readAll(descriptor(openat2(link, 0)))).isEqualTo("content");

        assertThat(openat2(link, RESOLVE_NO_SYMLINKS)).isEqualTo(-ELOOP);
    }

    @Test
    void openat2_with_a_structure_of_size_zero_fails_with_einval() {
        long path = string(file.toString());

        assertThat(libc.openat2(AT_FDCWD, path, memory(OpenHow.SIZE).address(), 0))
                .isEqualTo(-EINVAL);
    }

    @Test
    void statx_says_what_the_jdk_says() throws IOException {
        Memory statx = memory(Statx.SIZE);
        int mask = STATX_TYPE | STATX_MODE | STATX_INO | STATX_UID;

        assertThat(libc.statx(AT_FDCWD, string(file.toString()), 0, mask, statx.address()))
                .isZero();

        assertThat(Statx.mode(statx.bytes(), 0)).isEqualTo(Files.getAttribute(file, "unix:mode"));
        assertThat(Statx.mode(statx.bytes(), 0) & S_IFMT).isEqualTo(S_IFREG);
        assertThat(Statx.ino(statx.bytes(), 0)).isEqualTo(Files.getAttribute(file, "unix:ino"));
        assertThat(Statx.uid(statx.bytes(), 0)).isEqualTo(Files.getAttribute(file, "unix:uid"));
        assertThat(device(Statx.devMajor(statx.bytes(), 0), Statx.devMinor(statx.bytes(), 0)))
                .isEqualTo(Files.getAttribute(file, "unix:dev"));
    }

    /** makedev(3). */
    private static long device(long major, long minor) {
        return (minor & 0xff) | (major & 0xfff) << 8 | (minor & ~0xffL) << 12
                | (major & ~0xfffL) << 32;
    }

    @Test
    void fstatfs_tells_proc_from_other_file_systems() {
        Memory statfs = memory(Statfs.SIZE);

        assertThat(libc.fstatfs(descriptor(open(Path.of("/proc/self"), O_PATH)), statfs.address())).isZero();
        assertThat(Statfs.type(statfs.bytes(), 0)).isEqualTo(LinuxHeader.PROC_SUPER_MAGIC);
        assertThat(libc.fstatfs(descriptor(open(directory, O_PATH)), statfs.address())).isZero();
        assertThat(Statfs.type(statfs.bytes(), 0)).isNotEqualTo(LinuxHeader.PROC_SUPER_MAGIC);
        assertThat(libc.fstatfs(-1, statfs.address())).isEqualTo(-Errno.EBADF);
    }

    @Test
    void statx_of_a_descriptor_tells_a_link_from_its_target() {
        Memory statx = memory(Statx.SIZE);
        int fd = descriptor(open(link, O_PATH | O_NOFOLLOW));

        assertThat(libc.statx(fd, string(""), AT_EMPTY_PATH, STATX_TYPE, statx.address())).isZero();

        assertThat(Statx.mode(statx.bytes(), 0) & S_IFMT).isEqualTo(S_IFLNK);
    }

    @Test
    void statx_of_a_missing_file_fails_with_enoent() {
        long missing = string(directory.resolve("missing").toString());

        assertThat(libc.statx(AT_FDCWD, missing, 0, STATX_TYPE, memory(Statx.SIZE).address()))
                .isEqualTo(-ENOENT);
    }

    @Test
    void readlink_tells_what_a_descriptor_has_open() {
        Memory target = memory(4096);
        long name = string("/proc/self/fd/" + descriptor(open(file, O_PATH)));

        long length = libc.readlink(name, target.address(), target.size());

        assertThat(length).isEqualTo(file.toString().length());
        assertThat(new String(libc.string(target.address()), ISO_8859_1))
                .isEqualTo(file.toString());
    }

    @Test
    void readlink_of_a_file_that_is_no_link_fails_with_einval() {
        assertThat(libc.readlink(string(file.toString()), memory(8).address(), 8))
                .isEqualTo(-EINVAL);
    }

    @Test
    void a_memfd_that_is_sealed_cannot_be_written_any_more() {
        int all = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
        int fd = descriptor(libc.memfd_create(string("name"), MFD_CLOEXEC | MFD_ALLOW_SEALING));
        write(fd, "before");

        assertThat(libc.fcntl(fd, F_ADD_SEALS, all)).isZero();

        assertThat(libc.fcntl(fd, F_GET_SEALS, 0) & all).isEqualTo(all);
        assertThat(libc.write(fd, string("after"), 5)).isEqualTo(-EPERM);
    }

    @Test
    void memfd_create_with_an_unknown_flag_fails_with_einval() {
        assertThat(libc.memfd_create(string("name"), 1 << 20)).isEqualTo(-EINVAL);
    }

    @Test
    void fchmod_changes_the_mode_of_an_open_file() throws IOException {
        assertThat(libc.fchmod(descriptor(open(file, O_RDONLY)), 0551)).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r-xr-x--x");
        assertThat(libc.fchmod(-1, 0551)).isEqualTo(-EBADF);
    }
}
