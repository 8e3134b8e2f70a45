/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree-guard starts a program and stays behind as the subreaper of its tree: whatever the program
 * and its descendants leave becomes a child of the guard, which kills it when the program ends.
 *
 *	tree-guard REPORT_FD GO_FD PARENT FILE ARGV0 [ARG...]
 *
 * README.md describes the arguments, the signals and the records on REPORT_FD.
 */
#include "kernel.h"

enum {
	AT_FDCWD = -100, CLD_EXITED = 1, ECHILD = 10, ENOSYS = 38, P_ALL = 0, SIGCHLD = 17,
	SIGKILL = 9, SIGTERM = 15, SIG_BLOCK = 0, WEXITED = 4, WNOHANG = 1,
};

/* siginfo_t as waitid fills it. */
struct ended {
	int signal, error, code, unused, pid, uid, status;
	char rest[100];
};

_Noreturn static void leave(int status)
{
	call(NR_exit_group, status);
	__builtin_trap();
}

/* Decimal digits alone, from minimum to INT_MAX; anything else is -EINVAL. */
static int number(const char *word, int minimum)
{
	int value = 0;

	if (!*word)
		return -EINVAL;
	for (; *word; word++)
		if (*word < '0' || *word > '9' ||
		    __builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, *word - '0', &value))
			return -EINVAL;
	return value < minimum ? -EINVAL : value;
}

/* If nobody reads it any more that is no reason to let the tree go. */
static void report(int fd, int pid, int value)
{
	const int words[2] = { pid, value };

	call(NR_write, fd, (long)words, sizeof(words));
}

static void check(int fd, long result)
{
	if (result < 0) {
		report(fd, 0, (int)-result);
		leave(127);
	}
}

/*
 * Sends a signal to each child, and says whether WANTED is one of them. No pid can mean another
 * process meanwhile, and none is passed over, since a child stays in the list until it is reaped,
 * which only the guard does.
 */
static int signal_children(int fd, int signal, int wanted)
{
	char text[1024];
	long at = 0, got;
	int pid = 0, found = 0;

	while ((got = call(NR_pread64, fd, (long)text, sizeof(text), at)) > 0) {
		at += got;
		for (const char *c = text; c < text + got; c++) {
			if (*c >= '0' && *c <= '9') {
				pid = pid * 10 + *c - '0';
			} else if (pid) {
				found |= pid == wanted;
				call(NR_kill, pid, signal);
				pid = 0;
			}
		}
	}
	return found;
}

/* The child: waits for the word to go, and becomes the program that is going to restrict itself. */
_Noreturn static void become(char **argv, char **envp, int report_fd, int go_fd, int guard)
{
	char go;

	check(report_fd, call(NR_prctl, PR_SET_PDEATHSIG, SIGKILL));
	if (call(NR_getppid) != guard || call(NR_read, go_fd, (long)&go, 1) != 1)
		leave(127);
	check(report_fd, call(NR_execve, (long)argv[0], (long)(argv + 1), (long)envp));
	__builtin_unreachable();
}

/* Reaps until no child is left; once the program has ended, or at SIGTERM, kills them all. */
_Noreturn static void guard(int report_fd, int children, int program)
{
	const unsigned long awaited = 1UL << (SIGCHLD - 1) | 1UL << (SIGTERM - 1);
	int ending = 0, value = 127;
	struct ended ended;
	long result;

	for (;;) {
		do {
			ended.pid = 0;
			result = call(NR_waitid, P_ALL, 0, (long)&ended, WEXITED | WNOHANG);
			if (result == -ECHILD)
				leave(value);
			if (!result && ended.pid == program) {
				value = ended.status + (ended.code == CLD_EXITED ? 0 : 128);
				report(report_fd, program, value);
				ending = 1;
			}
		} while (!result && ended.pid);
		if (ending)
			signal_children(children, SIGKILL, 0);
		if (call(NR_rt_sigtimedwait, (long)&awaited, 0, 0, sizeof(awaited)) == SIGTERM) {
			ending = 1;
			signal_children(children, SIGKILL, 0);
		}
	}
}

/* Called by _start: argc, then argv and envp, each with a null pointer after it. */
_Noreturn __attribute__((used)) void enter(long *argc)
{
	static const char usage[] =
		"usage: tree-guard REPORT_FD GO_FD PARENT FILE ARGV0 [ARG...]\n";
	const unsigned long all_signals = ~0UL;
	char **argv = (char **)argc + 1, **envp = argv + *argc + 1;
	int report_fd = *argc < 6 ? -EINVAL : number(argv[1], 3), go_fd, parent, self, program;
	long children;

	if (report_fd < 0 || (go_fd = number(argv[2], 3)) < 0 || (parent = number(argv[3], 0)) < 0) {
		call(NR_write, 2, (long)usage, sizeof(usage) - 1);
		leave(127);
	}
	call(NR_rt_sigprocmask, SIG_BLOCK, (long)&all_signals, 0, sizeof(all_signals));
	if (parent) {
		check(report_fd, call(NR_prctl, PR_SET_PDEATHSIG, SIGTERM));
		check(report_fd, call(NR_getppid) == parent ? 0 : -ESRCH);
	}
	check(report_fd, call(NR_prctl, PR_SET_CHILD_SUBREAPER, 1));
	self = (int)call(NR_getpid);
	program = (int)call(NR_clone, SIGCHLD);
	check(report_fd, program);
	if (!program)
		become(argv + 4, envp, report_fd, go_fd, self);
	/* The program's streams, and the ruleset that could widen the next start's, are not ours. */
	check(report_fd, call(NR_close_range, 0, report_fd - 1));
	check(report_fd, call(NR_close_range, report_fd + 1, ~0U));
	call(NR_setsid);	/* out of reach of the terminal's Ctrl-C */
	call(NR_chdir, (long)"/");
	children = call(NR_openat, AT_FDCWD, (long)"/proc/thread-self/children");
	check(report_fd, children);
	/* A /proc of another pid namespace has other numbers, which must not be killed. */
	check(report_fd, signal_children((int)children, 0, program) ? 0 : -ENOSYS);
	report(report_fd, program, 0);
	guard(report_fd, (int)children, program);
}
