/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests tree-guard from its parent's side.
 *
 *	guard GUARD
 *
 * The programs it starts are shell scripts. What a tree holds open is a pipe, whose end tells that
 * no process of the tree is left.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "peer.h"

enum { REPORT_FD = 9, GO_FD = 8, HIGH = 20 };

static const char *guard_path;

/* A guard that was started, and the ends of its pipes. */
static struct {
	pid_t pid;
	int report, go, in, tree;
} guard;

static void make_pipe(int ends[2])
{
	int low[2];

	MUST(pipe2(low, O_CLOEXEC));
	for (int i = 0; i < 2; i++) {
		ends[i] = MUST(fcntl(low[i], F_DUPFD_CLOEXEC, HIGH));
		close(low[i]);
	}
}

/* Starts the guard of a shell script, or of a program that does not exist. */
static void start_guard(const char *parent, const char *file, const char *script)
{
	int report[2], go[2], in[2], tree[2];

	make_pipe(report);
	make_pipe(go);
	make_pipe(in);
	make_pipe(tree);
	fflush(stdout);
	guard.pid = MUST(fork());
	if (!guard.pid) {
		MUST(dup2(report[1], REPORT_FD));
		MUST(dup2(go[0], GO_FD));
		MUST(dup2(in[0], 0));
		MUST(dup2(tree[1], 1));
		execl(guard_path, "tree-guard", "9", "8", parent, file, "sh", "-c", script, NULL);
		_exit(126);
	}
	close(report[1]);
	close(go[0]);
	close(in[0]);
	close(tree[1]);
	guard.report = report[0];
	guard.go = go[1];
	guard.in = in[1];
	guard.tree = tree[0];
}

/* The next record: "pid" for that of the program, and what comes with it. */
static const char *record(void)
{
	static pid_t program;
	int words[2];
	ssize_t got = read(guard.report, words, sizeof(words));

	if (got != sizeof(words))
		return got ? "half a record" : "end";
	if (!words[0])
		return text("failed with %d", words[1]);
	if (!program || words[0] != program) {
		program = words[0];
		return text("pid and %d", words[1]);
	}
	program = 0;
	return text("value %d", words[1]);
}

static void go(void)
{
	MUST((int)write(guard.go, "g", 1));
}

/* How the guard ends, and that nobody of its tree is left then. */
static const char *end(void)
{
	struct pollfd tree = { guard.tree, POLLIN, 0 };
	char byte;
	int status;

	close(guard.go);
	MUST(waitpid(guard.pid, &status, 0));
	poll(&tree, 1, 0);
	while ((tree.revents & POLLIN) && read(guard.tree, &byte, 1) == 1) {
		tree.revents = 0;
		poll(&tree, 1, 0);
	}
	close(guard.report);
	close(guard.in);
	close(guard.tree);
	return text("%s %d, %s", WIFEXITED(status) ? "exit" : "signal",
		    WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status),
		    tree.revents & POLLHUP ? "nobody is left" : "somebody is left");
}

/* Waits until the tree has written a line, which says that it is complete. */
static void await_line(void)
{
	char byte = 0;

	while (byte != '\n')
		if (MUST((int)read(guard.tree, &byte, 1)) != 1)
			exit(1);
}

static void test_exit_values(void)
{
	start_guard("0", "/bin/sh", "exit 7");
	expect("the guard reports its program's pid", "pid and 0", record());
	go();
	expect("and then its exit value", "value 7", record());
	expect("and ends with it", "exit 7, nobody is left", end());
	start_guard("0", "/bin/sh", "kill -9 $$");
	record();
	go();
	expect("a program that was killed has 128 and the signal", "value 137", record());
	end();
}

static void test_go(void)
{
	start_guard("0", "/bin/sh", "echo ran");
	record();
	close(guard.go);
	guard.go = -1;
	expect("without the word to go nothing is executed", "value 127", record());
	expect("and nobody is left of it", "exit 127, nobody is left", end());
	start_guard("0", "/no/such/file", "");
	record();
	go();
	expect("a program that cannot be executed is reported", text("failed with %d", ENOENT), record());
	end();
}

/* A daemon that ignores SIGTERM, a child of init for all the program knows. */
#define DAEMON "(setsid sh -c '(trap \"\" TERM; echo; sleep 100) & exit') ; "

static void test_survivors(void)
{
	start_guard("0", "/bin/sh", DAEMON "sleep 100 & read line; exit 3");
	record();
	go();
	await_line();
	MUST((int)write(guard.in, "\n", 1));
	expect("what survives the program is killed", "value 3", record());
	expect("and the guard ends after it", "exit 3, nobody is left", end());
	start_guard("0", "/bin/sh", DAEMON "sleep 100");
	record();
	go();
	await_line();
	MUST(kill(guard.pid, SIGTERM));
	expect("at SIGTERM the guard kills the program", "value 137", record());
	expect("and all that it started", "exit 137, nobody is left", end());
	start_guard("0", "/bin/sh", "echo; exec sleep 100");
	record();
	go();
	await_line();
	MUST(kill(guard.pid, SIGINT));
	MUST(kill(guard.pid, SIGHUP));
	MUST(kill(guard.pid, SIGKILL));
	expect("no other signal reaches it but SIGKILL, with which the program dies",
	       "signal 9", text("%.8s", end()));
}

static void test_parent(void)
{
	char line[8] = "";
	int ends[2];
	pid_t parent;

	start_guard("1", "/bin/sh", "exit");
	expect("a parent that is another one is reported", text("failed with %d", ESRCH), record());
	expect("and nothing is started", "exit 127, nobody is left", end());

	make_pipe(ends);
	fflush(stdout);
	parent = MUST(fork());
	if (!parent) {
		start_guard(text("%d", getpid()), "/bin/sh", DAEMON "sleep 100");
		record();
		go();
		await_line();
		MUST((int)write(ends[1], "ready\n", 6));
		pause();
	}
	close(ends[1]);
	MUST((int)read(ends[0], line, sizeof(line)));
	MUST(prctl(PR_SET_CHILD_SUBREAPER, 1));
	MUST(kill(parent, SIGKILL));
	MUST(waitpid(parent, NULL, 0));
	/* The guard is the tester's child now: it ends when its tree has. */
	MUST(wait(NULL));
	expect("when the parent ends the guard kills the tree and ends", "nobody",
	       waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD ? "nobody" : "somebody");
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	alarm(120);
	guard_path = argv[1];
	test_exit_values();
	test_go();
	test_survivors();
	test_parent();
	return failures() ? 1 : 0;
}
