/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts on the terminal of whoever started the launcher. It is the attacker's standard input. */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "escape.h"

/* The shell behind the launcher would read it as a command. The terminal is in raw mode. */
static void type(char **a)
{
	char typed = 0;

	(void)a;
	call("ioctl TIOCSTI", ioctl(STDIN_FILENO, TIOCSTI, "x"));
	check("what was typed", read(STDIN_FILENO, &typed, 1) == 1 && typed == 'x');
}

/* By a request whose low 32 bits alone are TIOCSTI: the kernel looks at no others. */
static void type_by_wide_request(char **a)
{
	char typed = 0;
	unsigned long request = (unsigned long)TIOCSTI | 1UL << 32;

	(void)a;
	call("ioctl TIOCSTI", syscall(SYS_ioctl, STDIN_FILENO, request, "x"));
	check("what was typed", read(STDIN_FILENO, &typed, 1) == 1 && typed == 'x');
}

static void open_controlling_terminal(char **a)
{
	int fd;

	(void)a;
	fd = open_file("/dev/tty", O_RDWR | O_NOCTTY);
	check("a terminal", isatty(fd));
}

static void open_by_name(char **a)
{
	char name[PATH_MAX];
	ssize_t size = call("readlink", readlink("/proc/self/fd/0", name, sizeof(name) - 1));

	(void)a;
	name[size] = '\0';
	check("a terminal", isatty(open_file(name, O_RDWR | O_NOCTTY)));
}

/* A shell with the echo off is a shell in which one does not see what one types. */
static void change_attributes(char **a)
{
	struct termios before;
	struct termios after;

	(void)a;
	call("tcgetattr", tcgetattr(STDIN_FILENO, &before));
	after = before;
	after.c_cc[VERASE] = 'e';
	call("tcsetattr", tcsetattr(STDIN_FILENO, TCSANOW, &after));
	call("tcgetattr", tcgetattr(STDIN_FILENO, &after));
	call("tcsetattr", tcsetattr(STDIN_FILENO, TCSANOW, &before));
	check("the attribute", after.c_cc[VERASE] == 'e');
}

static void show(char **a)
{
	(void)a;
	call("write", write(STDIN_FILENO, "x", 1));
}

static void make_terminal(char **a)
{
	int unlocked = 0;
	int fd;

	(void)a;
	fd = open_file("/dev/ptmx", O_RDWR | O_NOCTTY);
	call("ioctl TIOCSPTLCK", ioctl(fd, TIOCSPTLCK, &unlocked));
}

const struct attempt terminal_attempts[] = {
	{ "type", "", type },
	{ "type-by-wide-request", "", type_by_wide_request },
	{ "open-controlling-terminal", "", open_controlling_terminal },
	{ "open-terminal-by-name", "", open_by_name },
	{ "change-terminal", "", change_attributes },
	{ "show", "", show },
	{ "make-terminal", "", make_terminal },
	{ 0 },
};
