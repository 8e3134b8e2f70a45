/* SPDX-License-Identifier: Apache-2.0 */
/* An operation that makes system calls as it is told, for tests of what a filter refuses. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe.h"

#define MOST_ARGUMENTS 6
#define CALL(name) { #name, SYS_##name }

/* Numbers that an older header may lack are the same on every architecture of this project. */
static const struct call {
	const char *name;
	long number;
} calls[] = {
	CALL(unshare), CALL(setns), CALL(clone), { "clone3", 435 },
	CALL(mount), CALL(umount2), CALL(pivot_root), CALL(chroot), { "open_tree", 428 },
	{ "move_mount", 429 }, { "fsopen", 430 }, { "fsconfig", 431 }, { "fsmount", 432 },
	{ "fspick", 433 }, { "mount_setattr", 442 },
	CALL(ptrace), CALL(process_vm_readv), CALL(process_vm_writev), CALL(kcmp),
	{ "pidfd_getfd", 438 }, { "process_madvise", 440 }, { "process_mrelease", 448 },
	CALL(keyctl), CALL(add_key), CALL(request_key),
	{ "io_uring_setup", 425 }, { "io_uring_enter", 426 }, { "io_uring_register", 427 },
	CALL(bpf), CALL(perf_event_open), CALL(userfaultfd),
	CALL(name_to_handle_at), CALL(open_by_handle_at),
	CALL(init_module), CALL(finit_module), CALL(delete_module), CALL(kexec_load),
	CALL(swapon), CALL(swapoff), CALL(adjtimex), CALL(clock_adjtime), CALL(clock_settime),
	CALL(settimeofday), CALL(syslog), CALL(sethostname), CALL(setdomainname), CALL(reboot),
	CALL(acct), CALL(quotactl), CALL(fanotify_init), CALL(move_pages),
	CALL(shmget), CALL(shmat), CALL(shmctl), CALL(shmdt), CALL(semget), CALL(semop),
	CALL(semctl), CALL(msgget), CALL(msgsnd), CALL(msgrcv), CALL(msgctl),
	CALL(ioctl), CALL(prlimit64), CALL(kill), { "pidfd_send_signal", 424 },
	CALL(fchmodat), CALL(mknodat), CALL(openat), { "openat2", 437 }, CALL(truncate),
	CALL(fchownat), CALL(utimensat), CALL(setxattr), CALL(removexattr), CALL(memfd_create),
	CALL(socket), CALL(socketpair), CALL(setsockopt), CALL(sendto), CALL(sendmsg),
};

/* A number, or the address of a text behind a colon. */
static long argument(const char *text)
{
	return *text == ':' ? (long)(text + 1) : number(text);
}

/* Makes the call that the words are, with zero for the arguments that are not there. */
static int make_call(char **words, int count)
{
	long v[MOST_ARGUMENTS] = { 0 };

	for (int i = 1; i < count && i <= MOST_ARGUMENTS; i++)
		v[i - 1] = argument(words[i]);
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (strcmp(calls[i].name, words[0]) == 0)
			return outcome(syscall(calls[i].number, v[0], v[1], v[2], v[3], v[4], v[5]));
	dprintf(STDERR_FILENO, "probe: unknown system call '%s'\n", words[0]);
	exit(USAGE_ERROR);
}

/* Prints the errno of each, 0 for success, one a line. A word "," stands between two calls. */
static int make_calls(char **a)
{
	int result = 0;

	while (result == 0 && *a) {
		int count = 0;

		while (a[count] && strcmp(a[count], ",") != 0)
			count++;
		result = print("%d\n", make_call(a, count));
		a += count + (a[count] != NULL);
	}
	return result;
}

const struct operation call_operations[] = {
	{ "calls", "SYSCALL [ARG...]", make_calls },
	{ 0 },
};
