/* SPDX-License-Identifier: Apache-2.0 */
/*
 * abi-clamp: runs a command with this kernel's Landlock cut down to an older ABI.
 *
 *     abi-clamp N COMMAND [ARG...]        ABI N: version, errata, sizes, rights, rule types, flags
 *     abi-clamp absent COMMAND [ARG...]   a kernel without Landlock: ENOSYS
 *     abi-clamp off COMMAND [ARG...]      one that booted without it: EOPNOTSUPP
 *
 * The exit status is the command's, 128 and more for a signal, or 255 with a text on standard error.
 *
 * A seccomp filter hands Landlock's three system calls of the command, and of all that it starts, to
 * this process, which refuses what ABI N does not know and lets the kernel do the rest. So:
 *
 * - No process below can have a second listener, which is how programs are watched.
 * - What outlives the command finds no Landlock (ENOSYS).
 * - A rule type or a flag that ABI N does not know is refused before the descriptor is looked at.
 * - A rename to another directory, which ABI 1 never allows, fails with EACCES where the kernel's own
 *   ABI says so; a kernel of ABI 1 always answers EXDEV. It allowed 64 layers; 16 it is here.
 * - The errata are the kernel's own, if ABI N can be asked for them.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define CREATE_RULESET 444 /* the same numbers on every architecture of this project */
#define ADD_RULE 445
#define RESTRICT_SELF 446
#define PIDFD_OPEN 434
#define PIDFD_GETFD 438

#define CREATE_RULESET_VERSION 1
#define CREATE_RULESET_ERRATA 2
#define RESTRICT_SELF_SUBDOMAINS_OFF 4
#define RESTRICT_SELF_TSYNC 8
#define LARGEST 4096 /* of an attribute; the kernel refuses more by itself */
#define FAILURE 255

/* What an ABI has; include/uapi/linux/landlock.h of the kernel, Linux 7.3. */
struct abi {
	int fs_rights;
	int net_rights;
	int scopes;
	size_t attribute_size;
	uint32_t rule_types;
	uint32_t rule_flags;
	uint32_t restrict_flags;
};

static const struct abi abis[] = {
	[1] = { 13, 0, 0, 8, 1, 0, 0 },
	[2] = { 14, 0, 0, 8, 1, 0, 0 },
	[3] = { 15, 0, 0, 8, 1, 0, 0 },
	[4] = { 15, 2, 0, 16, 2, 0, 0 },
	[5] = { 16, 2, 0, 16, 2, 0, 0 },
	[6] = { 16, 2, 2, 24, 2, 0, 0 },
	[7] = { 16, 2, 2, 24, 2, 0, 0x7 },
	[8] = { 16, 2, 2, 24, 2, 0, 0xf },
	[9] = { 17, 2, 2, 24, 2, 0, 0xf },
	[10] = { 17, 4, 2, 48, 2, 1, 0xf },
	[11] = { 17, 4, 2, 48, 2, 1, 0x1f },
};

#define NEWEST ((long)(sizeof(abis) / sizeof(abis[0])) - 1)

/* What becomes of a call: an errno, a value to return, or neither: then the kernel does it. */
struct answer {
	int error;
	long value;
};

static const struct answer by_kernel;

static struct answer failure(int error)
{
	return (struct answer){ .error = error };
}

static int beyond(uint64_t bits, int known)
{
	return bits >> known != 0;
}

static void die(const char *what)
{
	dprintf(STDERR_FILENO, "abi-clamp: %s: %s\n", what, strerror(errno));
	_exit(FAILURE);
}

static struct answer query(const struct seccomp_data *call, long number)
{
	uint32_t flags = (uint32_t)call->args[2];

	if (flags == CREATE_RULESET_VERSION && !call->args[0] && !call->args[1])
		return (struct answer){ .value = number };
	if (flags == CREATE_RULESET_ERRATA && number < 7)
		return failure(EINVAL);
	return by_kernel;
}

static struct answer create_ruleset(const struct seccomp_notif *request, long number)
{
	const struct abi *abi = &abis[number];
	const struct seccomp_data *call = &request->data;
	unsigned char bytes[LARGEST] = { 0 };
	uint64_t handled[3]; /* on files, on ports, scopes */
	struct iovec local = { bytes, call->args[1] };
	struct iovec remote = { (void *)(uintptr_t)call->args[0], call->args[1] };
	ssize_t size;

	if ((uint32_t)call->args[2] != 0)
		return query(call, number);
	if (call->args[1] < sizeof(handled[0]) || call->args[1] > sizeof(bytes))
		return by_kernel;
	size = process_vm_readv((pid_t)request->pid, &local, 1, &remote, 1, 0);
	if (size < 0 && errno != EFAULT) {
		dprintf(STDERR_FILENO, "abi-clamp: cannot read the memory of process %u: %s\n",
			request->pid, strerror(errno));
		return failure(EPERM);
	}
	if (size != (ssize_t)local.iov_len)
		return by_kernel; /* which cannot read it either */
	for (size_t i = abi->attribute_size; i < local.iov_len; i++)
		if (bytes[i] != 0)
			return failure(E2BIG);
	memcpy(handled, bytes, sizeof(handled));
	if (beyond(handled[0], abi->fs_rights) || beyond(handled[1], abi->net_rights) ||
	    beyond(handled[2], abi->scopes))
		return failure(EINVAL);
	return by_kernel;
}

