/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests start: does one thing and says what came of it. */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
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
	else if (!strcmp(what, "write"))
		say_result(open(object, O_WRONLY | O_CLOEXEC));
	else
		return 2;
	return 0;
}
