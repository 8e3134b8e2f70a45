/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the probe share. See probe.c for what the probe is. */
#ifndef PROBE_H
#define PROBE_H

#include <errno.h>
#include <stddef.h>

#define USAGE_ERROR 255 /* the exit status for a wrong command line */

/*
 * One word on the command line. The arguments are written as in the usage text: "FILE" is required,
 * "[FILE]" may be left out, "[ARG...]" takes any number. run() gets them with a null pointer behind
 * the last one, and returns 0 or an errno.
 */
struct operation {
	const char *name;
	const char *arguments;
	int (*run)(char **arguments);
};

/* Each table ends with a row without a name. */
extern const struct operation file_operations[];
extern const struct operation exec_operations[];
extern const struct operation net_operations[];
extern const struct operation unix_operations[];
extern const struct operation signal_operations[];
extern const struct operation process_operations[];
extern const struct operation stream_operations[];
extern const struct operation landlock_operations[];
extern const struct operation seccomp_operations[];
extern const struct operation tree_operations[];
extern const struct operation batch_operations[];
extern const struct operation watch_operations[];
extern const struct operation call_operations[];
extern const struct operation limit_operations[];

/* 0 for a system call that succeeded, its errno for one that returned a negative number. */
static inline int outcome(long result)
{
	return result < 0 ? errno : 0;
}

/* The number that text is; a usage error unless all of it is one. */
long number(const char *text);

/* Writes all bytes to the descriptor. */
int put(int fd, const void *bytes, size_t size);

/* Writes formatted text of at most 4095 bytes to standard output, at once. */
__attribute__((format(printf, 1, 2))) int print(const char *format, ...);

/* Opens the file, reads up to one byte and closes it. */
int read_one_byte(const char *path);

#endif
