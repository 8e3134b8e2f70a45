/* Prints the primes up to a number. */
#include <stdio.h>
#include <stdlib.h>

static int is_prime(long n)
{
	for (long d = 2; d * d <= n; d++)
		if (n % d == 0)
			return 0;
	return n >= 2;
}

int main(int argc, char **argv)
{
	long limit = argc > 1 ? strtol(argv[1], NULL, 10) : 100;
	const char *separator = "";

	for (long n = 2; n <= limit; n++)
		if (is_prime(n)) {
			printf("%s%ld", separator, n);
			separator = " ";
		}
	putchar('\n');
	return 0;
}
