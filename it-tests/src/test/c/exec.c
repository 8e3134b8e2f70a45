/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that run a program in place of the probe: they return only if they fail. */
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probe.h"

static int exec_file(char **a)
{
	return outcome(execv(a[0], a));
}

static int copy_self(int to)
{
	struct stat status;
	int result = 0;
	int self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);

	if (self < 0)
		return errno;
	if (fstat(self, &status) < 0)
		result = errno;
	while (result == 0 && lseek(self, 0, SEEK_CUR) < status.st_size)
		result = outcome(sendfile(to, self, NULL, (size_t)status.st_size));
	close(self);
	return result;
}

/* Copies the probe into memory and runs the copy, which does nothing and exits with 0. */
static int exec_from_memory(char **a)
{
	char path[32];
	char *arguments[] = { path, "exit", "0", NULL };
	int result;
	int fd = memfd_create("probe", MFD_CLOEXEC);

	(void)a;
	if (fd < 0)
		return errno;
	result = copy_self(fd);
	if (result != 0)
		return result;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return outcome(execv(path, arguments));
}

/* dl_iterate_phdr(3) starts with the program itself, so the first object decides. */
static int print_interpreter_of(struct dl_phdr_info *object, size_t size, void *result)
{
	(void)size;
	for (int i = 0; i < object->dlpi_phnum; i++)
		if (object->dlpi_phdr[i].p_type == PT_INTERP)
			*(int *)result = print("%s\n", (const char *)(object->dlpi_addr
						+ object->dlpi_phdr[i].p_vaddr));
	return 1;
}

/* Prints the ELF interpreter that the kernel ran for this probe; ENOENT if it is static. */
static int interpreter(char **a)
{
	int result = ENOENT;

	(void)a;
	dl_iterate_phdr(print_interpreter_of, &result);
	return result;
}

const struct operation exec_operations[] = {
	{ "exec", "FILE [ARG...]", exec_file },
	/* The kernel runs the interpreter, which only reads and maps the program. */
	{ "execute-via-ldso", "INTERPRETER FILE [ARG...]", exec_file },
	{ "memfd-exec", "", exec_from_memory },
	{ "interpreter", "", interpreter },
	{ 0 },
};