static struct answer add_rule(const struct seccomp_data *call, const struct abi *abi)
{
	int known = (uint32_t)call->args[1] <= abi->rule_types &&
		    ((uint32_t)call->args[3] & ~abi->rule_flags) == 0;

	return known ? by_kernel : failure(EINVAL);
}

/* Without a ruleset only the log is changed, which takes a flag that goes with no other before ABI 9. */
static struct answer restrict_self(const struct seccomp_data *call, long number)
{
	uint32_t flags = (uint32_t)call->args[1];

	if (flags & ~abis[number].restrict_flags)
		return failure(EINVAL);
	if ((int)call->args[0] == -1 && number < 9 &&
	    flags == (RESTRICT_SELF_SUBDOMAINS_OFF | RESTRICT_SELF_TSYNC))
		return failure(EBADF);
	return by_kernel;
}

static struct answer answer_to(const struct seccomp_notif *request, long number)
{
	switch (request->data.nr) {
	case CREATE_RULESET:
		return create_ruleset(request, number);
	case ADD_RULE:
		return add_rule(&request->data, &abis[number]);
	default:
		return restrict_self(&request->data, number);
	}
}

/* One request; the process that made it may have been killed, or interrupted, in the meantime. */
static void serve(int listener, long number)
{
	struct seccomp_notif request = { 0 };
	struct seccomp_notif_resp response = { 0 };
	struct answer answer;

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request) < 0) {
		if (errno == ENOENT || errno == EINTR)
			return;
		die("cannot receive a system call");
	}
	answer = answer_to(&request, number);
	response.id = request.id;
	response.error = -answer.error;
	response.val = answer.value;
	if (answer.error == 0 && answer.value == 0)
		response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response) < 0 && errno != ENOENT)
		die("cannot answer a system call");
}

/* Has Landlock's calls do this; the descriptor of a listener, if they are to be handed to one. */
static int filter(uint32_t action, unsigned int flags)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, CREATE_RULESET, 0, 2),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, RESTRICT_SELF, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, action),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };
	int result;

	if (geteuid() != 0)
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	result = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
	if (result < 0)
		die("cannot install a seccomp filter (a second listener is refused with EBUSY)");
	return result;
}

static void become(char **command)
{
	execvp(command[0], command);
	die(command[0]);
}

/* Says which descriptor the listener is, and keeps it until the parent has a copy. */
static void become_clamped(char **command, int parent)
{
	int listener = filter(SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER);

	if (write(parent, &listener, sizeof(listener)) != sizeof(listener) ||
	    read(parent, &listener, 1) != 1)
		die("the parent has gone");
	become(command);
}

/* A copy of the child's listener; the number is all there is to read. */
static int take_listener(int child, int process)
{
	int listener;

	if (read(child, &listener, sizeof(listener)) != sizeof(listener))
		_exit(FAILURE); /* the child has said why */
	listener = (int)syscall(PIDFD_GETFD, process, listener, 0);
	if (listener < 0)
		die("pidfd_getfd");
	if (write(child, "", 1) != 1)
		die("the command has gone");
	return listener;
}

/* Serves until the command has ended. */
static int run_clamped(char **command, long number)
{
	int ends[2];
	int status;
	int process;
	pid_t child;
	struct pollfd events[2] = { { .events = POLLIN }, { .events = POLLIN } };

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		die("socketpair");
	child = fork();
	close(ends[child == 0 ? 0 : 1]);
	if (child == 0)
		become_clamped(command, ends[1]);
	process = (int)syscall(PIDFD_OPEN, child, 0);
	if (child < 0 || process < 0)
		die("cannot start a process");
	signal(SIGINT, SIG_IGN); /* the command's to handle */
	events[0].fd = process;
	events[1].fd = take_listener(ends[0], process);
	while (!events[0].revents) {
		if (poll(events, 2, -1) < 0 && errno != EINTR)
			die("poll");
		if (events[1].revents & POLLIN)
			serve(events[1].fd, number);
	}
	if (waitpid(child, &status, 0) < 0)
		die("waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
	long own = syscall(CREATE_RULESET, NULL, 0, CREATE_RULESET_VERSION);
	char *end = "";
	long number = argc < 3 ? 0 : strtol(argv[1], &end, 10);

	if (argc >= 3 && (strcmp(argv[1], "absent") == 0 || strcmp(argv[1], "off") == 0)) {
		filter(SECCOMP_RET_ERRNO | (argv[1][0] == 'a' ? ENOSYS : EOPNOTSUPP), 0);
		become(argv + 2);
	}
	if (number < 1 || *end != '\0') {
		dprintf(STDERR_FILENO, "usage: abi-clamp N|absent|off COMMAND [ARG...]\n");
		return FAILURE;
	}
	if (number > own || number > NEWEST) {
		dprintf(STDERR_FILENO, "abi-clamp: no ABI %ld: this kernel has %ld, and %ld is the newest known\n",
			number, own, NEWEST);
		return FAILURE;
	}
	return run_clamped(argv + 2, number);
}
