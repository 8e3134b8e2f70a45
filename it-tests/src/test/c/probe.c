/* SPDX-License-Identifier: Apache-2.0 */
/*
 * probe: does one operation and exits with its errno, 0 if the kernel allowed it.
 *
 *     probe OPERATION [ARG...]
 *
 * A wrong command line is exit status 255 and a text on standard error; no errno is that high. The
 * operations are words for single system calls where possible. An operation that answers a question
 * prints the answer on standard output. An operation that becomes another program has that
 * program's exit status. Without an operation the probe lists them all.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "probe.h"

static const struct operation *const tables[] = {
	file_operations, exec_operations, net_operations, unix_operations,
	signal_operations, process_operations, stream_operations, landlock_operations,
	seccomp_operations, tree_operations, batch_operations, watch_operations,
	call_operations,
	limit_operations,
};

#define TABLES (sizeof(tables) / sizeof(tables[0]))

int put(int fd, const void *bytes, size_t size)
{
	const char *next = bytes;

	while (size > 0) {
		ssize_t written = write(fd, next, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return errno;
		next += written;
		size -= (size_t)written;
	}
	return 0;
}

int print(const char *format, ...)
{
	char text[4096];
	va_list values;
	int size;

	va_start(values, format);
	size = vsnprintf(text, sizeof(text), format, values);
	va_end(values);
	if (size < 0 || (size_t)size >= sizeof(text))
		return EOVERFLOW;
	return put(STDOUT_FILENO, text, (size_t)size);
}

long number(const char *text)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, 0);
	if (errno != 0 || end == text || *end != '\0') {
		dprintf(STDERR_FILENO, "probe: not a number: '%s'\n", text);
		exit(USAGE_ERROR);
	}
	return value;
}

int read_one_byte(const char *path)
{
	char byte;
	int result;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return errno;
	result = outcome(read(fd, &byte, 1));
	close(fd);
	return result;
}

static const struct operation *find(const char *name)
{
	for (size_t i = 0; i < TABLES; i++)
		for (const struct operation *o = tables[i]; o->name; o++)
			if (strcmp(o->name, name) == 0)
				return o;
	return NULL;
}

/* Whether this number of arguments is one that the words of the specification describe. */
static int fits(const char *specification, int count)
{
	int required = 0;
	int optional = 0;
	int start_of_word = 1;

	for (const char *c = specification; *c; c++) {
		if (start_of_word && *c == '[')
			optional++;
		else if (start_of_word)
			required++;
		start_of_word = *c == ' ';
	}
	return count >= required && (strstr(specification, "...") || count <= required + optional);
}

static void list_operations(void)
{
	dprintf(STDERR_FILENO, "usage: probe OPERATION [ARG...]\n");
	for (size_t i = 0; i < TABLES; i++)
		for (const struct operation *o = tables[i]; o->name; o++)
			dprintf(STDERR_FILENO, "  %s %s\n", o->name, o->arguments);
}

int main(int argc, char **argv)
{
	const struct operation *operation;

	if (argc < 2) {
		list_operations();
		return USAGE_ERROR;
	}
	operation = find(argv[1]);
	if (!operation) {
		dprintf(STDERR_FILENO, "probe: unknown operation '%s'\n", argv[1]);
		return USAGE_ERROR;
	}
	if (!fits(operation->arguments, argc - 2)) {
		dprintf(STDERR_FILENO, "usage: probe %s %s\n", operation->name, operation->arguments);
		return USAGE_ERROR;
	}
	return operation->run(argv + 2);
}
