/* SPDX-License-Identifier: Apache-2.0 */
/*
 * peer is the other end of the measurements' pipes.
 *
 *	peer write BYTES	writes BYTES bytes of the pattern
 *	peer check BYTES	exits with 0 if its input is these bytes, and with 1 at the first wrong one
 *	peer echo		writes what it reads
 *
 * Word number i of the pattern, 64 bits, little-endian, is i times an odd constant: no two words of
 * it are the same, so that nothing can be lost, doubled or exchanged unseen. BYTES is a multiple of
 * the size of a block.
 */
#include <endian.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 65536, WORDS = BLOCK / 8, USAGE = 2 };
#define FACTOR UINT64_C(0x9e3779b97f4a7c15)

static uint64_t block[WORDS];

static void fill(uint64_t first)
{
	for (uint64_t i = 0; i < WORDS; i++)
		block[i] = htole64((first + i) * FACTOR);
}

static int is_filled(uint64_t first)
{
	uint64_t difference = 0;

	for (uint64_t i = 0; i < WORDS; i++)
		difference |= block[i] ^ htole64((first + i) * FACTOR);
	return difference == 0;
}

static void put(size_t size)
{
	const char *next = (const char *)block;

	while (size > 0) {
		ssize_t written = write(STDOUT_FILENO, next, size);

		if (written < 0)
			exit(1);
		next += written;
		size -= (size_t)written;
	}
}

/* Reads until there are so many bytes or no more; how many there are. */
static size_t get(size_t size)
{
	char *next = (char *)block;
	size_t done = 0;

	while (done < size) {
		ssize_t count = read(STDIN_FILENO, next + done, size - done);

		if (count < 0)
			exit(1);
		if (count == 0)
			break;
		done += (size_t)count;
	}
	return done;
}

static int put_pattern(uint64_t words)
{
	for (uint64_t first = 0; first < words; first += WORDS) {
		fill(first);
		put(BLOCK);
	}
	return 0;
}

static int check_pattern(uint64_t words)
{
	for (uint64_t first = 0; first < words; first += WORDS)
		if (get(BLOCK) != BLOCK || !is_filled(first))
			return 1;
	return get(1) != 0;
}

static int echo(void)
{
	ssize_t count;

	while ((count = read(STDIN_FILENO, block, sizeof(block))) > 0)
		put((size_t)count);
	return count < 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "echo") == 0)
		return echo();
	if (argc == 3 && strcmp(argv[1], "write") == 0)
		return put_pattern(strtoull(argv[2], NULL, 10) / 8);
	if (argc == 3 && strcmp(argv[1], "check") == 0)
		return check_pattern(strtoull(argv[2], NULL, 10) / 8);
	return USAGE;
}
