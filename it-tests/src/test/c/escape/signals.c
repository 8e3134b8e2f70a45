/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attempts to signal other processes. Their victims block all real-time signals, so that one that
 * has arrived stays pending and can be seen in /proc.
 */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "escape.h"

/* The JDK takes the last but two, to interrupt its threads. */
enum { FIRST = 35, LAST = 61 };

static uint64_t mask(const char *status, const char *field)
{
	const char *line = strstr(status, field);

	check("the field of /proc", line != NULL);
	return strtoull(line + strlen(field), NULL, 16);
}

/* The pending signals of the process and of this thread of it. */
static uint64_t pending(pid_t pid, pid_t thread)
{
	char path[64];
	char text[8192];

	snprintf(path, sizeof(path), "/proc/%d/task/%d/status", (int)pid, (int)thread);
	read_text(path, text, sizeof(text));
	return mask(text, "\nSigPnd:") | mask(text, "\nShdPnd:");
}

static int is_pending(pid_t pid, pid_t thread, int signal_number)
{
	return (pending(pid, thread) >> (signal_number - 1) & 1) == 1;
}

/* A signal that is not pending there yet. */
static int free_signal(pid_t pid, pid_t thread)
{
	uint64_t taken = pending(pid, thread);

	for (int i = FIRST; i <= LAST; i++)
		if ((taken >> (i - 1) & 1) == 0)
			return i;
	impossible("all signals are pending already");
}

static void check_arrived(pid_t pid, int signal_number)
{
	check("the signal", is_pending(pid, pid, signal_number));
}

/* Asks only whether a signal might be sent. */
static void kill_with_nothing(char **a)
{
	call("kill", kill((pid_t)number(a[0]), 0));
}

static void kill_process(char **a)
{
	pid_t pid = (pid_t)number(a[0]);
	int wanted = free_signal(pid, pid);

	call("kill", kill(pid, wanted));
	check_arrived(pid, wanted);
}

static void queue_signal(char **a)
{
	pid_t pid = (pid_t)number(a[0]);
	int wanted = free_signal(pid, pid);

	call("sigqueue", sigqueue(pid, wanted, (union sigval){ .sival_int = 1 }));
	check_arrived(pid, wanted);
}

static void kill_thread(char **a)
{
	pid_t pid = (pid_t)number(a[0]);
	int wanted = free_signal(pid, pid);

	call("tgkill", syscall(SYS_tgkill, pid, pid, wanted));
	check_arrived(pid, wanted);
}

/* By the number of a thread that is not the process's first, which not every filter knows. */
static void kill_other_thread(char **a)
{
	pid_t pid = (pid_t)number(a[0]);
	pid_t thread = 0;
	char path[64];
	DIR *tasks;
	int wanted;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
	tasks = opendir(path);
	if (!tasks)
		refused("opendir", errno);
	for (struct dirent *task; thread == 0 && (task = readdir(tasks));)
		if (task->d_name[0] != '.' && atoi(task->d_name) != pid)
			thread = atoi(task->d_name);
	closedir(tasks);
	check("another thread", thread != 0);
	wanted = free_signal(pid, thread);
	call("tkill", syscall(SYS_tkill, thread, wanted));
	check("the signal", is_pending(pid, thread, wanted));
}

static void kill_by_pidfd(char **a)
{
	pid_t pid = (pid_t)number(a[0]);
	int wanted = free_signal(pid, pid);
	int fd = (int)call("pidfd_open", syscall(434, pid, 0));

	call("pidfd_send_signal", syscall(424, fd, wanted, NULL, 0));
	check_arrived(pid, wanted);
}

/* Everybody in the process group of the attacker, which is the victim's unless it was changed. */
static void kill_group(char **a)
{
	pid_t pid = (pid_t)number(a[0]);
	int wanted = free_signal(pid, pid);

	signal(wanted, SIG_IGN);
	call("kill", kill(0, wanted));
	check_arrived(pid, wanted);
}

/* Everybody. The signal is one that nobody minds. */
static void kill_everybody(char **a)
{
	pid_t pid = (pid_t)number(a[0]);

	check("that it is not pending before", !is_pending(pid, pid, SIGURG));
	call("kill", kill(-1, SIGURG));
	check_arrived(pid, SIGURG);
}

/* The kernel sends the signal when the pipe has something to read. */
static void signal_by_owner(char **a)
{
	pid_t pid = (pid_t)number(a[0]);
	int wanted = free_signal(pid, pid);
	int ends[2];

	call("pipe2", pipe2(ends, O_CLOEXEC));
	call("fcntl F_SETOWN", fcntl(ends[0], F_SETOWN, pid));
	call("fcntl F_SETSIG", fcntl(ends[0], F_SETSIG, wanted));
	call("fcntl F_SETFL", fcntl(ends[0], F_SETFL, O_ASYNC));
	call("write", write(ends[1], "x", 1));
	check_arrived(pid, wanted);
}

/* The kernel sends the signal to the process group when the pipe has something to read. */
static void signal_group_by_owner(char **a)
{
	pid_t pid = (pid_t)number(a[0]);
	int wanted = free_signal(pid, pid);
	int ends[2];

	signal(wanted, SIG_IGN);
	call("pipe2", pipe2(ends, O_CLOEXEC));
	call("fcntl F_SETOWN", fcntl(ends[0], F_SETOWN, -getpgid(pid)));
	call("fcntl F_SETSIG", fcntl(ends[0], F_SETSIG, wanted));
	call("fcntl F_SETFL", fcntl(ends[0], F_SETFL, O_ASYNC));
	call("write", write(ends[1], "x", 1));
	check_arrived(pid, wanted);
}

const struct attempt signal_attempts[] = {
	{ "kill-with-nothing", "PID", kill_with_nothing },
	{ "kill", "PID", kill_process },
	{ "queue-signal", "PID", queue_signal },
	{ "kill-thread", "PID", kill_thread },
	{ "kill-other-thread", "PID", kill_other_thread },
	{ "kill-by-pidfd", "PID", kill_by_pidfd },
	{ "kill-group", "PID", kill_group },
	{ "kill-everybody", "PID", kill_everybody },
	{ "signal-by-owner", "PID", signal_by_owner },
	{ "signal-group-by-owner", "PID", signal_group_by_owner },
	{ 0 },
};
