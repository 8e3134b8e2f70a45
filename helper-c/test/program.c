/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests start: does one thing and says what came of it. */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "errors.h"

extern char **environ;

static void say_result(int result)
{
	fputs(result < 0 ? error_name(errno) : "ok", stdout);
}

static void say_descriptors(void)
{
	for (int fd = 0; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			printf("%s%d", fd ? " " : "", fd);
}

static const char *disposition(int signal)
{
	struct sigaction action;

	sigaction(signal, NULL, &action);
	return action.sa_handler == SIG_DFL ? "default" :
	       action.sa_handler == SIG_IGN ? "ignored" : "caught";
}

static void say_signals(void)
{
	sigset_t blocked;

	sigprocmask(SIG_BLOCK, NULL, &blocked);
	fputs("blocked", stdout);
	for (int signal = 1; signal <= SIGRTMAX; signal++)
		if (sigismember(&blocked, signal) == 1)
			printf(" %d", signal);
	printf(", SIGPIPE %s, SIGHUP %s", disposition(SIGPIPE), disposition(SIGHUP));
}

static void say_leader(void)
{
	fputs(getsid(0) == getpid() ? "leader of a session" :
	      getpgrp() == getpid() ? "leader of a group" : "no leader", stdout);
}

/* The values of the lines of /proc/self/status that begin so. */
static void say_status(const char *key)
{
	FILE *status = fopen("/proc/self/status", "re");
	const char *separator = "", *word;
	char line[4096];

	while (status && fgets(line, sizeof(line), status)) {
		if (strncmp(line, key, strlen(key)))
			continue;
		strtok(line, "\t\n ");
		for (; (word = strtok(NULL, "\t\n ")); separator = " ")
			printf("%s%s", separator, word);
	}
}

/* The group of the unified hierarchy. */
static void say_cgroup(void)
{
	FILE *groups = fopen("/proc/self/cgroup", "re");
	char line[4096];

	while (groups && fgets(line, sizeof(line), groups))
		if (!strncmp(line, "0::", 3))
			printf("%s", strtok(line + 3, "\n"));
}

static void say_limit(int resource)
{
	struct rlimit limit = { 0, 0 };

	getrlimit((__rlimit_resource_t)resource, &limit);
	printf("%ju %ju", (uintmax_t)limit.rlim_cur, (uintmax_t)limit.rlim_max);
}

static void say_fork(void)
{
	pid_t child = fork();

	if (!child)
		_exit(0);
	say_result(child);
	wait(NULL);
}

/* What a prctl option that fills in an int says. */
static void say_option(int option)
{
	int value = -1;

	prctl(option, &value, 0, 0, 0);
	printf("%d", value);
}

/* Says on its standard input, which is a socket, that it runs; then answers once. */
static void answer(void)
{
	char byte = 'r';

	if (write(0, &byte, 1) == 1 && read(0, &byte, 1) == 1 && write(0, &byte, 1) == 1)
		fputs("answered", stdout);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	const char *object = argc > 2 ? argv[2] : "";

	if (!strcmp(what, "arguments"))
		for (int i = 0; i < argc; i++)
			printf("<%s>", argv[i]);
	else if (!strcmp(what, "environment"))
		for (char **entry = environ; *entry; entry++)
			printf("<%s>", *entry);
	else if (!strcmp(what, "descriptors"))
		say_descriptors();
	else if (!strcmp(what, "signals"))
		say_signals();
	else if (!strcmp(what, "leader"))
		say_leader();
	else if (!strcmp(what, "no_new_privs"))
		printf("%d", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
	else if (!strcmp(what, "pid"))
		fputs(atoi(getenv("PID")) == getpid() ? "kept" : "changed", stdout);
	else if (!strcmp(what, "directory"))
		puts(getcwd(NULL, 0));
	else if (!strcmp(what, "chdir"))
		say_result(chdir(object));
	else if (!strcmp(what, "status"))
		say_status(object);
	else if (!strcmp(what, "cgroup"))
		say_cgroup();
	else if (!strcmp(what, "limit"))
		say_limit(atoi(object));
	else if (!strcmp(what, "fork"))
		say_fork();
	else if (!strcmp(what, "parent-death"))
		say_option(PR_GET_PDEATHSIG);
	else if (!strcmp(what, "securebits"))
		printf("%d", prctl(PR_GET_SECUREBITS, 0, 0, 0, 0));
	else if (!strcmp(what, "clear-securebits"))
		say_result(prctl(PR_SET_SECUREBITS, 0, 0, 0, 0));
	else if (!strcmp(what, "answer"))
		answer();
	else if (!strcmp(what, "write"))
		say_result(open(object, O_WRONLY | O_CLOEXEC));
	else
		return 2;
	return 0;
}
