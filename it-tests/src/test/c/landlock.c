/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Operations on Landlock itself, from inside. The constants are those of the kernel's
 * include/uapi/linux/landlock.h; the header of a distribution may be older than its kernel.
 */
#include <fcntl.h>
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
	RULE_PATH_BENEATH = 1,
	ACCESS_FS_MAKE_BLOCK = 1 << 11,
	ACCESS_FS_RIGHTS = 17,
	FIRST_DESCRIPTOR = 3,
	LAST_DESCRIPTOR = 1023,
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

/* One more layer, which denies nothing but making block devices. */
static int add_layer(void)
{
	const uint64_t handled_access_fs = ACCESS_FS_MAKE_BLOCK;
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
		result = add_layer();
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
	{ "nest", "LAYERS", nest },
	{ "nest-exec", "LAYERS FILE [ARG...]", nest_and_exec },
	{ "add-rule-escape", "", escape_by_add_rule },
	{ 0 },
};
