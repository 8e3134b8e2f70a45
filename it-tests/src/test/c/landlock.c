/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Operations on Landlock itself, from inside. The constants are those of the kernel's
 * include/uapi/linux/landlock.h; the header of a distribution may be older than its kernel.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe.h"

enum {
	CREATE_RULESET = 444, /* the same numbers on every architecture of this project */
	ADD_RULE = 445,
	RESTRICT_SELF = 446,
	CREATE_RULESET_VERSION = 1,
	CREATE_RULESET_ERRATA = 2,
	RULE_PATH_BENEATH = 1,
	ACCESS_FS_READ_FILE = 1 << 2,
	ACCESS_FS_MAKE_BLOCK = 1 << 11,
	ACCESS_FS_RIGHTS = 17,
	ATTRIBUTE_WORDS = 8, /* more than the 48 bytes of Linux 7.3 */
	SCOPE_SIGNAL = 1 << 1,
	FIRST_DESCRIPTOR = 3,
	LAST_DESCRIPTOR = 1023,
	WORDS = 16, /* of the longest attribute asked about; Linux 7.3 has 6 */
	RULE_TYPES = 8,
};

struct path_beneath {
	uint64_t allowed_access;
	int32_t parent_fd;
} __attribute__((packed));

/* Prints the kernel's ABI, or the negative errno of the question. */
static int print_abi(char **a)
{
	long abi = syscall(CREATE_RULESET, NULL, 0, CREATE_RULESET_VERSION);

	(void)a;
	return print("%ld\n", abi < 0 ? -(long)errno : abi);
}

/* Which bits a word of the attribute may have, each asked for on its own. */
static uint64_t known_bits(size_t word)
{
	uint64_t known = 0;

	for (int bit = 0; bit < 64; bit++) {
		uint64_t words[WORDS] = { 0 };
		int ruleset;

		words[word] = UINT64_C(1) << bit;
		ruleset = (int)syscall(CREATE_RULESET, words, sizeof(words), 0);
		if (ruleset >= 0) {
			known |= words[word];
			close(ruleset);
		}
	}
	return known;
}

/* How many bytes of the attribute may be other than zero; E2BIG says that they may not. */
static size_t known_size(void)
{
	for (size_t word = WORDS; word > 0; word--) {
		uint64_t words[WORDS] = { 0 };

		words[word - 1] = UINT64_MAX;
		if (syscall(CREATE_RULESET, words, sizeof(words), 0) < 0 && errno != E2BIG)
			return word * sizeof(words[0]);
	}
	return 0;
}

/* Whether the kernel gets as far as the rule, of which there is none. */
static int takes_rule(int ruleset, int type, unsigned int flags)
{
	return syscall(ADD_RULE, ruleset, type, NULL, flags) < 0 && errno == EFAULT;
}

/* Whether the kernel gets as far as the descriptor, which is no ruleset. */
static int takes_restriction(int no_ruleset, unsigned int flags)
{
	return syscall(RESTRICT_SELF, no_ruleset, flags) < 0 && (errno == EBADFD || errno == EBADF);
}

/* Prints what the kernel's Landlock has, found out by asking for everything. */
static int print_features(char **a)
{
	const uint64_t handled_access_fs = ACCESS_FS_MAKE_BLOCK;
	long errata = syscall(CREATE_RULESET, NULL, 0, CREATE_RULESET_ERRATA);
	long rule_types = 0;
	unsigned int rule_flags = 0;
	unsigned int restrict_flags = 0;
	int result;
	int ruleset = (int)syscall(CREATE_RULESET, &handled_access_fs, sizeof(handled_access_fs), 0);
	int root = open("/", O_PATH | O_CLOEXEC);

	(void)a;
	errata = errata < 0 ? -(long)errno : errata;
	result = outcome(ruleset < 0 ? ruleset : prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	if (result != 0)
		return result;
	for (int type = 1; type <= RULE_TYPES; type++)
		rule_types += takes_rule(ruleset, type, 0);
	for (int bit = 0; bit < 32; bit++) {
		rule_flags |= takes_rule(ruleset, RULE_PATH_BENEATH, 1U << bit) ? 1U << bit : 0;
		restrict_flags |= takes_restriction(root, 1U << bit) ? 1U << bit : 0;
	}
	return print("fs %#jx\nnet %#jx\nscopes %#jx\nsize %zu\nrule-types %ld\nrule-flags %#x\n"
		     "restrict-flags %#x\nerrata %ld\n",
		     (uintmax_t)known_bits(0), (uintmax_t)known_bits(1), (uintmax_t)known_bits(2),
		     known_size(), rule_types, rule_flags, restrict_flags, errata);
}

/* Prints the bits of the errata, or the negative errno of the question. */
static int print_errata(char **a)
{
	long errata = syscall(CREATE_RULESET, NULL, 0, CREATE_RULESET_ERRATA);

	(void)a;
	return print("%ld\n", errata < 0 ? -(long)errno : errata);
}

/* Makes a ruleset of these words of its attribute; those that are not named are zero. */
static int create_ruleset(char **a)
{
	uint64_t attribute[ATTRIBUTE_WORDS] = { 0 };
	int result;
	int ruleset;

	for (int i = 0; i < ATTRIBUTE_WORDS && a[i]; i++)
		attribute[i] = (uint64_t)number(a[i]);
	ruleset = (int)syscall(CREATE_RULESET, attribute, sizeof(attribute), 0);
	result = outcome(ruleset);
	if (ruleset >= 0)
		close(ruleset);
	return result;
}

/* A ruleset about making block devices; it has them unlogged, if the kernel knows how. */
static int some_ruleset(void)
{
	const uint64_t attribute[] = { ACCESS_FS_MAKE_BLOCK, 0, 0, ACCESS_FS_MAKE_BLOCK, 0, 0 };
	int ruleset = (int)syscall(CREATE_RULESET, attribute, sizeof(attribute), 0);

	return ruleset >= 0 ? ruleset
			    : (int)syscall(CREATE_RULESET, attribute, sizeof(attribute[0]), 0);
}

/* Adds a rule with these flags. */
static int add_rule_with_flags(char **a)
{
	int root = open("/", O_PATH | O_CLOEXEC);
	const struct path_beneath rule = { ACCESS_FS_MAKE_BLOCK, root };
	int ruleset = some_ruleset();

	if (root < 0 || ruleset < 0)
		return errno;
	return outcome(syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, number(a[0])));
}

