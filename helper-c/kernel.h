/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the two programs use of the kernel's interface (Linux, include/uapi): constants and
 * structures that all three architectures share, and the header of the one it is built for.
 */
#if defined(__x86_64__) && defined(__LP64__)
#include "arch/x86_64.h"
#elif defined(__aarch64__) && defined(__LP64__) && defined(__AARCH64EL__)
#include "arch/aarch64.h"
#elif defined(__riscv) && defined(__LP64__)
#include "arch/riscv64.h"
#else
#error "there are x86_64, aarch64 and riscv64 only"
#endif

enum {
	EPERM = 1, ENOENT = 2, ESRCH = 3, EINTR = 4, EIO = 5, ENOEXEC = 8, EACCES = 13,
	ENODEV = 19, ENOTDIR = 20, EINVAL = 22, ENAMETOOLONG = 36, ELOOP = 40,
	ETIMEDOUT = 110, ESTALE = 116,
};

enum {
	PR_SET_PDEATHSIG = 1, PR_SET_KEEPCAPS = 8, PR_GET_SECUREBITS = 27,
	PR_SET_SECUREBITS = 28, PR_SET_CHILD_SUBREAPER = 36, PR_SET_NO_NEW_PRIVS = 38,
	PR_CAP_AMBIENT = 47, PR_CAP_AMBIENT_RAISE = 2,
};

enum {
	BPF_INSN_SIZE = 8, BPF_MAXINSNS = 4096, CAP_SETPCAP = 8, CLOSE_RANGE_CLOEXEC = 4,
	CONTROL_LENGTH = 20,
	INT_MAX = 2147483647, LINUX_CAPABILITY_VERSION_3 = 0x20080522, MSG_CONFIRM = 0x800,
	MSG_NOSIGNAL = 0x4000, MSG_PROXY = 0x10,
	PATH_MAX = 4096, SCM_RIGHTS = 1,
	SECBIT_NOROOT = 1, SECBIT_NOROOT_LOCKED = 2, SECCOMP_FILTER_FLAG_NEW_LISTENER = 8,
	SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV = 32, SECCOMP_SET_MODE_FILTER = 1, SIGPIPE = 13,
	SIG_SETMASK = 2, SOL_SOCKET = 1,
};

#define UID_MAX 4294967294UL	/* the one above it means "leave it" */

/* struct __user_cap_header_struct */
struct cap_header {
	unsigned int version;
	int pid;
};

/* struct __user_cap_data_struct: one for the capabilities 0 to 31, one for the others. */
struct cap_data {
	unsigned int effective, permitted, inheritable;
};

/* struct sock_fprog */
struct bpf_program {
	unsigned short count;
	const char *code;
};

struct iovec {
	const void *base;
	unsigned long length;
};

/* struct msghdr of the kernel, struct user_msghdr */
struct message {
	const void *name;
	int name_length;
	const struct iovec *parts;
	unsigned long part_count;
	const void *control;
	unsigned long control_size;
	unsigned int flags;
};

/* struct cmsghdr with a descriptor, which is an int and the low half of fd: all are little-endian */
struct control {
	unsigned long length;
	int level, type;
	long fd;
};

/* A system call: its result or -errno. Arguments left out are 0. */
#define call(...) call_padded(__VA_ARGS__, 0, 0, 0, 0, 0)
#define call_padded(number, a, b, c, d, e, ...) system_call(number, a, b, c, d, e)
