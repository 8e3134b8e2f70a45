/* SPDX-License-Identifier: Apache-2.0 */
/* The operations that install a classic BPF program of seccomp(2). */

/* Concurrent starts may share the program: pread64 neither uses nor moves its offset. */
static long install(const struct helper *h, enum step read, enum step install, long flags)
{
	char code[BPF_MAXINSNS * BPF_INSN_SIZE + 1];
	struct bpf_program program;
	long size = 0, got;

	prctl(h, NO_NEW_PRIVS, PR_SET_NO_NEW_PRIVS, 1);
	do {
		got = check(h, read, call(NR_pread64, h->value[0], (long)(code + size),
					  (long)sizeof(code) - size, size));
		size += got;
	} while (got);	/* until the file ends or code is full, which is too long */
	check(h, read, size && size % BPF_INSN_SIZE == 0 ? 0 : -EINVAL);
	program.count = (unsigned short)(size / BPF_INSN_SIZE);
	program.code = code;
	do {
		got = call(NR_seccomp, SECCOMP_SET_MODE_FILTER, flags, (long)&program);
		flags ^= SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;	/* Linux 5.19 */
	} while (got == -EINVAL && flags == SECCOMP_FILTER_FLAG_NEW_LISTENER);
	return check(h, install, got);
}

static void run_seccomp(struct helper *h)
{
	install(h, SECCOMP_READ, SECCOMP_INSTALL, 0);
	close(h, SECCOMP_CLOSE, h->value[0]);
}

/*
 * What waits for an answer is woken by no signal but one that kills it. The message must not wait
 * itself: its flags, which mean nothing to a Unix socket, tell it from all that a program sends.
 */
static void run_notify(struct helper *h)
{
	const long listener = install(h, NOTIFY_READ, NOTIFY_INSTALL,
				      SECCOMP_FILTER_FLAG_NEW_LISTENER |
				      SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
	const struct control control = { CONTROL_LENGTH, SOL_SOCKET, SCM_RIGHTS, listener };
	const struct iovec byte = { &control, 1 };	/* a stream carries no control alone */
	const struct message message = { 0, 0, &byte, 1, &control, sizeof(control), 0 };

	check(h, NOTIFY_SEND, call(NR_sendmsg, h->value[1], (long)&message,
				   MSG_NOSIGNAL | MSG_CONFIRM | MSG_PROXY));
	h->value[2] = listener;
	for (int i = 0; i < 3; i++)
		close(h, NOTIFY_CLOSE, h->value[i]);
}
