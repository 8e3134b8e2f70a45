/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What FilterIT does behind a seccomp program, and what FilterCost measures.
 *
 * filter call NUMBER ARGUMENT...   one system call; exits with its errno, or 0
 * filter cost TIMES FILE           the median time of installing a program, in microseconds
 *
 * An argument is a number of any base, or a string after a colon.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { USAGE = 255, MOST_TIMES = 10000 };

static long argument(const char *word)
{
	return *word == ':' ? (long)(word + 1) : (long)strtoull(word, NULL, 0);
}

static int call(int count, char **words)
{
	long a[7] = { 0 };

	for (int i = 0; i < count && i < 7; i++)
		a[i] = argument(words[i]);
	umask(0);
	return syscall(a[0], a[1], a[2], a[3], a[4], a[5], a[6]) == -1 ? errno : 0;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int compare(const void *one, const void *other)
{
	double a = *(const double *)one, b = *(const double *)other;

	return (a > b) - (a < b);
}

/* In a process of its own: a program can only be added to, never taken away. */
static double install_once(const struct sock_fprog *program)
{
	double begin, took = -1;
	int ends[2];
	pid_t child;

	if (pipe(ends) < 0 || (child = fork()) < 0)
		return -1;
	if (child == 0) {
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
		begin = now();
		if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, program) < 0)
			_exit(1);
		took = now() - begin;
		_exit(write(ends[1], &took, sizeof(took)) != sizeof(took));
	}
	close(ends[1]);
	if (read(ends[0], &took, sizeof(took)) != sizeof(took))
		took = -1;
	close(ends[0]);
	waitpid(child, NULL, 0);
	return took;
}

static int cost(int times, const char *file)
{
	static struct sock_filter code[BPF_MAXINSNS];
	static double took[MOST_TIMES];
	struct sock_fprog program = { 0, code };
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t size = read(fd, code, sizeof(code));

	if (size <= 0 || times < 1 || times > MOST_TIMES)
		return USAGE;
	program.len = (unsigned short)((size_t)size / sizeof(code[0]));
	for (int i = 0; i < times; i++)
		if ((took[i] = install_once(&program)) < 0)
			return 1;
	qsort(took, (size_t)times, sizeof(took[0]), compare);
	printf("%.1f\n", took[times / 2]);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 2 && strcmp(argv[1], "call") == 0)
		return call(argc - 2, argv + 2);
	if (argc == 4 && strcmp(argv[1], "cost") == 0)
		return cost(atoi(argv[2]), argv[3]);
	return USAGE;
}
