/* SPDX-License-Identifier: Apache-2.0 */
/*
 * landlock-exec takes one-way steps in the order given, then becomes a program.
 *
 *	landlock-exec 1 STATUS_FD [OPERATION...] -- FILE ARGV0 [ARG...]
 *
 * README.md describes the operations and the records on STATUS_FD.
 */
#if defined(__x86_64__) && defined(__LP64__)
#include "arch/x86_64.h"
#elif defined(__aarch64__) && defined(__LP64__) && defined(__AARCH64EL__)
#include "arch/aarch64.h"
#elif defined(__riscv) && defined(__LP64__)
#include "arch/riscv64.h"
#else
#error "landlock-exec knows x86_64, aarch64 and riscv64 only"
#endif

/* What failed. Parents of other versions read these: no number changes meaning. */
enum step {
	USAGE = 1, SIGNAL_MASK = 2, SIGNAL_DEFAULT = 3, CLOSE_RANGE = 4, RECORD = 5,
	EXECVE = 6,
	CHDIR = 16, SESSION = 17, GROUP = 18,
	NO_NEW_PRIVS = 24, LANDLOCK_RESTRICT_SELF = 25, LANDLOCK_CLOSE = 26,
	SECCOMP_READ = 32, SECCOMP_INSTALL = 33, SECCOMP_CLOSE = 34,
	/* Reserved: 40 to 47 for parent-death, 48 to 55 for limit. */
};

/* The kernel's constants, the same on all three architectures. */
enum {
	ENOENT = 2, EINTR = 4, EIO = 5, ENOEXEC = 8, EACCES = 13, ENODEV = 19,
	ENOTDIR = 20, EINVAL = 22, ENAMETOOLONG = 36, ELOOP = 40, ETIMEDOUT = 110,
	ESTALE = 116, BPF_INSN_SIZE = 8, BPF_MAXINSNS = 4096, SIG_SETMASK = 2,
	CLOSE_RANGE_CLOEXEC = 4, PATH_MAX = 4096, PR_SET_NO_NEW_PRIVS = 38,
	SECCOMP_SET_MODE_FILTER = 1, SIGPIPE = 13,
};

struct helper {
	int status;		/* STATUS_FD */
	unsigned int index;	/* of the operation at work, 0 before and after */
	char **arg;		/* its arguments */
	const char *path;	/* where to look for FILE, or a null pointer */
};

/* A system call: its result or -errno. Arguments left out are 0. */
#define call(number, ...) system_call(number, (const long[5]){ __VA_ARGS__ })

static long record(const struct helper *h, unsigned int step, int error)
{
	const int words[2] = { (int)(h->index << 16 | step), error };
	long written;

	do
		written = call(NR_write, h->status, (long)words, sizeof(words));
	while (written == -EINTR);
	return written < 0 || written == sizeof(words) ? written : -EIO;
}

_Noreturn static void fail(const struct helper *h, enum step step, long error)
{
	record(h, step, (int)-error);
	call(NR_exit_group, 127);
	__builtin_trap();	/* a seccomp program may refuse even to exit */
}

static long check(const struct helper *h, enum step step, long result)
{
	if (result < 0)
		fail(h, step, result);
	return result;
}

static int same(const char *a, const char *b)
{
	for (; *a && *a == *b; a++)
		b++;
	return *a == *b;
}

/* Decimal digits alone, from minimum to INT_MAX; anything else is -EINVAL. */
static int number(const char *word, int minimum)
{
	int value = 0;

	if (!*word)
		return -EINVAL;
	for (; *word; word++)
		if (*word < '0' || *word > '9' ||
		    __builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, *word - '0', &value))
			return -EINVAL;
	return value < minimum ? -EINVAL : value;
}

static void run_chdir(struct helper *h)
{
	check(h, CHDIR, call(NR_chdir, (long)h->arg[0]));
}

static void run_session(struct helper *h)
{
	check(h, SESSION, call(NR_setsid, 0));
}

static void run_group(struct helper *h)
{
	check(h, GROUP, call(NR_setpgid, 0, 0));
}

/* Who holds a ruleset can widen it for the next start, so it is closed here. */
static void run_landlock(struct helper *h)
{
	long fd = check(h, USAGE, number(h->arg[0], 3));
	long flags = check(h, USAGE, number(h->arg[1], 0));

	check(h, NO_NEW_PRIVS, call(NR_prctl, PR_SET_NO_NEW_PRIVS, 1));
	check(h, LANDLOCK_RESTRICT_SELF, call(NR_landlock_restrict_self, fd, flags));
	check(h, LANDLOCK_CLOSE, call(NR_close, fd));
}

