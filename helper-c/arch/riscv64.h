/* SPDX-License-Identifier: Apache-2.0 */
/*
 * riscv64: system call numbers (Linux, include/uapi/asm-generic/unistd.h),
 * how to make a system call, and the first instructions.
 */
enum {
	NR_chdir = 49,
	NR_close = 57,
	NR_write = 64,
	NR_pread64 = 67,
	NR_capget = 90,
	NR_capset = 91,
	NR_exit_group = 94,
	NR_rt_sigaction = 134,
	NR_rt_sigprocmask = 135,
	NR_setresuid = 147,
	NR_setresgid = 149,
	NR_setpgid = 154,
	NR_setsid = 157,
	NR_setgroups = 159,
	NR_prctl = 167,
	NR_getppid = 173,
	NR_sendmsg = 211,
	NR_execve = 221,
	NR_prlimit64 = 261,
	NR_seccomp = 277,
	NR_close_range = 436,
	NR_landlock_restrict_self = 446,
};

/* For tree-guard. */
enum {
	NR_openat = 56,
	NR_read = 63,
	NR_waitid = 95,
	NR_kill = 129,
	NR_rt_sigtimedwait = 137,
	NR_getpid = 172,
	NR_clone = 220,
};

static long system_call(long number, long a, long b, long c, long d, long e)
{
	register long a7 __asm__("a7") = number;
	register long a0 __asm__("a0") = a;
	register long a1 __asm__("a1") = b;
	register long a2 __asm__("a2") = c;
	register long a3 __asm__("a3") = d;
	register long a4 __asm__("a4") = e;

	__asm__ volatile("ecall"
			 : "+r"(a0)
			 : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4)
			 : "memory");
	return a0;
}

/*
 * The kernel leaves argc, argv and envp on the stack, which it aligns. The
 * linker may address data relative to gp, so gp is set before anything else.
 */
__asm__(".globl _start\n"
	"_start:\n"
	"	.option push\n"
	"	.option norelax\n"
	"	la gp, __global_pointer$\n"
	"	.option pop\n"
	"	mv a0, sp\n"
	"	call enter\n");
