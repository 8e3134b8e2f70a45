/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to execute what no rule allows to be executed, and to gain by what may be. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "escape.h"

/* A program succeeds by its exit value, and so does the attempt: it only returns if it fails. */
static _Noreturn void become(const char *path, char *const arguments[])
{
	execv(path, arguments);
	refused("execve", errno);
}

/* Runs this program from a place where it can be found. */
static _Noreturn void become_self(const char *path)
{
	char *arguments[] = { (char *)path, "nothing", NULL };

	become(path, arguments);
}

void do_nothing(char **a)
{
	(void)a;
}

/* It may be executed, but its file may not be read. */
static void execute_there(char **a)
{
	become_self(a[0]);
}

static int new_program(const char *path)
{
	int fd = (int)call("create", open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755));

	copy_self(fd);
	return fd;
}

static void execute_program(char **a)
{
	close(new_program(a[0]));
	become_self(a[0]);
}

static void execute_script(char **a)
{
	char *arguments[] = { a[0], NULL };

	make_file(a[0], "#!/bin/sh\nexit 0\n", 0755);
	become(a[0], arguments);
}

/* The shell only reads the script. */
static void interpret_script(char **a)
{
	char *arguments[] = { "sh", a[0], NULL };

	make_file(a[0], "exit 0\n", 0644);
	become("/bin/sh", arguments);
}

/* The interpreter only reads and maps the program. */
static void execute_by_loader(char **a)
{
	char *arguments[] = { a[0], a[1], "nothing", NULL };

	become(a[0], arguments);
}

static void execute_temporary_file(char **a)
{
	char self[64];
	int fd = (int)call("open O_TMPFILE", open(a[0], O_TMPFILE | O_RDWR, 0755));
	int readable;

	copy_self(fd);
	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	readable = (int)call("open", open(self, O_RDONLY));
	close(fd);
	snprintf(self, sizeof(self), "/proc/self/fd/%d", readable);
	become_self(self);
}

static void execute_memory_file(char **a)
{
	char self[64];
	int fd = (int)call("memfd_create", memfd_create("escape", MFD_CLOEXEC));

	(void)a;
	copy_self(fd);
	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	become_self(self);
}

/* A function that returns 42. */
#if defined(__x86_64__)
static const unsigned char code[] = { 0xb8, 42, 0, 0, 0, 0xc3 };
#elif defined(__aarch64__)
static const unsigned char code[] = { 0x40, 0x05, 0x80, 0x52, 0xc0, 0x03, 0x5f, 0xd6 };
#elif defined(__riscv)
static const unsigned char code[] = { 0x13, 0x05, 0xa0, 0x02, 0x67, 0x80, 0x00, 0x00 };
#else
static const unsigned char code[] = { 0 };
#endif

static void run_code(void *map)
{
	int (*function)(void);

	if (sizeof(code) == 1)
		impossible("no code for this architecture");
	__builtin___clear_cache((char *)map, (char *)map + sizeof(code));
	memcpy(&function, &map, sizeof(function));
	check("what the code returns", function() == 42);
}

static void map_code(char **a)
{
	void *map;
	int fd = (int)call("create", open(a[0], O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644));

	call("write", write(fd, code, sizeof(code)));
	map = mmap(NULL, sizeof(code), PROT_READ | PROT_EXEC, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		refused("mmap", errno);
	run_code(map);
}

static void make_code(char **a)
{
	void *map = mmap(NULL, sizeof(code), PROT_READ | PROT_WRITE | PROT_EXEC,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)a;
	if (map == MAP_FAILED)
		refused("mmap", errno);
	memcpy(map, code, sizeof(code));
	run_code(map);
}

/* The program is a copy of this one that belongs to somebody else. */
static void execute_setuid(char **a)
{
	char *arguments[] = { a[0], "has-user", a[1], NULL };

	become(a[0], arguments);
}

void has_user(char **a)
{
	check("the effective user", geteuid() == (uid_t)number(a[0]));
}

/* su belongs to root and is set-user-ID; it asks for a password and has gained root by then. */
static void execute_su(char **a)
{
	char *arguments[] = { "su", NULL };
	struct stat program;
	char path[64];
	char text[4096];
	int input[2];
	int output[2];
	pid_t child;

	(void)a;
	if (stat("/usr/bin/su", &program) < 0 || !(program.st_mode & S_ISUID))
		impossible("no set-user-ID su");
	if (geteuid() == 0)
		impossible("root has nothing to gain");
	call("pipe2", pipe2(input, O_CLOEXEC));
	call("pipe2", pipe2(output, O_CLOEXEC));
	child = fork_child();
	if (child == 0) {
		dup2(input[0], STDIN_FILENO);
		dup2(output[1], STDOUT_FILENO);
		dup2(output[1], STDERR_FILENO);
		become("/usr/bin/su", arguments);
	}
	close(output[1]);
	call("read", read(output[0], text, 1));
	snprintf(path, sizeof(path), "/proc/%d/status", (int)child);
	read_text(path, text, sizeof(text));
	close(input[1]);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	snprintf(path, sizeof(path), "\nUid:\t%d\t0\t", (int)getuid());
	check("root as the effective user", strstr(text, path) != NULL);
}

const struct attempt exec_attempts[] = {
	{ "execute-there", "PROGRAM", execute_there },
	{ "execute-program", "NEW", execute_program },
	{ "execute-script", "NEW", execute_script },
	{ "interpret-script", "NEW", interpret_script },
	{ "execute-by-loader", "INTERPRETER PROGRAM", execute_by_loader },
	{ "execute-temporary-file", "DIRECTORY", execute_temporary_file },
	{ "execute-memory-file", "", execute_memory_file },
	{ "map-code", "NEW", map_code },
	{ "make-code", "", make_code },
	{ "execute-setuid", "PROGRAM USER", execute_setuid },
	{ "execute-su", "", execute_su },
	{ 0 },
};
