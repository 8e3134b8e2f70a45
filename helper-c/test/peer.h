/* SPDX-License-Identifier: Apache-2.0 */
/* Plays the parent of landlock-exec: starts it and says what came of it. */
#include <stdbool.h>
#include <stddef.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* Where the parent puts descriptors in the helper. */
enum { STATUS_FD = 3, RULESET_FD = 4, FILTER_FD = 5, SECOND_FILTER_FD = 6, CGROUP_FD = 7,
       SOCKET_FD = 8, SECOND_SOCKET_FD = 9, DESCRIPTORS = 32 };

/* How the next start differs from an ordinary one; back to ordinary after it. */
extern struct setting {
	int descriptor[DESCRIPTORS];	/* source of each of the helper's descriptors, or -1 */
	int input;			/* standard input instead of /dev/null */
	void (*prepare)(void);		/* runs in the child before the helper does */
	char **environment;
	bool reader_gone;		/* nobody reads the status pipe */
	bool without_helper;		/* starts the words themselves: the baseline */
} next;

/* Words before the helper's arguments: the helper, or an emulator and the helper. */
extern const char *helper[3];

/*
 * Starts the helper with these words and waits. The answer is made of: "started" for the
 * record {0, 0}, "STEP[index] ERROR" for any other, "exit N" or "signal N", what was said on
 * standard output in quotes, and "usage" or the text for what was said on standard error.
 */
const char *start(const char **words);
#define START(...) start((const char *[]){ __VA_ARGS__, NULL })

/* Text of printf's kind that lives as long as the process. */
const char *text(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Result of a call that only fails if the test itself is broken: -1 ends everything. */
int must(int result, const char *call);
#define MUST(call) must(call, #call)

/* One line of the report. */
void expect(const char *sentence, const char *expected, const char *actual);
int failures(void);
