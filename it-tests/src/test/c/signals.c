/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that send signals, and that say what happened to signals. */
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.h"

#define SIGNALS 64 /* Linux has 1 to 64 on the architectures of this project */

static int kill_process(char **a)
{
	return outcome(kill((pid_t)number(a[0]), (int)number(a[1])));
}

/* Signals the whole process group and survives it. SIGWINCH (28) harms no other member. */
static int kill_group(char **a)
{
	int signal_number = (int)number(a[0]);

	if (signal_number != 0 && signal(signal_number, SIG_IGN) == SIG_ERR)
		return errno;
	return outcome(kill(0, signal_number));
}

/* The child ends when the probe does: its input is a pipe that only the probe holds open. */
static void wait_for_end_of(const int pipe_fds[2])
{
	char byte;

	close(pipe_fds[1]);
	while (read(pipe_fds[0], &byte, 1) > 0)
		;
	_exit(0);
}

/* Signals a child of its own; ECHILD if the child ended in another way. */
static int kill_child(char **a)
{
	int pipe_fds[2];
	int status;
	pid_t child;

	(void)a;
	if (pipe2(pipe_fds, O_CLOEXEC) < 0)
		return errno;
	child = fork();
	if (child < 0)
		return errno;
	if (child == 0)
		wait_for_end_of(pipe_fds);
	if (kill(child, SIGKILL) < 0)
		return errno;
	if (waitpid(child, &status, 0) < 0)
		return errno;
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? 0 : ECHILD;
}

/*
 * Makes the process the owner of a pipe and then makes the pipe readable, so that the kernel sends
 * the signal. The calls succeed whether or not the signal gets there: ask the receiver.
 */
static int signal_by_owner(char **a)
{
	int pipe_fds[2];

	if (pipe2(pipe_fds, O_CLOEXEC) < 0)
		return errno;
	if (fcntl(pipe_fds[0], F_SETOWN, (pid_t)number(a[0])) < 0)
		return errno;
	if (fcntl(pipe_fds[0], F_SETSIG, (int)number(a[1])) < 0)
		return errno;
	if (fcntl(pipe_fds[0], F_SETFL, O_ASYNC) < 0)
		return errno;
	return put(pipe_fds[1], "x", 1);
}

/* Exits with 0 if it survives, which means that the signal is blocked or ignored. */
static int signal_self(char **a)
{
	return outcome(kill(getpid(), (int)number(a[0])));
}

/*
 * Blocks all signals, prints "ready", reads standard input to its end, and then prints the number
 * of each signal that came in the meantime. SIGKILL and SIGSTOP cannot be recorded.
 */
static int record_signals(char **a)
{
	char byte;
	sigset_t set;
	int result;

	(void)a;
	sigfillset(&set);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return errno;
	result = print("ready\n");
	while (result == 0 && read(STDIN_FILENO, &byte, 1) > 0)
		;
	if (sigpending(&set) < 0)
		return errno;
	for (int i = 1; result == 0 && i <= SIGNALS; i++)
		if (sigismember(&set, i) == 1)
			result = print("%d\n", i);
	return result;
}

/* libc hides the two signals that it uses itself, so both questions go to the kernel directly. */
static int signal_state(char **a)
{
	uint64_t blocked = 0;
	uint64_t ignored = 0;

	(void)a;
	if (syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &blocked, sizeof(blocked)) < 0)
		return errno;
	for (int i = 1; i <= SIGNALS; i++) {
		uintptr_t action[8] = { 0 }; /* the kernel's sigaction: the handler comes first */

		if (syscall(SYS_rt_sigaction, i, NULL, action, sizeof(uint64_t)) < 0)
			return errno;
		if (action[0] == (uintptr_t)SIG_IGN)
			ignored |= UINT64_C(1) << (i - 1);
	}
	return print("blocked=%016llx\nignored=%016llx\n", (unsigned long long)blocked,
		     (unsigned long long)ignored);
}

const struct operation signal_operations[] = {
	{ "kill", "PID SIGNAL", kill_process },
	{ "kill-group", "SIGNAL", kill_group },
	{ "kill-child", "", kill_child },
	{ "sigio", "PID SIGNAL", signal_by_owner },
	{ "signal-self", "SIGNAL", signal_self },
	{ "record-signals", "", record_signals },
	{ "signals", "", signal_state },
	{ 0 },
};
