/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that move bytes through the standard streams. */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "probe.h"

#define BLOCK 65536
#define PATTERN 251   /* byte number i of the pattern is i modulo this prime */
#define ADLER 65521   /* the modulus of Adler-32, RFC 1950 section 9 */

static unsigned char block[BLOCK];

/* Reads up to a block of standard input; 0 at its end, negative for an error. */
static ssize_t next_block(void)
{
	ssize_t size;

	do
		size = read(STDIN_FILENO, block, sizeof(block));
	while (size < 0 && errno == EINTR);
	return size;
}

static int wait_for_end_of_input(char **a)
{
	ssize_t size;

	(void)a;
	do
		size = next_block();
	while (size > 0);
	return outcome(size);
}

static int copy(char **a)
{
	ssize_t size;
	int result = 0;

	(void)a;
	while (result == 0 && (size = next_block()) != 0)
		result = size < 0 ? errno : put(STDOUT_FILENO, block, (size_t)size);
	return result;
}

/* Prints how many bytes standard input had, and their Adler-32 checksum in hexadecimal. */
static int count_input(char **a)
{
	unsigned long long count = 0;
	uint32_t low = 1;
	uint32_t high = 0;
	ssize_t size;

	(void)a;
	while ((size = next_block()) > 0) {
		for (ssize_t i = 0; i < size; i++) {
			low = (low + block[i]) % ADLER;
			high = (high + low) % ADLER;
		}
		count += (unsigned long long)size;
	}
	return size < 0 ? errno : print("%llu %08x\n", count, (unsigned)(high << 16 | low));
}

static int put_pattern(char **a)
{
	long left = number(a[0]);
	const long whole_patterns = BLOCK / PATTERN * PATTERN;
	int result = 0;

	for (long i = 0; i < whole_patterns; i++)
		block[i] = (unsigned char)(i % PATTERN);
	while (result == 0 && left > 0) {
		long size = left < whole_patterns ? left : whole_patterns;

		result = put(STDOUT_FILENO, block, (size_t)size);
		left -= size;
	}
	return result;
}

static int put_texts(char **a)
{
	int result = put(STDOUT_FILENO, a[0], strlen(a[0]));

	return result == 0 && a[1] ? put(STDERR_FILENO, a[1], strlen(a[1])) : result;
}

/* Reads a byte of the file when standard input has ended. */
static int read_at_end(char **a)
{
	int result = wait_for_end_of_input(a);

	return result != 0 ? result : read_one_byte(a[0]);
}

const struct operation stream_operations[] = {
	{ "read-at-end", "FILE", read_at_end },
	{ "wait", "", wait_for_end_of_input },
	{ "copy", "", copy },
	{ "stdin-count", "", count_input },
	{ "stdout-bytes", "COUNT", put_pattern },
	{ "print", "OUTPUT [ERROR]", put_texts },
	{ 0 },
};
