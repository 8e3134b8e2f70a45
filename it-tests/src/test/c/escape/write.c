/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to change, make, remove and move files where no rule allows it. */
#include <fcntl.h>
#include <limits.h>
#include <linux/falloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/resource.h>
#include <unistd.h>

#include "escape.h"

static off_t size_of(const char *path)
{
	struct stat status;

	call("stat", stat(path, &status));
	return status.st_size;
}

static void check_exists(const char *path)
{
	struct stat status;

	check("the new file", lstat(path, &status) == 0);
}

static void check_missing(const char *path)
{
	struct stat status;

	check("the removal", lstat(path, &status) < 0 && errno == ENOENT);
}

static void append_to(const char *path, int flags)
{
	off_t before = size_of(path);
	int fd = open_file(path, flags | O_APPEND);

	call("write", write(fd, "x", 1));
	check("the longer file", size_of(path) == before + 1);
}

static void append(char **a)
{
	append_to(a[0], O_WRONLY);
}

static void map_shared(char **a)
{
	int fd = open_file(a[0], O_RDWR);
	char *map = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (map == MAP_FAILED)
		refused("mmap", errno);
	map[0] = 'x';
}

static void create(char **a)
{
	make_file(a[0], "x", 0644);
	check_exists(a[0]);
}

static void make_directory(char **a)
{
	call("mkdir", mkdir(a[0], 0755));
	check_exists(a[0]);
}

static void make_fifo(char **a)
{
	call("mkfifo", mkfifo(a[0], 0644));
	check_exists(a[0]);
}

static void make_device(char **a)
{
	call("mknod", mknod(a[0], S_IFCHR | 0644, makedev(1, 3)));
	check_exists(a[0]);
}

/* A character device 0:0, which is no device: it hides a file of a layer below. */
static void make_whiteout(char **a)
{
	call("mknod", mknod(a[0], S_IFCHR, 0));
	check_exists(a[0]);
}

static void leave_whiteout(char **a)
{
	call("renameat2", renameat2(AT_FDCWD, a[0], AT_FDCWD, a[1], RENAME_WHITEOUT));
	check_exists(a[0]);
}

static void make_socket(char **a)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = (int)call("socket", socket(AF_UNIX, SOCK_STREAM, 0));

	strncpy(address.sun_path, a[0], sizeof(address.sun_path) - 1);
	call("bind", bind(fd, (struct sockaddr *)&address, sizeof(address)));
	check_exists(a[0]);
}

static void make_symbolic_link(char **a)
{
	call("symlink", symlink("target", a[0]));
	check_exists(a[0]);
}

static void remove_file(char **a)
{
	call("unlink", unlink(a[0]));
	check_missing(a[0]);
}

static void remove_directory(char **a)
{
	call("rmdir", rmdir(a[0]));
	check_missing(a[0]);
}

static void rename_file(char **a)
{
	call("rename", rename(a[0], a[1]));
	check_missing(a[0]);
	check_exists(a[1]);
}

static void truncate_file(char **a)
{
	call("truncate", truncate(a[0], 0));
	check("the empty file", size_of(a[0]) == 0);
}

/* The right to read is all that the mode asks for. */
static void truncate_by_open(char **a)
{
	int fd = open_file(a[0], O_RDONLY | O_TRUNC);

	close(fd);
	check("the empty file", size_of(a[0]) == 0);
}

/* What the file held is gone afterwards, although nobody truncated it. */
static void punch_hole(char **a)
{
	off_t size = size_of(a[0]);
	int fd = open_file(a[0], O_WRONLY);

	call("fallocate",
	     fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, size));
	check("the same size", size_of(a[0]) == size);
}

/* The second name is where the file may be read. */
static void link_to_read(char **a)
{
	call("link", link(a[0], a[1]));
	read_secret(a[1]);
}

static void rename_to_read(char **a)
{
	call("rename", rename(a[0], a[1]));
	read_secret(a[1]);
}

static void link_to_write(char **a)
{
	call("link", link(a[0], a[1]));
	append_to(a[1], O_WRONLY);
}

