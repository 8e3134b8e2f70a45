/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the trials run in a control group: uses more than it may, or tries to leave.
 *
 *	program OPERATION [ARGUMENT]
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Touches so many MiB, one after the other. */
static int memory(int mebibytes)
{
	for (int i = 0; i < mebibytes; i++) {
		char *p = malloc(1 << 20);

		if (!p)
			return ENOMEM;
		memset(p, i + 1, 1 << 20);
	}
	return 0;
}

/* Makes children until it cannot, or has so many; prints how many there are. */
static int forks(int most)
{
	int count = 0;

	while (count < most) {
		pid_t pid = fork();

		if (!pid) {
			pause();
			_exit(0);
		}
		if (pid < 0)
			break;
		count++;
	}
	printf("%d %s\n", count, count < most ? strerrorname_np(errno) : "all");
	fflush(stdout);
	signal(SIGTERM, SIG_IGN);
	kill(0, SIGTERM);	/* the children, as this is a session of its own */
	return 0;
}

/* Spins for so many milliseconds of processor time, then waits for the end of its input. */
static int spin(int milliseconds)
{
	while (clock() < (clock_t)milliseconds * (CLOCKS_PER_SEC / 1000))
		;
	puts("spun");
	fflush(stdout);
	return getchar() == EOF ? 0 : 1;
}

/* Leaves a child behind that waits to be killed. */
static int leave_child(void)
{
	if (!fork())
		pause();
	return 0;
}

/* The kernel's struct clone_args, as of Linux 5.7. */
struct arguments {
	uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls,
		set_tid, set_tid_size, cgroup;
};

/* Makes a child in another group; prints the group that the child finds itself in. */
static int clone_into(const char *group)
{
	int fd = open(group, O_PATH | O_DIRECTORY);
	struct arguments arguments = {
		.flags = 0x200000000ULL /* CLONE_INTO_CGROUP */, .exit_signal = SIGCHLD,
		.cgroup = (uint64_t)fd,
	};
	long pid = syscall(435 /* clone3 */, &arguments, sizeof(arguments));
	int status;

	if (pid < 0)
		return errno;
	if (!pid) {
		char line[256];
		FILE *f = fopen("/proc/self/cgroup", "r");

		while (f && fgets(line, sizeof(line), f))
			fputs(line, stdout);
		fflush(stdout);
		_exit(0);
	}
	return waitpid((pid_t)pid, &status, 0) == pid ? status : errno;
}

static int open_to_write(const char *file)
{
	return open(file, O_WRONLY) < 0 ? errno : 0;
}

/* Becomes a program of another user. */
static int as(int uid, char **command)
{
	if (setregid((gid_t)uid, (gid_t)uid) || setreuid((uid_t)uid, (uid_t)uid))
		return errno;
	execv(command[0], command);
	return errno;
}

int main(int argc, char **argv)
{
	const char *operation = argc > 1 ? argv[1] : "";
	const char *argument = argc > 2 ? argv[2] : "0";

	if (!strcmp(operation, "memory"))
		return memory(atoi(argument));
	if (!strcmp(operation, "forks"))
		return forks(atoi(argument));
	if (!strcmp(operation, "spin"))
		return spin(atoi(argument));
	if (!strcmp(operation, "leave-child"))
		return leave_child();
	if (!strcmp(operation, "clone-into"))
		return clone_into(argument);
	if (!strcmp(operation, "as") && argc > 3)
		return as(atoi(argument), argv + 3);
	if (!strcmp(operation, "write"))
		return open_to_write(argument);
	return 2;
}
