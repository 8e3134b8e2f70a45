/* SPDX-License-Identifier: Apache-2.0 */
/* An operation that does what a container's seccomp profile does: it refuses a system call. */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe.h"

#define ANY 0
#define MFD_EXEC 0x10 /* linux/memfd.h, Linux 6.3 */

/*
 * Numbers that an older header may lack are the same on every architecture of this project. Of some
 * calls only those are refused that have a flag in their second argument.
 */
static const struct call {
	const char *name;
	uint32_t number;
	uint32_t flag;
} calls[] = {
	{ "prctl", SYS_prctl, ANY },
	{ "acct", SYS_acct, ANY },
	{ "seccomp", SYS_seccomp, ANY },
	{ "recvmsg", SYS_recvmsg, ANY },
	{ "process_vm_readv", SYS_process_vm_readv, ANY },
	{ "memfd_create-exec", SYS_memfd_create, MFD_EXEC },
	{ "pidfd_send_signal", 424, ANY },
	{ "pidfd_open", 434, ANY },
	{ "close_range", 436, ANY },
	{ "openat2", 437, ANY },
	{ "landlock_create_ruleset", 444, ANY },
	{ "landlock_restrict_self", 446, ANY },
};

static const struct call *find(const char *name)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (strcmp(calls[i].name, name) == 0)
			return &calls[i];
	return NULL;
}

/* Becomes a program for which a system call fails with an errno. */
static int refuse_and_exec(char **a)
{
	const struct call *call = find(a[0]);
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call ? call->number : 0, 0, 4),
		/* All architectures of this project have the low word first. */
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, call ? call->flag : 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call ? call->flag : 0, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)number(a[1])),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };

	if (!call)
		return EINVAL;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return errno;
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0)
		return errno;
	return outcome(execv(a[2], a + 2));
}

const struct operation seccomp_operations[] = {
	{ "refuse-exec", "SYSCALL ERRNO FILE [ARG...]", refuse_and_exec },
	{ 0 },
};
