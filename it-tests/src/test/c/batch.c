/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many operations in one process: reads a request, does it with the system call of its name, and
 * answers. A file that is opened is closed again, and nothing is read from it or written to it.
 *
 * A request is a length, 4 bytes, most significant first, and so many bytes: the directory to work
 * in, the operation's name and its arguments, each with a zero byte at its end. The answer is an
 * errno, 4 bytes again, or UNDONE and more if what comes before the operation has failed.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "batch.h"
#include "probe.h"

#define LONGEST 65536
#define MOST_FIELDS 6
#define NO_WAITING (O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

static int opened(int fd)
{
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static int open_file(char **a)
{
	return opened(open(a[1], (int)number(a[0]) | NO_WAITING, 0644));
}

static int truncate_file(char **a)
{
	return outcome(truncate(a[0], 0));
}

static int make_directory(char **a)
{
	return outcome(mkdir(a[0], 0755));
}

static int make_node(char **a)
{
	dev_t device = makedev((unsigned int)number(a[2]), (unsigned int)number(a[3]));

	return outcome(mknod(a[0], (mode_t)number(a[1]) | 0644, device));
}

static int make_symbolic_link(char **a)
{
	return outcome(symlink(a[0], a[1]));
}

static int remove_file(char **a)
{
	return outcome(unlink(a[0]));
}

static int remove_directory(char **a)
{
	return outcome(rmdir(a[0]));
}

static int rename_file(char **a)
{
	return outcome(rename(a[0], a[1]));
}

static int exchange(char **a)
{
	return outcome(renameat2(AT_FDCWD, a[0], AT_FDCWD, a[1], RENAME_EXCHANGE));
}

static int rename_to_new(char **a)
{
	return outcome(renameat2(AT_FDCWD, a[0], AT_FDCWD, a[1], RENAME_NOREPLACE));
}

static int link_file(char **a)
{
	return outcome(link(a[0], a[1]));
}

/* The program runs and ends, with no descriptor open; what becomes of it does not matter. */
static int execute(char **a)
{
	char *arguments[] = { a[0], NULL };
	char *environment[] = { NULL };
	volatile int result = 0;
	pid_t child = vfork();

	if (child == 0) {
		execve(a[0], arguments, environment);
		result = errno;
		_exit(0);
	}
	if (child < 0)
		return UNDONE + errno;
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	return result;
}

/* ENOTTY, the answer of what is no terminal, means that the request got through. */
static int control_device(char **a)
{
	struct termios attributes;
	int result;
	int fd = open(a[0], O_RDONLY | NO_WAITING);

	if (fd < 0)
		fd = open(a[0], O_WRONLY | NO_WAITING);
	if (fd < 0)
		return UNDONE + errno;
	result = outcome(ioctl(fd, TCGETS, &attributes));
	close(fd);
	return result == ENOTTY ? 0 : result;
}

static int mount_over(char **a)
{
	return outcome(mount(a[0], a[1], a[2], (unsigned long)number(a[3]), NULL));
}

/* Whoever uses what is mounted there goes on doing so. */
static int unmount(char **a)
{
	return outcome(umount2(a[0], MNT_DETACH | UMOUNT_NOFOLLOW));
}

static int signal_process(char **a)
{
	return outcome(kill((pid_t)number(a[0]), 0));
}

static const struct operation requests[] = {
	{ "open", "FLAGS PATH", open_file },
	{ "truncate", "PATH", truncate_file },
	{ "mkdir", "PATH", make_directory },
	{ "mknod", "PATH TYPE MAJOR MINOR", make_node },
	{ "symlink", "TARGET PATH", make_symbolic_link },
	{ "unlink", "PATH", remove_file },
	{ "rmdir", "PATH", remove_directory },
	{ "rename", "FROM TO", rename_file },
	{ "exchange", "PATH PATH", exchange },
	{ "rename-noreplace", "FROM TO", rename_to_new },
	{ "link", "FROM TO", link_file },
	{ "execve", "PATH", execute },
	{ "ioctl", "PATH", control_device },
	{ "mount", "SOURCE TARGET TYPE FLAGS", mount_over },
	{ "umount", "TARGET", unmount },
	{ "kill", "PID", signal_process },
	{ 0 },
};

/* Whether all of it was read; what ends early or cannot be read ends the batch. */
static int get(void *bytes, size_t size)
{
	char *next = bytes;

	while (size > 0) {
		ssize_t count = read(STDIN_FILENO, next, size);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return 0;
		next += count;
		size -= (size_t)count;
	}
	return 1;
}

/* Splits a request at its zero bytes; the number of fields, or 0 if it has none or too many. */
static int split(char *request, size_t size, char **fields)
{
	int count = 0;

	if (size == 0 || request[size - 1] != '\0')
		return 0;
	for (char *field = request; field < request + size; field += strlen(field) + 1) {
		if (count == MOST_FIELDS)
			return 0;
		fields[count++] = field;
	}
	fields[count] = NULL;
	return count;
}

static int words_in(const char *text)
{
	int words = *text != '\0';

	for (; *text; text++)
		words += *text == ' ';
	return words;
}

static const struct operation *find(const struct operation *table, const char *name)
{
	while (table->name && strcmp(table->name, name) != 0)
		table++;
	return table->name ? table : NULL;
}

static int answer_to(char **fields, int count)
{
	const struct operation *o = find(requests, fields[1]);

	if (!o)
		o = find(socket_requests, fields[1]);
	if (!o)
		return UNDONE + ENOSYS;
	if (count - 2 != words_in(o->arguments))
		return UNDONE + EINVAL;
	if (chdir(fields[0]) < 0)
		return UNDONE + errno;
	return o->run(fields + 2);
}

/* What is executed gets none of the standard streams: they belong to the conversation. */
static void keep_streams(void)
{
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* Serves requests until its input ends; EPROTO if one of them makes no sense. */
static int batch(char **a)
{
	static char request[LONGEST];
	char *fields[MOST_FIELDS + 1];
	uint32_t word;
	int result = 0;

	(void)a;
	keep_streams();
	umask(022);
	while (result == 0 && get(&word, sizeof(word))) {
		size_t size = ntohl(word);
		int count;

		if (size > sizeof(request) || !get(request, size))
			return EPROTO;
		count = split(request, size, fields);
		if (count < 2)
			return EPROTO;
		word = htonl((uint32_t)answer_to(fields, count));
		result = put(STDOUT_FILENO, &word, sizeof(word));
	}
	return result;
}

const struct operation batch_operations[] = {
	{ "batch", "", batch },
	{ 0 },
};
