/* SPDX-License-Identifier: Apache-2.0 */
/* Operations for a watcher of system calls: many at once, by threads, children and orphans. */
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.h"

#define MOST_THREADS 64

struct work {
	const char *file;
	long count;
	int result;
};

static int open_and_close(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? errno : outcome(close(fd));
}

static void *work(void *argument)
{
	struct work *work = argument;

	for (long i = 0; i < work->count && work->result == 0; i++)
		work->result = open_and_close(work->file);
	return NULL;
}

static int open_many(char **a)
{
	struct work all = { a[0], number(a[1]), 0 };

	work(&all);
	return all.result;
}

static int open_in_threads(char **a)
{
	struct work works[MOST_THREADS];
	pthread_t threads[MOST_THREADS];
	long count = number(a[1]);
	int result = 0;

	if (count < 1 || count > MOST_THREADS)
		return EINVAL;
	for (long i = 0; i < count; i++) {
		works[i] = (struct work) { a[0], number(a[2]), 0 };
		result = pthread_create(&threads[i], NULL, work, &works[i]);
		if (result != 0)
			return result;
	}
	for (long i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
		if (works[i].result != 0)
			result = works[i].result;
	}
	return result;
}

/* By vfork, each child becomes the probe again, until the last opens the file. */
static int open_by_chain(char **a)
{
	long depth = number(a[1]);
	char next[32];
	int end;
	pid_t child;

	if (depth == 0)
		return open_and_close(a[0]);
	snprintf(next, sizeof(next), "%ld", depth - 1);
	child = vfork();
	if (child == 0) {
		execl("/proc/self/exe", "probe", "open-by-chain", a[0], next, (char *)NULL);
		_exit(errno);
	}
	if (child < 0 || waitpid(child, &end, 0) < 0)
		return errno;
	return WIFEXITED(end) ? WEXITSTATUS(end) : EIO;
}

/* Says "opened" when it works for the first time, and the errno when it does no more. */
static int open_until_failure(char **a)
{
	int result = open_and_close(a[0]);

	if (result == 0)
		print("opened\n");
	while (result == 0)
		result = open_and_close(a[0]);
	print("%d\n", result);
	return result;
}

/* The address of a file name that is nowhere. */
static int open_nowhere(char **a)
{
	(void)a;
	return outcome(syscall(SYS_openat, AT_FDCWD, 1L, O_RDONLY | O_CLOEXEC));
}

/* Leaves a process that waits until another file is there, opens the file and says what came of it. */
static int leave_opener(char **a)
{
	pid_t child = fork();

	if (child != 0)
		return outcome(child);
	while (access(a[1], F_OK) != 0)
		usleep(1000);
	print("%d\n", open_and_close(a[0]));
	return 0;
}

/* Becomes a program that somebody listens to already, who is never told of anything. */
static int exec_watched(char **a)
{
	struct sock_filter code[] = { BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) };
	const struct sock_fprog program = { 1, code };
	long listener;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return errno;
	listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
			   SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
	if (listener < 0)
		return errno;
	/* It lasts as long as anybody has it open. */
	if (fcntl((int)listener, F_SETFD, 0) < 0)
		return errno;
	return outcome(execv(a[0], a));
}

const struct operation watch_operations[] = {
	{ "open-many", "FILE COUNT", open_many },
	{ "open-in-threads", "FILE THREADS COUNT", open_in_threads },
	{ "open-by-chain", "FILE DEPTH", open_by_chain },
	{ "open-until-failure", "FILE", open_until_failure },
	{ "open-nowhere", "", open_nowhere },
	{ "leave-opener", "FILE SIGN", leave_opener },
	{ "exec-watched", "FILE [ARG...]", exec_watched },
	{ 0 },
};