/* Enters a domain with these flags. */
static int restrict_with_flags(char **a)
{
	int ruleset = some_ruleset();

	if (ruleset < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return errno;
	return outcome(syscall(RESTRICT_SELF, ruleset, number(a[0])));
}

/* What a thread that alone is in a domain may do to the thread that made it. */
static void *signal_creator(void *creator)
{
	static int result;
	const uint64_t attribute[] = { 0, 0, SCOPE_SIGNAL };
	int ruleset = (int)syscall(CREATE_RULESET, attribute, sizeof(attribute), 0);

	if (ruleset < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    syscall(RESTRICT_SELF, ruleset, 0) < 0)
		result = EINVAL;
	else
		result = outcome(syscall(SYS_tgkill, getpid(), *(pid_t *)creator, 0));
	return &result;
}

static int signal_other_thread(char **a)
{
	pthread_t thread;
	void *result;
	pid_t self = (pid_t)syscall(SYS_gettid);
	int failed = pthread_create(&thread, NULL, signal_creator, &self);

	(void)a;
	if (failed == 0)
		failed = pthread_join(thread, &result);
	return failed != 0 ? failed : *(int *)result;
}

/* One more layer, which denies this right everywhere. */
static int add_layer(uint64_t handled_access_fs)
{
	int result;
	int ruleset = (int)syscall(CREATE_RULESET, &handled_access_fs, sizeof(handled_access_fs), 0);

	if (ruleset < 0)
		return errno;
	result = outcome(syscall(RESTRICT_SELF, ruleset, 0));
	close(ruleset);
	return result;
}

/* Adds layers until one fails; the number of those that did not is in *done. */
static int add_layers(long wanted, long *done)
{
	int result = outcome(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));

	for (*done = 0; result == 0 && *done < wanted; *done += result == 0)
		result = add_layer(ACCESS_FS_MAKE_BLOCK);
	return result;
}

/* Prints how many layers could be added. */
static int nest(char **a)
{
	long done;
	int result = add_layers(number(a[0]), &done);
	int printed = print("%ld\n", done);

	return result != 0 ? result : printed;
}

/* Becomes a program inside that many layers. */
static int nest_and_exec(char **a)
{
	long done;
	int result = add_layers(number(a[0]), &done);

	return result != 0 ? result : outcome(execv(a[1], a + 1));
}

/* Denies itself to read files, and tries to. */
static int nest_and_read(char **a)
{
	int result = outcome(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));

	if (result == 0)
		result = add_layer(ACCESS_FS_READ_FILE);
	return result != 0 ? result : read_one_byte(a[0]);
}

/* Tries each right on its own: a rule with one that the ruleset does not handle is refused. */
static int allow_everything(int ruleset, int root)
{
	int result = EINVAL;

	for (int right = 0; right < ACCESS_FS_RIGHTS && result != 0; right++) {
		struct path_beneath rule = { UINT64_C(1) << right, root };

		result = outcome(syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0));
	}
	return result;
}

/*
 * Takes every descriptor for the ruleset that confines this process and tries to open the whole
 * file system in it. 0 if that worked for one, the last errno if not, EBADF if there is none.
 */
static int escape_by_add_rule(char **a)
{
	int result = EBADF;
	int root = open("/", O_PATH | O_CLOEXEC);

	(void)a;
	if (root < 0)
		return errno;
	for (int fd = FIRST_DESCRIPTOR; fd <= LAST_DESCRIPTOR && result != 0; fd++)
		if (fd != root && fcntl(fd, F_GETFD) >= 0)
			result = allow_everything(fd, root);
	close(root);
	return result;
}

const struct operation landlock_operations[] = {
	{ "landlock-abi", "", print_abi },
	{ "landlock-features", "", print_features },
	{ "landlock-errata", "", print_errata },
	{ "landlock-create", "FS [NET] [SCOPED] [QUIET_FS] [QUIET_NET] [QUIET_SCOPED] [LATER...]",
	  create_ruleset },
	{ "landlock-add", "FLAGS", add_rule_with_flags },
	{ "landlock-restrict", "FLAGS", restrict_with_flags },
	{ "landlock-thread-signal", "", signal_other_thread },
	{ "nest", "LAYERS", nest },
	{ "nest-exec", "LAYERS FILE [ARG...]", nest_and_exec },
	{ "nest-read", "FILE", nest_and_read },
	{ "add-rule-escape", "", escape_by_add_rule },
	{ 0 },
};
