/* SPDX-License-Identifier: Apache-2.0 */
/*
 * x86-64: system call numbers (Linux, arch/x86/entry/syscalls/syscall_64.tbl),
 * how to make a system call, and the first instructions.
 */
enum {
	NR_write = 1,
	NR_close = 3,
	NR_rt_sigaction = 13,
	NR_rt_sigprocmask = 14,
	NR_pread64 = 17,
	NR_sendmsg = 46,
	NR_execve = 59,
	NR_chdir = 80,
	NR_setpgid = 109,
	NR_getppid = 110,
	NR_setsid = 112,
	NR_setgroups = 116,
	NR_setresuid = 117,
	NR_setresgid = 119,
	NR_capget = 125,
	NR_capset = 126,
	NR_prctl = 157,
	NR_exit_group = 231,
	NR_prlimit64 = 302,
	NR_seccomp = 317,
	NR_close_range = 436,
	NR_landlock_restrict_self = 446,
};

/* For tree-guard. */
enum {
	NR_read = 0,
	NR_getpid = 39,
	NR_clone = 56,
	NR_kill = 62,
	NR_rt_sigtimedwait = 128,
	NR_waitid = 247,
	NR_openat = 257,
};

static long system_call(long number, long a, long b, long c, long d, long e)
{
	register long fourth __asm__("r10") = d;
	register long fifth __asm__("r8") = e;
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b),
			   "d"(c), "r"(fourth), "r"(fifth)
			 : "rcx", "r11", "memory");
	return result;
}

/* The kernel leaves argc, argv and envp on the stack. */
__asm__(".globl _start\n"
	"_start:\n"
	"	xor %ebp, %ebp\n"
	"	mov %rsp, %rdi\n"
	"	and $-16, %rsp\n"
	"	call enter\n");
