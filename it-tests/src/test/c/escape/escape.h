/* SPDX-License-Identifier: Apache-2.0 */
/* What the attempts share. See escape.c for what the program is. */
#ifndef ESCAPE_H
#define ESCAPE_H

#include <errno.h>
#include <stddef.h>
#include <sys/types.h>

/* What the victim keeps, in files, memory and messages, and answers to everybody who asks. */
#define SECRET "the secret\n"
#define SECRET_SIZE (sizeof(SECRET) - 1)

/*
 * One attempt. The arguments are words as in a usage text; run() gets exactly as many. It returns
 * if the attempt succeeded, which is to say that what the attacker wanted has been seen to happen.
 */
struct attempt {
	const char *name;
	const char *arguments;
	void (*run)(char **arguments);
};

/* Each table ends with a row without a name. */
extern const struct attempt read_attempts[];
extern const struct attempt write_attempts[];
extern const struct attempt metadata_attempts[];
extern const struct attempt exec_attempts[];
extern const struct attempt mount_attempts[];
extern const struct attempt process_attempts[];
extern const struct attempt signal_attempts[];
extern const struct attempt uring_attempts[];
extern const struct attempt ipc_attempts[];
extern const struct attempt net_attempts[];
extern const struct attempt terminal_attempts[];
extern const struct attempt admin_attempts[];
extern const struct attempt resource_attempts[];
extern const struct attempt leak_attempts[];
/* What the suite itself needs: the victim, the stage. */
extern const struct attempt roles[];

/* Ends the attempt as refused, by this call with this errno. */
_Noreturn void refused(const char *call, int error);

/* Ends the attempt: every call succeeded, but what was wanted did not happen. */
_Noreturn void without_effect(const char *what);

/* Ends the attempt: it makes no sense on this architecture or kernel. */
_Noreturn void impossible(const char *why);

/* The result, unless it is negative: then the call was refused, with errno. */
long call(const char *name, long result);

/* Ends the attempt as one without effect unless this holds. */
void check(const char *what, int holds);

/* The number that text is, in C's notation; a usage error unless all of it is one. */
long number(const char *text);

/* Opens the file. */
int open_file(const char *path, int flags);

/* Reads from the descriptor and checks that it is the secret. */
void check_secret(int fd);

/* Checks that these bytes are the secret. */
void check_secret_bytes(const char *bytes, ssize_t size);

/* Opens the file, and checks that it holds the secret. */
void read_secret(const char *path);

/* Reads up to size - 1 bytes of the file as text. */
size_t read_text(const char *path, char *text, size_t size);

/* Writes the text to a file that this call makes, with this mode. */
void make_file(const char *path, const char *text, mode_t mode);

/* Copies this program to the descriptor. */
void copy_self(int to);

/* Forks; the attempt is refused if that is. */
pid_t fork_child(void);

/* What the programs do that are executed: nothing at all, or be asked for their user. */
void do_nothing(char **arguments);
void has_user(char **arguments);

/* Waits for a child, and ends as it did unless it succeeded. */
void finish_like(pid_t child);

#endif
