/* SPDX-License-Identifier: Apache-2.0 */
/*
 * escape: tries to get out of a sandbox in one way, and says whether that worked.
 *
 *     escape ATTEMPT [ARG...]
 *
 * Exit status 0: the attacker has what it wanted; it has read the secret, seen the signal arrive,
 * got the answer. 1: a call refused it; standard output has the call's name and its errno. 2: it
 * cannot be tried on this architecture or kernel; standard output has why. 3: no call refused it, and
 * yet nothing happened; standard output has what did not. 255: the command line is wrong.
 *
 * Everything is undone that outlives the process and is not in the directories of the test. An
 * attempt that hangs is ended by SIGALRM.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "escape.h"

enum { REFUSED = 1, IMPOSSIBLE = 2, WITHOUT_EFFECT = 3, USAGE_ERROR = 255, SECONDS_TO_LIVE = 120 };

static const struct attempt *const tables[] = {
	read_attempts, write_attempts, metadata_attempts, exec_attempts, mount_attempts,
	process_attempts, signal_attempts, uring_attempts, ipc_attempts, net_attempts,
	terminal_attempts, admin_attempts, resource_attempts, leak_attempts, roles,
};

#define TABLES (sizeof(tables) / sizeof(tables[0]))

void refused(const char *name, int error)
{
	dprintf(STDOUT_FILENO, "%s %d\n", name, error);
	_exit(REFUSED);
}

void without_effect(const char *what)
{
	dprintf(STDOUT_FILENO, "%s\n", what);
	_exit(WITHOUT_EFFECT);
}

void impossible(const char *why)
{
	dprintf(STDOUT_FILENO, "%s\n", why);
	_exit(IMPOSSIBLE);
}

long call(const char *name, long result)
{
	if (result < 0)
		refused(name, errno);
	return result;
}

void check(const char *what, int holds)
{
	if (!holds)
		without_effect(what);
}

long number(const char *text)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, 0);
	if (errno != 0 || end == text || *end != '\0') {
		dprintf(STDERR_FILENO, "escape: not a number: '%s'\n", text);
		_exit(USAGE_ERROR);
	}
	return value;
}

int open_file(const char *path, int flags)
{
	return (int)call("open", open(path, flags | O_CLOEXEC));
}

void check_secret_bytes(const char *bytes, ssize_t size)
{
	check("the secret", size == (ssize_t)SECRET_SIZE && memcmp(bytes, SECRET, SECRET_SIZE) == 0);
}

void check_secret(int fd)
{
	char bytes[SECRET_SIZE];

	check_secret_bytes(bytes, call("read", read(fd, bytes, sizeof(bytes))));
}

void read_secret(const char *path)
{
	int fd = open_file(path, O_RDONLY);

	check_secret(fd);
	close(fd);
}

size_t read_text(const char *path, char *text, size_t size)
{
	size_t done = 0;
	ssize_t step;
	int fd = open_file(path, O_RDONLY);

	while ((step = read(fd, text + done, size - 1 - done)) > 0)
		done += (size_t)step;
	call("read", step);
	close(fd);
	text[done] = '\0';
	return done;
}

void make_file(const char *path, const char *text, mode_t mode)
{
	int fd = (int)call("create", open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));

	call("write", write(fd, text, strlen(text)));
	close(fd);
}

void copy_self(int to)
{
	struct stat status;
	int self = open_file("/proc/self/exe", O_RDONLY);

	call("fstat", fstat(self, &status));
	while (lseek(self, 0, SEEK_CUR) < status.st_size)
		call("sendfile", sendfile(to, self, NULL, (size_t)status.st_size));
	close(self);
}

pid_t fork_child(void)
{
	return (pid_t)call("fork", fork());
}

void finish_like(pid_t child)
{
	int status;

	call("waitpid", waitpid(child, &status, 0));
	if (WIFSIGNALED(status)) {
		signal(WTERMSIG(status), SIG_DFL);
		kill(getpid(), WTERMSIG(status));
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		_exit(WEXITSTATUS(status));
}

static const struct attempt *find(const char *name)
{
	for (size_t i = 0; i < TABLES; i++)
		for (const struct attempt *a = tables[i]; a->name; a++)
			if (strcmp(a->name, name) == 0)
				return a;
	return NULL;
}

static int words(const char *text)
{
	int count = 0;

	for (const char *c = text; *c; c++)
		count += *c != ' ' && (c == text || c[-1] == ' ');
	return count;
}

/* The names of all attempts, without the roles that are none. */
static int list(void)
{
	for (size_t i = 0; tables[i] != roles; i++)
		for (const struct attempt *a = tables[i]; a->name; a++)
			dprintf(STDOUT_FILENO, "%s\n", a->name);
	return 0;
}

int main(int argc, char **argv)
{
	const struct attempt *attempt = argc < 2 ? NULL : find(argv[1]);
	int needed = attempt ? words(attempt->arguments) : 0;

	if (argc == 2 && strcmp(argv[1], "list") == 0)
		return list();
	if (!attempt || (argc - 2 != needed && !strstr(attempt->arguments, "..."))) {
		dprintf(STDERR_FILENO, "usage: escape %s %s\n", attempt ? attempt->name : "ATTEMPT",
			attempt ? attempt->arguments : "[ARG...]");
		return USAGE_ERROR;
	}
	alarm(SECONDS_TO_LIVE);
	attempt->run(argv + 2);
	return 0;
}
