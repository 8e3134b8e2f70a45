/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that start processes which are hard to find or to end. */
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "probe.h"

#define LIFETIME 300	/* seconds, should a test forget a process */
/* Init may be slow to reap: what forks without end must not use up the machine's pids. */
#define RESTLESS_LIFETIME 5	/* seconds */
#define RESTLESS_PAUSE 300	/* microseconds */
#define CHILDREN 12	/* of a bomb, which has three times as many processes */

/* Where a process reports its pid. */
static int settled;

static void ignore_sigterm(void)
{
	signal(SIGTERM, SIG_IGN);
}

/* Says who it is once it is what it is going to be, and then waits for ever. */
static void settle(void)
{
	pid_t self = getpid();

	if (write(settled, &self, sizeof(self)) != sizeof(self))
		_exit(1);
	close(settled);
	alarm(LIFETIME);
	for (;;)
		pause();
}

static void plain(void)
{
	settle();
}

static void deaf(void)
{
	ignore_sigterm();
	settle();
}

static void group(void)
{
	setpgid(0, 0);
	settle();
}

static void session(void)
{
	setsid();
	settle();
}

/* In the session of the program, and a child of init or a subreaper. */
static void orphan(void)
{
	if (fork())
		_exit(0);
	settle();
}

/* What daemon(3) makes, with another fork for good measure. */
static void make_daemon(void)
{
	if (fork())
		_exit(0);
	setsid();
	if (fork())
		_exit(0);
	settle();
}

static void deaf_daemon(void)
{
	ignore_sigterm();
	make_daemon();
}

static void stopped(void)
{
	pid_t self = getpid();

	ignore_sigterm();
	if (write(settled, &self, sizeof(self)) != sizeof(self))
		_exit(1);
	alarm(LIFETIME);
	for (;;)
		raise(SIGSTOP);
}

/* A child of its parent's parent, in a session of its own. */
static void sibling(void)
{
	if (syscall(SYS_clone, (long)CLONE_PARENT | SIGCHLD, 0L, 0L, 0L, 0L) != 0)
		_exit(0);
	setsid();
	settle();
}

/* Its first thread has ended, so it looks like a zombie, and another one goes on. */
static int second_thread(void *unused)
{
	(void)unused;
	settle();
	return 0;
}

static void headless(void)
{
	static char stack[65536] __attribute__((aligned(16)));

	clone(second_thread, stack + sizeof(stack),
	      CLONE_VM | CLONE_SIGHAND | CLONE_THREAD | CLONE_FS | CLONE_FILES, NULL);
	syscall(SYS_exit, 0);
}

/* Reports a process that does not settle down, but has an end if a test forgets it. */
static time_t run_until(void)
{
	pid_t self = getpid();

	ignore_sigterm();
	if (write(settled, &self, sizeof(self)) != sizeof(self))
		_exit(1);
	close(settled);
	return time(NULL) + RESTLESS_LIFETIME;
}

/* Is never long the same process: forks and ends, again and again. */
static void hop(void)
{
	for (time_t end = run_until(); time(NULL) < end; usleep(RESTLESS_PAUSE))
		if (fork() > 0)
			_exit(0);
	_exit(0);
}

static void hop_through_sessions(void)
{
	for (time_t end = run_until(); time(NULL) < end; setsid(), usleep(RESTLESS_PAUSE))
		if (fork() > 0)
			_exit(0);
	_exit(0);
}

/* Keeps a dozen children, each of which forks in its turn, and replaces those that end. */
static void bomb(void)
{
	int alive = 0;

	for (time_t end = run_until(); time(NULL) < end;) {
		pid_t child = alive < CHILDREN ? fork() : wait(NULL);

		if (child == 0) {
			for (int i = 0; i < 3; i++)
				if (fork() == 0)
					break;
			usleep(20000);
			_exit(0);
		}
		alive += alive < CHILDREN ? child > 0 : -1;
	}
	_exit(0);
}

static const struct kind {
	const char *name;
	void (*become)(void);
} kinds[] = {
	{ "plain", plain }, { "deaf", deaf }, { "group", group }, { "session", session },
	{ "orphan", orphan }, { "daemon", make_daemon }, { "deaf-daemon", deaf_daemon },
	{ "stopped", stopped }, { "sibling", sibling }, { "headless", headless }, { "hopper", hop },
	{ "session-hopper", hop_through_sessions }, { "bomb", bomb },
};

/* Starts a process of this kind; the pid it has in the end, or 0. */
static pid_t start(const char *name)
{
	const struct kind *kind = kinds;
	pid_t pid = 0, child;
	int ends[2];

	while (strcmp(kind->name, name))
		if (++kind == kinds + sizeof(kinds) / sizeof(*kinds))
			return 0;
	if (pipe(ends))
		return 0;
	child = fork();
	if (child == 0) {
		close(ends[0]);
		settled = ends[1];
		kind->become();
	}
	close(ends[1]);
	if (read(ends[0], &pid, sizeof(pid)) != sizeof(pid))
		pid = 0;
	close(ends[0]);
	return pid;
}

/*
 * Starts a process of each kind, prints their process ids, one a line, and exits when its input
 * ends; or, if a word is "stay", not even then.
 */
static int tree(char **kind)
{
	int stay = 0;
	char byte;

	for (; *kind; kind++) {
		if (strcmp(*kind, "stay") == 0) {
			stay = 1;
			continue;
		}
		pid_t pid = start(*kind);
		int result = pid ? print("%d\n", (int)pid) : EINVAL;

		if (result)
			return result;
	}
	print("ready\n");
	alarm(LIFETIME);
	while (read(STDIN_FILENO, &byte, 1) == 1 || stay)
		if (stay)
			pause();
	return 0;
}

const struct operation tree_operations[] = {
	{ "tree", "[KIND...]", tree },
	{ 0 },
};
