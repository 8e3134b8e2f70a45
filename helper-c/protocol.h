/* SPDX-License-Identifier: Apache-2.0 */
/* How landlock-exec talks with its parent: words and numbers come in, records go out. */

/* What failed. Parents of other versions read these: no number changes meaning. */
enum step {
	USAGE = 1, SIGNAL_MASK = 2, SIGNAL_DEFAULT = 3, CLOSE_RANGE = 4, RECORD = 5,
	EXECVE = 6,
	CHDIR = 16, SESSION = 17, GROUP = 18,
	NO_NEW_PRIVS = 24, LANDLOCK_RESTRICT_SELF = 25, LANDLOCK_CLOSE = 26,
	SECCOMP_READ = 32, SECCOMP_INSTALL = 33, SECCOMP_CLOSE = 34,
	PARENT_DEATH = 40, PARENT_GONE = 41, LIMIT = 48,
	USER_GROUPS = 56, USER_GID = 57, USER_UID = 58, USER_KEEPCAPS = 59,
	CAPABILITIES = 60, CAPABILITIES_AMBIENT = 61, CAPABILITIES_SECUREBITS = 62,
	CGROUP = 72, CGROUP_CLOSE = 73,
	NOTIFY_READ = 80, NOTIFY_INSTALL = 81, NOTIFY_SEND = 82, NOTIFY_CLOSE = 83,
};

struct helper {
	int status;		/* STATUS_FD, or -1 before it is known */
	unsigned int index;	/* of the operation at work, 0 before and after */
	long value[3];		/* of its arguments */
	const char *path;	/* where to look for FILE, or a null pointer */
};

static long record(const struct helper *h, unsigned int step, int error)
{
	const int words[2] = { (int)(h->index << 16 | step), error };
	long written;

	do
		written = call(NR_write, h->status, (long)words, sizeof(words));
	while (written == -EINTR);
	return written < 0 || written == sizeof(words) ? written : -EIO;
}

/* Without STATUS_FD all that can be told is how landlock-exec is called. */
_Noreturn static void fail(const struct helper *h, enum step step, long error)
{
	static const char usage[] =
		"usage: landlock-exec 1 STATUS_FD [OPERATION...] -- FILE ARGV0 [ARG...]\n";

	if (h->status < 0)
		call(NR_write, 2, (long)usage, sizeof(usage) - 1);
	else
		record(h, step, (int)-error);
	call(NR_exit_group, 127);
	__builtin_trap();	/* a seccomp program may refuse even to exit */
}

/* The result comes first, as it already is where a first argument goes: that makes it smaller. */
#define check(h, step, result) checked(result, h, step)

static long checked(long result, const struct helper *h, enum step step)
{
	if (result < 0)
		fail(h, step, result);
	return result;
}

/* The options in use here take no more than this; the kernel wants the others to be 0. */
static long prctl(const struct helper *h, enum step step, long option, long value)
{
	return check(h, step, call(NR_prctl, option, value));
}

static void close(const struct helper *h, enum step step, long fd)
{
	check(h, step, call(NR_close, fd));
}

static int same(const char *a, const char *b)
{
	for (; *a && *a == *b; a++)
		b++;
	return *a == *b;
}

/*
 * What an argument of this kind stands for: s its string, d a descriptor but no standard stream,
 * i an int, u a user or group, l 64 bits, all in decimal digits alone; m a hexadecimal mask.
 */
static long value_of(const struct helper *h, char kind, const char *word)
{
	const unsigned long base = kind == 'm' ? 16 : 10,
			    maximum = kind == 'd' || kind == 'i' ? INT_MAX :
				      kind == 'u' ? UID_MAX : ~0UL;
	unsigned long value = 0, digit;

	check(h, USAGE, word ? 0 : -EINVAL);
	if (kind == 's')
		return (long)word;
	do {
		digit = (unsigned long)(*word <= '9' ? *word - '0' :
					*word >= 'a' ? *word - 'a' + 10 : 16);
		if (digit >= base || __builtin_mul_overflow(value, base, &value) ||
		    __builtin_add_overflow(value, digit, &value) || value > maximum)
			fail(h, USAGE, -EINVAL);
	} while (*++word);
	check(h, USAGE, kind == 'd' && value < 3 ? -EINVAL : 0);
	return (long)value;
}
