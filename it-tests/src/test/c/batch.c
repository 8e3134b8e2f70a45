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
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "probe.h"

#define UNDONE 1000
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

typedef int (*address_call)(int fd, const struct sockaddr *address, socklen_t size);

static int on_socket(int family, int type, const void *address, socklen_t size, address_call call)
{
	int result;
	int fd = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return UNDONE + errno;
	result = outcome(call(fd, address, size));
	close(fd);
	return result == EINPROGRESS ? 0 : result;
}

static int on_port(const char *family, const char *port, address_call call)
{
	struct sockaddr_in v4 = {
		.sin_family = AF_INET,
		.sin_port = htons((unsigned short)number(port)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	struct sockaddr_in6 v6 = {
		.sin6_family = AF_INET6,
		.sin6_port = htons((unsigned short)number(port)),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT,
	};

	if (strcmp(family, "6") == 0)
		return on_socket(AF_INET6, SOCK_STREAM, &v6, sizeof(v6), call);
	return on_socket(AF_INET, SOCK_STREAM, &v4, sizeof(v4), call);
}

static int bind_port(char **a)
{
	return on_port(a[0], a[1], bind);
}

static int connect_port(char **a)
{
	return on_port(a[0], a[1], connect);
}

/* An abstract name has a zero byte before it. */
static int on_unix_socket(const char *name, size_t offset, address_call call)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	size_t length = strlen(name);

	if (offset + length >= sizeof(address.sun_path))
		return UNDONE + ENAMETOOLONG;
	memcpy(address.sun_path + offset, name, length);
	return on_socket(AF_UNIX, SOCK_DGRAM, &address,
			 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + offset + length), call);
}

static int bind_path(char **a)
{
	return on_unix_socket(a[0], 0, bind);
}

static int connect_path(char **a)
{
	return on_unix_socket(a[0], 0, connect);
}

static int connect_abstract(char **a)
{
	return on_unix_socket(a[0], 1, connect);
}

static int bind_and_keep(int fd, const struct sockaddr *address, socklen_t size)
{
	return bind(fcntl(fd, F_DUPFD_CLOEXEC, 0), address, size);
}

static int keep_abstract(char **a)
{
	return on_unix_socket(a[0], 1, bind_and_keep);
}

static int keep_path(char **a)
{
	return on_unix_socket(a[0], 0, bind_and_keep);
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
	{ "bind-port", "4|6 PORT", bind_port },
	{ "connect-port", "4|6 PORT", connect_port },
	{ "bind-path", "PATH", bind_path },
	{ "connect-path", "PATH", connect_path },
	{ "connect-abstract", "NAME", connect_abstract },
	{ "keep-abstract", "NAME", keep_abstract },
	{ "keep-path", "PATH", keep_path },
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
	int words = 1;

	for (; *text; text++)
		words += *text == ' ';
	return words;
}

static int answer_to(char **fields, int count)
{
	for (const struct operation *o = requests; o->name; o++) {
		if (strcmp(o->name, fields[1]) != 0)
			continue;
		if (count - 2 != words_in(o->arguments))
			return UNDONE + EINVAL;
		if (chdir(fields[0]) < 0)
			return UNDONE + errno;
		return o->run(fields + 2);
	}
	return UNDONE + ENOSYS;
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
