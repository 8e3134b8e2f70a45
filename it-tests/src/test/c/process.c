/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that say what the process was started with, and that end or prolong it. */
#include <fcntl.h>
#include <linux/capability.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe.h"

#define DESCRIPTORS 65536

/* One number a line. Asks for each descriptor, and so opens none itself. */
static int open_descriptors(char **a)
{
	int result = 0;

	(void)a;
	for (int fd = 0; result == 0 && fd < DESCRIPTORS; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			result = print("%d\n", fd);
	return result;
}

static int no_new_privs(char **a)
{
	int value = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);

	(void)a;
	return value < 0 ? errno : print("%d\n", value);
}

static int ids(char **a)
{
	(void)a;
	return print("pid=%d\nppid=%d\npgid=%d\nsid=%d\n", (int)getpid(), (int)getppid(),
		     (int)getpgid(0), (int)getsid(0));
}

/* Each string as it is, with a zero byte behind it. */
static int put_strings(char **strings)
{
	int result = 0;

	for (; result == 0 && *strings; strings++)
		result = put(STDOUT_FILENO, *strings, strlen(*strings) + 1);
	return result;
}

static int environment(char **a)
{
	(void)a;
	return put_strings(environ);
}

/* All of argv, from the program's name on. */
static int all_arguments(char **a)
{
	return put_strings(a - 2);
}

static int working_directory(char **a)
{
	char path[PATH_MAX];

	(void)a;
	return getcwd(path, sizeof(path)) ? put(STDOUT_FILENO, path, strlen(path)) : errno;
}

static int effective_capabilities(char **a)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	(void)a;
	if (syscall(SYS_capget, &header, data) < 0)
		return errno;
	return print("%08x%08x\n", data[1].effective, data[0].effective);
}

static int trace(char **a)
{
	return outcome(ptrace(PTRACE_SEIZE, (pid_t)number(a[0]), NULL, NULL));
}

static int new_session(char **a)
{
	(void)a;
	return outcome(setsid());
}

static int is_terminal(char **a)
{
	return isatty((int)number(a[0])) ? 0 : errno;
}

/* Types a character into the terminal at standard input. */
static int type_into_terminal(char **a)
{
	(void)a;
	return outcome(ioctl(STDIN_FILENO, TIOCSTI, "x"));
}

/*
 * Opens the controlling terminal. If a terminal is named, opens that before, without O_NOCTTY: it
 * becomes the controlling one of a session leader that has none, unless another session has it.
 */
static int open_controlling_terminal(char **a)
{
	if (a[0] && open(a[0], O_RDWR | O_CLOEXEC) < 0)
		return errno;
	return outcome(open("/dev/tty", O_RDWR | O_CLOEXEC));
}

/* The same with a new terminal, both ends of which are here. */
static int open_own_terminal(char **a)
{
	char name[64];
	char *arguments[] = { name, NULL };
	int controller = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	(void)a;
	if (controller < 0 || unlockpt(controller) != 0)
		return errno;
	if (ptsname_r(controller, name, sizeof(name)) != 0)
		return errno;
	return open_controlling_terminal(arguments);
}

/* The signal that the process gets when its parent ends, or 0. */
static int parent_death(char **a)
{
	int signal = 0;

	(void)a;
	return prctl(PR_GET_PDEATHSIG, &signal, 0, 0, 0) < 0 ? errno : print("%d\n", signal);
}

static int exit_with(char **a)
{
	return (int)number(a[0]);
}

static int sleep_forever(char **a)
{
	(void)a;
	return outcome(pause());
}

/*
 * Leaves a grandchild behind that has the probe's standard streams, prints its process id, and
 * exits. The grandchild ends when a byte is written to the FIFO.
 */
static int leave_grandchild(char **a)
{
	char byte;
	pid_t grandchild;
	int fifo = open(a[0], O_RDWR | O_CLOEXEC); /* does not wait for a writer */

	if (fifo < 0)
		return errno;
	grandchild = fork();
	if (grandchild < 0)
		return errno;
	if (grandchild == 0)
		_exit(read(fifo, &byte, 1) == 1 ? 0 : 1);
	return print("%d\n", (int)grandchild);
}

const struct operation process_operations[] = {
	{ "fds", "", open_descriptors },
	{ "nnp", "", no_new_privs },
	{ "ids", "", ids },
	{ "env", "", environment },
	{ "args", "[ARG...]", all_arguments },
	{ "cwd", "", working_directory },
	{ "caps", "", effective_capabilities },
	{ "ptrace", "PID", trace },
	{ "setsid", "", new_session },
	{ "isatty", "DESCRIPTOR", is_terminal },
	{ "tiocsti", "", type_into_terminal },
	{ "controlling-terminal", "[TERMINAL]", open_controlling_terminal },
	{ "own-terminal", "", open_own_terminal },
	{ "parent-death", "", parent_death },
	{ "exit", "STATUS", exit_with },
	{ "sleep-forever", "", sleep_forever },
	{ "grandchild-hold", "FIFO", leave_grandchild },
	{ 0 },
};