static void rename_to_write(char **a)
{
	call("rename", rename(a[0], a[1]));
	append_to(a[1], O_WRONLY);
}

/* What is writable changes places with what is not. */
static void exchange_to_write(char **a)
{
	call("renameat2", renameat2(AT_FDCWD, a[0], AT_FDCWD, a[1], RENAME_EXCHANGE));
	append_to(a[1], O_WRONLY);
}

/*
 * The working directory was opened through a mount, and is moved to where the mount does not lead
 * before the input ends. There it may be written, and so may the file if it gets a name in it.
 */
static void link_to_moved(char **a)
{
	char byte;

	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	call("link", link(a[0], "linked"));
	append_to(a[1], O_WRONLY);
}

static void link_temporary_file(char **a)
{
	char self[64];
	int fd = (int)call("open O_TMPFILE", open(a[0], O_TMPFILE | O_RDWR | O_CLOEXEC, 0644));

	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	call("linkat", linkat(AT_FDCWD, self, AT_FDCWD, a[1], AT_SYMLINK_FOLLOW));
	check_exists(a[1]);
}

static void make_temporary_file(char **a)
{
	call("open O_TMPFILE", open(a[0], O_TMPFILE | O_RDWR | O_CLOEXEC, 0644));
}

/* The core of a process whose working directory is the one that is not to be written. */
static void dump_core(char **a)
{
	const struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	struct rlimit now;
	char pattern[256];
	char core[PATH_MAX];
	int status;
	pid_t child;

	read_text("/proc/sys/kernel/core_pattern", pattern, sizeof(pattern));
	if (strcmp(pattern, "core\n") != 0)
		impossible("the system's cores are not files in the working directory");
	call("chdir", chdir(a[0]));
	call("getrlimit", getrlimit(RLIMIT_CORE, &now));
	if (setrlimit(RLIMIT_CORE, &unlimited) < 0 && now.rlim_max == 0)
		refused("setrlimit RLIMIT_CORE", errno);
	child = fork_child();
	if (child == 0)
		abort();
	call("waitpid", waitpid(child, &status, 0));
	check("a core", WIFSIGNALED(status) && WCOREDUMP(status));
	snprintf(core, sizeof(core), "%s/core", a[0]);
	if (access(core, F_OK) < 0) {
		snprintf(core, sizeof(core), "%s/core.%d", a[0], (int)child);
		check_exists(core);
	}
}

const struct attempt write_attempts[] = {
	{ "append", "FILE", append },
	{ "map-shared", "FILE", map_shared },
	{ "create", "FILE", create },
	{ "make-directory", "DIRECTORY", make_directory },
	{ "make-fifo", "FIFO", make_fifo },
	{ "make-device", "DEVICE", make_device },
	{ "make-whiteout", "WHITEOUT", make_whiteout },
	{ "leave-whiteout", "FROM TO", leave_whiteout },
	{ "make-socket", "SOCKET", make_socket },
	{ "make-symlink", "LINK", make_symbolic_link },
	{ "unlink", "FILE", remove_file },
	{ "rmdir", "DIRECTORY", remove_directory },
	{ "rename", "FROM TO", rename_file },
	{ "truncate", "FILE", truncate_file },
	{ "truncate-by-open", "FILE", truncate_by_open },
	{ "punch-hole", "FILE", punch_hole },
	{ "link-to-read", "FILE NEW", link_to_read },
	{ "rename-to-read", "FILE NEW", rename_to_read },
	{ "link-to-write", "FILE NEW", link_to_write },
	{ "rename-to-write", "FILE NEW", rename_to_write },
	{ "exchange-to-write", "FILE FILE", exchange_to_write },
	{ "link-to-moved", "FILE NEW", link_to_moved },
	{ "link-temporary-file", "DIRECTORY NEW", link_temporary_file },
	{ "make-temporary-file", "DIRECTORY", make_temporary_file },
	{ "dump-core", "DIRECTORY", dump_core },
	{ 0 },
};
