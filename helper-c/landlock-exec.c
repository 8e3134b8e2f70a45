/* SPDX-License-Identifier: Apache-2.0 */
/*
 * landlock-exec takes one-way steps in the order given, then becomes a program.
 *
 *	landlock-exec 1 STATUS_FD [OPERATION...] -- FILE ARGV0 [ARG...]
 *
 * README.md describes the operations and the records on STATUS_FD.
 */
#include "kernel.h"
#include "protocol.h"
#include "seccomp.h"

static void run_chdir(struct helper *h)
{
	check(h, CHDIR, call(NR_chdir, h->value[0]));
}

static void run_session(struct helper *h)
{
	check(h, SESSION, call(NR_setsid));
}

static void run_group(struct helper *h)
{
	check(h, GROUP, call(NR_setpgid, 0, 0));
}

/* A parent that ended before the first call sends no signal, so it is looked for after it. */
static void run_parent_death(struct helper *h)
{
	prctl(h, PARENT_DEATH, PR_SET_PDEATHSIG, h->value[0]);
	check(h, PARENT_GONE, call(NR_getppid) == h->value[1] ? 0 : -ESRCH);
}

/* SOFT and HARD lie in value as in a struct rlimit64. */
static void run_limit(struct helper *h)
{
	check(h, LIMIT, call(NR_prlimit64, 0, h->value[0], (long)&h->value[1]));
}

/* "0" is the process that writes it. */
static void run_cgroup(struct helper *h)
{
	check(h, CGROUP, call(NR_write, h->value[0], (long)"0", 1));
	close(h, CGROUP_CLOSE, h->value[0]);
}

/* Root's capabilities outlive setresuid, so that `capabilities` can say which go. */
static void run_user(struct helper *h)
{
	const long uid = h->value[0], gid = h->value[1];

	prctl(h, USER_KEEPCAPS, PR_SET_KEEPCAPS, 1);
	check(h, USER_GROUPS, call(NR_setgroups, 0, 0));
	check(h, USER_GID, call(NR_setresgid, gid, gid, gid));
	check(h, USER_UID, call(NR_setresuid, uid, uid, uid));
}

/* The ambient set loses by itself what is no longer both permitted and inheritable. */
static void set_capabilities(struct helper *h, unsigned long permitted, unsigned long inheritable)
{
	const struct cap_header header = { LINUX_CAPABILITY_VERSION_3, 0 };
	struct cap_data data[2];

	for (int i = 0; i < 2; i++, permitted >>= 32, inheritable >>= 32) {
		data[i].effective = data[i].permitted = (unsigned int)permitted;
		data[i].inheritable = (unsigned int)inheritable;
	}
	check(h, CAPABILITIES, call(NR_capset, (long)&header, (long)data));
}

/*
 * The bounding set stays. Of what is in it, execve grants user 0 nothing by SECBIT_NOROOT, and
 * nobody anything by no_new_privs, which is always set later. So without CAP_SETPCAP, which it
 * takes to set the former, the latter is enough.
 */
static void run_capabilities(struct helper *h)
{
	unsigned long keep = (unsigned long)h->value[0], permitted;
	const struct cap_header header = { LINUX_CAPABILITY_VERSION_3, 0 };
	struct cap_data data[2];
	long bits;

	check(h, CAPABILITIES, call(NR_capget, (long)&header, (long)data));
	permitted = data[0].permitted | (unsigned long)data[1].permitted << 32;
	check(h, CAPABILITIES, keep & ~permitted ? -EPERM : 0);
	set_capabilities(h, permitted, keep);	/* effective again after `user` */
	for (long c = 0; c < 64; c++)
		if (keep >> c & 1)
			check(h, CAPABILITIES_AMBIENT,
			      call(NR_prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, c));
	if (permitted >> CAP_SETPCAP & 1) {
		bits = prctl(h, CAPABILITIES_SECUREBITS, PR_GET_SECUREBITS, 0);
		bits |= SECBIT_NOROOT | SECBIT_NOROOT_LOCKED;
		prctl(h, CAPABILITIES_SECUREBITS, PR_SET_SECUREBITS, bits);
	}
	set_capabilities(h, keep, keep);
}

/* Who holds a ruleset can widen it for the next start, so it is closed here. */
static void run_landlock(struct helper *h)
{
	prctl(h, NO_NEW_PRIVS, PR_SET_NO_NEW_PRIVS, 1);
	check(h, LANDLOCK_RESTRICT_SELF,
	      call(NR_landlock_restrict_self, h->value[0], h->value[1]));
	close(h, LANDLOCK_CLOSE, h->value[0]);
}

static void run_path(struct helper *h)
{
	h->path = (const char *)h->value[0];
}

static const struct operation {
	const char *word, *arguments;	/* the kind of each is a letter that value_of knows */
	void (*run)(struct helper *h);
} operations[] = {
	{ "chdir", "s", run_chdir },
	{ "session", "", run_session },
	{ "group", "", run_group },
	{ "parent-death", "ii", run_parent_death },
	{ "limit", "ill", run_limit },
	{ "cgroup", "d", run_cgroup },
	{ "user", "uu", run_user },
	{ "capabilities", "m", run_capabilities },
	{ "landlock", "di", run_landlock },
	{ "notify", "dd", run_notify },
	{ "seccomp", "d", run_seccomp },
	{ "path", "s", run_path },
	{ 0, 0, 0 },
};

/* Runs the operation whose word is *argv and returns what follows it. */
static char **run(struct helper *h, char **argv)
{
	const struct operation *operation = operations;

	while (operation->word && !same(operation->word, *argv))
		operation++;
	check(h, USAGE, operation->word && h->index <= 0xffff ? 0 : -EINVAL);
	for (int i = 0; operation->arguments[i]; i++)
		h->value[i] = value_of(h, operation->arguments[i], *++argv);
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
_Noreturn __attribute__((used)) void enter(long *argc)
{
	static const long zero[4];	/* an empty signal set, or SIG_DFL without flags */
	char **argv = (char **)argc + 1, **envp = argv + *argc + 1, *file;
	struct helper h;

	h.status = -1;
	h.index = 0;
	h.path = 0;
	check(&h, USAGE, *argc >= 3 && same(argv[1], "1") ? 0 : -EINVAL);
	h.status = (int)value_of(&h, 'd', argv[2]);
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
