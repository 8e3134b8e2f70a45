/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that use what a control group may limit. */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "probe.h"

#define MEBIBYTE (1024 * 1024)
#define MOST_CHILDREN 1000

/* Touches so many MiB, one after the other, and keeps them. */
static int use_memory(char **a)
{
	long count = number(a[0]);

	for (long i = 0; i < count; i++) {
		volatile char *block = malloc(MEBIBYTE);

		if (!block)
			return ENOMEM;
		for (size_t at = 0; at < MEBIBYTE; at += 1024)
			block[at] = 1;
	}
	return 0;
}

/* Makes children until it has so many or can make no more; prints how many it had at once. */
static int have_children(char **a)
{
	pid_t children[MOST_CHILDREN];
	long most = number(a[0]);
	long count = 0;
	int result = 0;

	if (most < 0 || most > MOST_CHILDREN)
		return EINVAL;
	while (count < most && result == 0) {
		pid_t child = fork();

		if (child == 0)
			for (;;)
				pause();
		if (child < 0)
			result = errno;
		else
			children[count++] = child;
	}
	for (long i = 0; i < count; i++) {
		kill(children[i], SIGKILL);
		waitpid(children[i], NULL, 0);
	}
	print("%ld\n", count);
	return result;
}

/* Computes for so many milliseconds of processor time, says so, and waits for the end of its input. */
static int spin(char **a)
{
	clock_t end = (clock_t)number(a[0]) * (CLOCKS_PER_SEC / 1000);
	char byte;

	while (clock() < end)
		;
	print("spun\n");
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	return 0;
}

const struct operation limit_operations[] = {
	{ "use-memory", "MEBIBYTES", use_memory },
	{ "have-children", "COUNT", have_children },
	{ "spin", "MILLISECONDS", spin },
	{ 0 },
};
