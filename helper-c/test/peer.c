/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "errors.h"
#include "peer.h"

extern char **environ;

struct setting next;
const char *helper[3];
static int passed, failed;

/* The numbers of the protocol, written down a second time on purpose. */
static const char *step_name(uint32_t step)
{
	switch (step) {
	case 1: return "USAGE";
	case 2: return "SIGNAL_MASK";
	case 3: return "SIGNAL_DEFAULT";
	case 4: return "CLOSE_RANGE";
	case 5: return "RECORD";
	case 6: return "EXECVE";
	case 16: return "CHDIR";
	case 17: return "SESSION";
	case 18: return "GROUP";
	case 24: return "NO_NEW_PRIVS";
	case 25: return "LANDLOCK_RESTRICT_SELF";
	case 26: return "LANDLOCK_CLOSE";
	case 32: return "SECCOMP_READ";
	case 33: return "SECCOMP_INSTALL";
	case 34: return "SECCOMP_CLOSE";
	case 40: return "PARENT_DEATH";
	case 41: return "PARENT_GONE";
	case 48: return "LIMIT";
	case 56: return "USER_GROUPS";
	case 57: return "USER_GID";
	case 58: return "USER_UID";
	case 59: return "USER_KEEPCAPS";
	case 60: return "CAPABILITIES";
	case 61: return "CAPABILITIES_AMBIENT";
	case 62: return "CAPABILITIES_SECUREBITS";
	case 72: return "CGROUP";
	case 73: return "CGROUP_CLOSE";
	case 80: return "NOTIFY_READ";
	case 81: return "NOTIFY_INSTALL";
	case 82: return "NOTIFY_SEND";
	case 83: return "NOTIFY_CLOSE";
	default: return text("step %u", step);
	}
}

static const char usage[] =
	"usage: landlock-exec 1 STATUS_FD [OPERATION...] -- FILE ARGV0 [ARG...]\n";

const char *text(const char *format, ...)
{
	va_list arguments;
	char *result;

	va_start(arguments, format);
	MUST(vasprintf(&result, format, arguments));
	va_end(arguments);
	return result;
}

int must(int result, const char *call)
{
	if (result < 0) {
		fprintf(stderr, "broken test: %s: %s\n", call, strerror(errno));
		exit(2);
	}
	return result;
}

/* A pipe whose ends are out of the way of the helper's descriptors. */
static void make_pipe(int ends[2])
{
	int low[2];

	MUST(pipe2(low, O_CLOEXEC));
	for (int i = 0; i < 2; i++) {
		ends[i] = MUST(fcntl(low[i], F_DUPFD_CLOEXEC, 100));
		close(low[i]);
	}
}

/* All that comes until the end of file, plus a zero byte. */
static size_t drain(int fd, char *buffer, size_t size)
{
	size_t length = 0;
	ssize_t got;

	while ((got = MUST((int)read(fd, buffer + length, size - 1 - length))) > 0)
		length += (size_t)got;
	close(fd);
	buffer[length] = 0;
	return length;
}

static _Noreturn void become_helper(const char **words, int out, int err)
{
	const char **argv = calloc(LENGTH(helper) + 70000 * 2, sizeof(*argv));
	size_t n = 0;

	for (size_t i = 0; i < LENGTH(helper) && helper[i] && !next.without_helper; i++)
		argv[n++] = helper[i];
	while (*words)
		argv[n++] = *words++;
	MUST(dup2(next.input ? next.input : MUST(open("/dev/null", O_RDONLY | O_CLOEXEC)), 0));
	MUST(dup2(out, 1));
	MUST(dup2(err, 2));
	for (int fd = 3; fd < DESCRIPTORS; fd++)
		if (next.descriptor[fd] >= 0)
			MUST(dup2(next.descriptor[fd], fd));
		else
			close(fd);
	if (next.prepare)
		next.prepare();
	execve(argv[0], (char **)argv, next.environment ? next.environment : environ);
	_exit(126);
}

static const char *records(const char *bytes, size_t length)
{
	const char *all = "";
	uint32_t word[2];

	for (; length >= sizeof(word); length -= sizeof(word), bytes += sizeof(word)) {
		memcpy(word, bytes, sizeof(word));
		if (!word[0] && !word[1])
			all = text("%sstarted, ", all);
		else
			all = text("%s%s[%u] %s, ", all, step_name(word[0] & 0xffff),
				   word[0] >> 16, error_name((int)word[1]));
	}
	return length ? text("%s%zu stray bytes, ", all, length) : all;
}

const char *start(const char **words)
{
	static char said[65536], complained[65536], status[65536];
	int status_pipe[2], out[2], err[2], end;
	size_t length;
	pid_t child;

	make_pipe(status_pipe);
	make_pipe(out);
	make_pipe(err);
	if (next.descriptor[STATUS_FD] < 0)
		next.descriptor[STATUS_FD] = status_pipe[1];
	if (next.reader_gone)
		close(status_pipe[0]);
	fflush(stdout);
	child = MUST(fork());
	if (!child)
		become_helper(words, out[1], err[1]);
	close(status_pipe[1]);
	close(out[1]);
	close(err[1]);
	length = next.reader_gone ? 0 : drain(status_pipe[0], status, sizeof(status));
	drain(out[0], said, sizeof(said));
	drain(err[0], complained, sizeof(complained));
	MUST(waitpid(child, &end, 0));

	memset(&next, 0, sizeof(next));
	memset(next.descriptor, -1, sizeof(next.descriptor));
	return text("%s%s %d%s%s%s%s%s", records(status, length),
		    WIFEXITED(end) ? "exit" : "signal",
		    WIFEXITED(end) ? WEXITSTATUS(end) : WTERMSIG(end),
		    *said ? ", \"" : "", said, *said ? "\"" : "",
		    *complained ? ", " : "", strcmp(complained, usage) ? complained : "usage");
}

void expect(const char *sentence, const char *expected, const char *actual)
{
	if (!strcmp(expected, actual)) {
		printf("ok - %s\n", sentence);
		passed++;
	} else {
		printf("not ok - %s\n    expected: %s\n    was:      %s\n", sentence, expected,
		       actual);
		failed++;
	}
}

int failures(void)
{
	printf("%d passed, %d failed\n", passed, failed);
	return failed;
}
