/* SPDX-License-Identifier: Apache-2.0 */
/* Operations on files and directories. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include "probe.h"

static int read_file(char **a)
{
	return read_one_byte(a[0]);
}

static int write_text(const char *path, int flags, const char *text)
{
	int result;
	int fd = open(path, O_WRONLY | O_CLOEXEC | flags, 0644);

	if (fd < 0)
		return errno;
	result = put(fd, text, strlen(text));
	close(fd);
	return result;
}

static int write_file(char **a)
{
	return write_text(a[0], 0, "x");
}

static int append(char **a)
{
	return write_text(a[0], O_APPEND, "x");
}

static int create(char **a)
{
	return write_text(a[0], O_CREAT | O_EXCL, "");
}

/* As a shell's > does it: an existing file is emptied first. */
static int write_file_content(char **a)
{
	return write_text(a[0], O_CREAT | O_TRUNC, a[1]);
}

static int list(char **a)
{
	int result;
	DIR *directory = opendir(a[0]);

	if (!directory)
		return errno;
	errno = 0;
	while (readdir(directory))
		;
	result = errno;
	closedir(directory);
	return result;
}

static int make_directory(char **a)
{
	return outcome(mkdir(a[0], 0755));
}

static int remove_directory(char **a)
{
	return outcome(rmdir(a[0]));
}

static int remove_file(char **a)
{
	return outcome(unlink(a[0]));
}

static int rename_file(char **a)
{
	return outcome(rename(a[0], a[1]));
}

static int exchange(char **a)
{
	return outcome(renameat2(AT_FDCWD, a[0], AT_FDCWD, a[1], RENAME_EXCHANGE));
}

static int link_file(char **a)
{
	return outcome(link(a[0], a[1]));
}

static int make_symbolic_link(char **a)
{
	return outcome(symlink(a[0], a[1]));
}

static int make_fifo(char **a)
{
	return outcome(mkfifo(a[0], 0644));
}

static int make_device(char **a, mode_t type)
{
	dev_t device = makedev((unsigned int)number(a[1]), (unsigned int)number(a[2]));

	return outcome(mknod(a[0], type | 0644, device));
}

static int make_character_device(char **a)
{
	return make_device(a, S_IFCHR);
}

static int make_block_device(char **a)
{
	return make_device(a, S_IFBLK);
}

static int truncate_file(char **a)
{
	return outcome(truncate(a[0], 0));
}

static int open_truncating(char **a)
{
	int fd = open(a[0], O_RDONLY | O_TRUNC | O_CLOEXEC);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static int link_temporary_file(char **a)
{
	char self[32];
	int result;
	int fd = open(a[0], O_TMPFILE | O_WRONLY | O_CLOEXEC, 0644);

	if (fd < 0)
		return errno;
	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	result = outcome(linkat(AT_FDCWD, self, AT_FDCWD, a[1], AT_SYMLINK_FOLLOW));
	close(fd);
	return result;
}

/*
 * Asks a device for terminal attributes. ENOTTY, the answer of a device that is no terminal, means
 * that the request reached the device: allowed. A sandbox that denies IOCTL_DEV answers EACCES.
 */
static int device_ioctl(char **a)
{
	struct termios attributes;
	int result;
	int fd = open(a[0], O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (fd < 0)
		return errno;
	result = outcome(ioctl(fd, TCGETS, &attributes));
	close(fd);
	return result == ENOTTY ? 0 : result;
}

static int reopen_path_descriptor(char **a)
{
	char self[32];
	int result;
	int fd = open(a[0], O_PATH | O_CLOEXEC);

	if (fd < 0)
		return errno;
	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	result = read_one_byte(self);
	close(fd);
	return result;
}

static int stat_file(char **a)
{
	struct stat status;

	return outcome(stat(a[0], &status));
}

static int read_after_chdir(char **a)
{
	return chdir(a[0]) < 0 ? errno : read_one_byte(a[1]);
}

const struct operation file_operations[] = {
	{ "read", "FILE", read_file },
	{ "write", "FILE", write_file },
	{ "append", "FILE", append },
	{ "write-file-content", "FILE TEXT", write_file_content },
	{ "list", "DIRECTORY", list },
	{ "create", "FILE", create },
	{ "mkdir", "DIRECTORY", make_directory },
	{ "rmdir", "DIRECTORY", remove_directory },
	{ "unlink", "FILE", remove_file },
	{ "rename", "FROM TO", rename_file },
	{ "exchange", "FILE FILE", exchange },
	{ "link", "FILE NEW", link_file },
	{ "symlink", "TARGET NEW", make_symbolic_link },
	{ "mkfifo", "PATH", make_fifo },
	{ "mkchar", "PATH MAJOR MINOR", make_character_device },
	{ "mkblock", "PATH MAJOR MINOR", make_block_device },
	{ "truncate", "FILE", truncate_file },
	{ "open-trunc", "FILE", open_truncating },
	{ "tmpfile-link", "DIRECTORY NEW", link_temporary_file },
	{ "ioctl-dev", "DEVICE", device_ioctl },
	{ "opath-reopen", "FILE", reopen_path_descriptor },
	{ "stat", "FILE", stat_file },
	{ "chdir-read", "DIRECTORY FILE", read_after_chdir },
	{ 0 },
};