/* Concurrent starts may share FD: pread64 neither uses nor moves its offset. */
static void run_seccomp(struct helper *h)
{
	char code[BPF_MAXINSNS * BPF_INSN_SIZE + 1];
	long fd = check(h, USAGE, number(h->arg[0], 3)), size = 0, got;
	struct { unsigned short count; const char *code; } program;

	check(h, NO_NEW_PRIVS, call(NR_prctl, PR_SET_NO_NEW_PRIVS, 1));
	do {
		got = check(h, SECCOMP_READ, call(NR_pread64, fd, (long)(code + size),
						  (long)sizeof(code) - size, size));
		size += got;
	} while (got);	/* until the file ends or code is full, which is too long */
	check(h, SECCOMP_READ, size && size % BPF_INSN_SIZE == 0 ? 0 : -EINVAL);
	program.count = (unsigned short)(size / BPF_INSN_SIZE);
	program.code = code;
	check(h, SECCOMP_INSTALL,
	      call(NR_seccomp, SECCOMP_SET_MODE_FILTER, 0, (long)&program));
	check(h, SECCOMP_CLOSE, call(NR_close, fd));
}

static void run_path(struct helper *h)
{
	h->path = h->arg[0];
}

static const struct operation {
	const char *word;
	int arguments;
	void (*run)(struct helper *h);
} operations[] = {
	{ "chdir", 1, run_chdir },
	{ "session", 0, run_session },
	{ "group", 0, run_group },
	{ "landlock", 2, run_landlock },
	{ "seccomp", 1, run_seccomp },
	{ "path", 1, run_path },
	{ 0, 0, 0 },
};

/* Runs the operation whose word is *argv and returns what follows it. */
static char **run(struct helper *h, char **argv)
{
	const struct operation *operation = operations;

	while (operation->word && !same(operation->word, *argv))
		operation++;
	check(h, USAGE, operation->word && h->index <= 0xffff ? 0 : -EINVAL);
	h->arg = argv + 1;
	for (int i = 0; i < operation->arguments; i++)
		check(h, USAGE, *++argv ? 0 : -EINVAL);
	operation->run(h);
	return argv + 1;
}

/* What is no program is a shell's; argv[0] is spare for that, argv[1] is ARGV0. */
static long execute(char *path, char **argv, char **envp)
{
	char *argv0 = argv[1];
	long error = call(NR_execve, (long)path, (long)(argv + 1), (long)envp);

	if (error == -ENOEXEC) {
		argv[0] = "/bin/sh";
		argv[1] = path;
		error = call(NR_execve, (long)argv[0], (long)argv, (long)envp);
		argv[1] = argv0;
	}
	return error;
}

/* Tries each directory of the list in turn, going on exactly where the JDK does. */
static long search(const char *list, const char *file, char **argv, char **envp)
{
	char path[PATH_MAX], *const end = path + PATH_MAX;
	long error, denied = 0;

	do {
		const char *name = file;
		char *p = path;

		for (; *list && *list != ':'; list++)
			if (p < end)
				*p++ = *list;
		if (p == path)
			*p++ = '.';
		if (p < end && p[-1] != '/')
			*p++ = '/';
		while (p < end && (*p++ = *name))
			name++;
		error = p[-1] ? -ENAMETOOLONG : execute(path, argv, envp);
		if (error == -EACCES)
			denied = error;
		else if (!p[-1] && error != -ENOENT && error != -ENOTDIR &&
			 error != -ELOOP && error != -ESTALE &&
			 error != -ENODEV && error != -ETIMEDOUT)
			return error;
	} while (*list++);
	return denied ? denied : error;
}

/* Called by _start: argc, then argv and envp, each with a null pointer after it. */
_Noreturn __attribute__((used)) void landlock_exec(long *argc)
{
	static const char usage[] =
		"usage: landlock-exec 1 STATUS_FD [OPERATION...] -- FILE ARGV0 [ARG...]\n";
	static const long zero[4];	/* an empty signal set, or SIG_DFL without flags */
	char **argv = (char **)argc + 1, **envp = argv + *argc + 1, *file;
	struct helper h = { -1, 0, 0, 0 };

	if (*argc >= 3 && same(argv[1], "1"))
		h.status = number(argv[2], 3);
	if (h.status < 0) {
		call(NR_write, 2, (long)usage, sizeof(usage) - 1);
		fail(&h, USAGE, -EINVAL);
	}
	for (argv += 3; *argv && !same(*argv, "--"); h.index++)
		argv = run(&h, argv);
	h.index = 0;
	check(&h, USAGE, argv[0] && argv[1] && argv[2] ? 0 : -EINVAL);
	file = *++argv;
	check(&h, SIGNAL_MASK, call(NR_rt_sigprocmask, SIG_SETMASK, (long)zero, 0, 8));
	check(&h, SIGNAL_DEFAULT, call(NR_rt_sigaction, SIGPIPE, (long)zero, 0, 8));
	check(&h, CLOSE_RANGE, call(NR_close_range, 3, ~0U, CLOSE_RANGE_CLOEXEC));
	check(&h, RECORD, record(&h, 0, 0));
	for (const char *c = file; *c && h.path; c++)
		h.path = *c == '/' ? 0 : h.path;
	fail(&h, EXECVE, h.path && *file ? search(h.path, file, argv, envp) :
					   execute(file, argv, envp));
}
