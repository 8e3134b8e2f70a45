/* SPDX-License-Identifier: Apache-2.0 */
/* The kernel's names of error numbers, as far as the tests meet them. */
#include <errno.h>
#include <stdio.h>

static inline const char *error_name(int error)
{
	static const struct {
		int error;
		const char *name;
	} names[] = {
#define NAME(error) { error, #error }
		NAME(E2BIG), NAME(EACCES), NAME(EAGAIN), NAME(EBADF), NAME(EBADFD),
		NAME(EBUSY), NAME(ECONNREFUSED), NAME(EINVAL), NAME(EIO), NAME(ELOOP),
		NAME(ENAMETOOLONG), NAME(ENODEV), NAME(ENOENT), NAME(ENOEXEC), NAME(ENOSPC),
		NAME(ENOSYS), NAME(ENOTDIR), NAME(ENOTSOCK), NAME(EOPNOTSUPP), NAME(EPERM),
		NAME(EPIPE), NAME(ESPIPE), NAME(ESRCH), NAME(ETXTBSY),
#undef NAME
	};
	static char other[16];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (names[i].error == error)
			return names[i].name;
	snprintf(other, sizeof(other), "errno %d", error);
	return other;
}
