/* SPDX-License-Identifier: Apache-2.0 */
/*
 * opens FILE COUNT: opens and closes a file so many times, and prints how many nanoseconds one
 * takes; one process, one thread.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv)
{
	long count = argc == 3 ? atol(argv[2]) : 0;
	long long start = now();

	if (count < 1)
		return 2;
	for (long i = 0; i < count; i++) {
		int fd = open(argv[1], O_RDONLY | O_CLOEXEC);

		if (fd < 0)
			return 1;
		close(fd);
	}
	printf("%lld\n", (now() - start) / count);
	return 0;
}
