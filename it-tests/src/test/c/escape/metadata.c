/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to learn what is said about files, and to change that. */
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "escape.h"

#define ATTRIBUTE "user.landlauncher"

static struct stat status_of(const char *path)
{
	struct stat status;

	call("stat", stat(path, &status));
	return status;
}

static void see_size(char **a)
{
	check("the size", status_of(a[0]).st_size == (off_t)SECRET_SIZE);
}

static void see_access(char **a)
{
	call("access", access(a[0], R_OK));
}

static void see_link(char **a)
{
	char target[PATH_MAX];
	ssize_t size = call("readlink", readlink(a[0], target, sizeof(target)));

	check("the link's target", size == 4 && memcmp(target, "file", 4) == 0);
}

static void see_attribute(char **a)
{
	char value[64];

	check_secret_bytes(value, call("getxattr", getxattr(a[0], ATTRIBUTE, value, sizeof(value))));
}

static void see_file_system(char **a)
{
	struct statfs status;

	call("statfs", statfs(a[0], &status));
	check("blocks", status.f_blocks > 0);
}

static void see_handle(char **a)
{
	union {
		struct file_handle handle;
		char space[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	} file = { .handle.handle_bytes = MAX_HANDLE_SZ };
	int mount_id;

	call("name_to_handle_at", name_to_handle_at(AT_FDCWD, a[0], &file.handle, &mount_id, 0));
	check("a handle", file.handle.handle_bytes > 0);
}

static void see_by_path_descriptor(char **a)
{
	struct stat status;
	int fd = (int)call("open O_PATH", open(a[0], O_PATH | O_CLOEXEC));

	call("fstat", fstat(fd, &status));
	check("the size", status.st_size == (off_t)SECRET_SIZE);
}

static void see_from_inside(char **a)
{
	char here[PATH_MAX];

	call("chdir", chdir(a[0]));
	check("the working directory", getcwd(here, sizeof(here)) && strcmp(here, a[0]) == 0);
}

/* The victim touches files in the directory now and then. */
static void watch(char **a)
{
	union {
		struct inotify_event event;
		char space[sizeof(struct inotify_event) + NAME_MAX + 1];
	} seen;
	int fd = (int)call("inotify_init1", inotify_init1(IN_CLOEXEC));

	call("inotify_add_watch", inotify_add_watch(fd, a[0], IN_OPEN | IN_CLOSE));
	call("read", read(fd, &seen, sizeof(seen)));
	check("a name", seen.event.len > 0);
}

static void change_mode(char **a)
{
	mode_t mode = (mode_t)number(a[1]);

	call("chmod", chmod(a[0], mode));
	check("the mode", (status_of(a[0]).st_mode & 07777) == mode);
}

/* fchmodat2(2), Linux 6.6. */
static void change_mode_at(char **a)
{
	call("fchmodat2", syscall(452, AT_FDCWD, a[0], 0600, 0));
	check("the mode", (status_of(a[0]).st_mode & 07777) == 0600);
}

/* Root gives the file away; whoever owns it may give it to the group it has. */
static void change_owner(char **a)
{
	uid_t owner = (uid_t)number(a[1]);

	call("chown", chown(a[0], owner, (gid_t)-1));
	check("the owner", status_of(a[0]).st_uid == owner);
}

static void change_times(char **a)
{
	const struct timespec times[2] = { { 1, 0 }, { 1, 0 } };

	call("utimensat", utimensat(AT_FDCWD, a[0], times, 0));
	check("the time", status_of(a[0]).st_mtime == 1);
}

static void change_attribute(char **a)
{
	char value[2];

	call("setxattr", setxattr(a[0], ATTRIBUTE, "x", 1, 0));
	check("the attribute", getxattr(a[0], ATTRIBUTE, value, sizeof(value)) == 1);
}

static void remove_attribute(char **a)
{
	call("removexattr", removexattr(a[0], ATTRIBUTE));
	check("its absence", getxattr(a[0], ATTRIBUTE, NULL, 0) < 0 && errno == ENODATA);
}

/* "No dump": harmless, and the owner may. */
static void change_flags(char **a)
{
	int flags;
	int fd = open_file(a[0], O_RDONLY);

	call("ioctl FS_IOC_GETFLAGS", ioctl(fd, FS_IOC_GETFLAGS, &flags));
	flags ^= FS_NODUMP_FL;
	call("ioctl FS_IOC_SETFLAGS", ioctl(fd, FS_IOC_SETFLAGS, &flags));
}

/* A descriptor that was opened to read is enough for the file's owner. */
static void change_mode_of_descriptor(char **a)
{
	int fd = open_file(a[0], O_RDONLY);

	call("fchmod", fchmod(fd, 0600));
	check("the mode", (status_of(a[0]).st_mode & 07777) == 0600);
}

static void make_setuid_by_chmod(char **a)
{
	make_file(a[0], "x", 0700);
	call("chmod", chmod(a[0], 04711));
	check("the bit", status_of(a[0]).st_mode & S_ISUID);
}

static void make_setuid_by_open(char **a)
{
	umask(0);
	make_file(a[0], "", 04711);
	check("the bit", status_of(a[0]).st_mode & S_ISUID);
}

static void make_setuid_by_openat2(char **a)
{
	unsigned long long how[3] = { O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 04711, 0 };

	umask(0);
	call("openat2", syscall(437, AT_FDCWD, a[0], how, sizeof(how)));
	check("the bit", status_of(a[0]).st_mode & S_ISUID);
}

static void make_setuid_by_mknod(char **a)
{
	umask(0);
	call("mknod", mknod(a[0], S_IFREG | 04711, 0));
	check("the bit", status_of(a[0]).st_mode & S_ISUID);
}

static void make_setgid_directory(char **a)
{
	call("mkdir", mkdir(a[0], 0700));
	call("chmod", chmod(a[0], 02711));
	check("the bit", status_of(a[0]).st_mode & S_ISGID);
}

/* Somebody else asks for the lock and does not get it. */
static void lock(char **a)
{
	int other;
	int fd = open_file(a[0], O_RDONLY);

	call("flock", flock(fd, LOCK_EX));
	other = open_file(a[0], O_RDONLY);
	check("the lock", flock(other, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK);
}

/* Whoever opens the file to write then waits for the lease to end. */
static void lease(char **a)
{
	int fd = open_file(a[0], O_RDONLY);

	call("fcntl F_SETLEASE", fcntl(fd, F_SETLEASE, F_RDLCK));
	check("the lease", fcntl(fd, F_GETLEASE) == F_RDLCK);
}

const struct attempt metadata_attempts[] = {
	{ "see-size", "FILE", see_size },
	{ "see-access", "FILE", see_access },
	{ "see-link", "LINK", see_link },
	{ "see-attribute", "FILE", see_attribute },
	{ "see-file-system", "DIRECTORY", see_file_system },
	{ "see-handle", "FILE", see_handle },
	{ "see-by-path-descriptor", "FILE", see_by_path_descriptor },
	{ "see-from-inside", "DIRECTORY", see_from_inside },
	{ "watch", "DIRECTORY", watch },
	{ "change-mode", "FILE MODE", change_mode },
	{ "change-mode-at", "FILE", change_mode_at },
	{ "change-mode-of-descriptor", "FILE", change_mode_of_descriptor },
	{ "change-owner", "FILE OWNER", change_owner },
	{ "change-times", "FILE", change_times },
	{ "change-attribute", "FILE", change_attribute },
	{ "remove-attribute", "FILE", remove_attribute },
	{ "change-flags", "FILE", change_flags },
	{ "make-setuid-by-chmod", "FILE", make_setuid_by_chmod },
	{ "make-setuid-by-open", "FILE", make_setuid_by_open },
	{ "make-setuid-by-openat2", "FILE", make_setuid_by_openat2 },
	{ "make-setuid-by-mknod", "FILE", make_setuid_by_mknod },
	{ "make-setgid-directory", "DIRECTORY", make_setgid_directory },
	{ "lock", "FILE", lock },
	{ "lease", "FILE", lease },
	{ 0 },
};
