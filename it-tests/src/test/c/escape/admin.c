/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to administrate the machine, and to use rarely needed parts of the kernel. */
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/userfaultfd.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

#include "escape.h"

static void make_bpf_map(char **a)
{
	union bpf_attr attributes;

	(void)a;
	memset(&attributes, 0, sizeof(attributes));
	attributes.map_type = BPF_MAP_TYPE_ARRAY;
	attributes.key_size = 4;
	attributes.value_size = 4;
	attributes.max_entries = 1;
	call("bpf", syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof(attributes)));
}

/* Faults in user mode only, which everybody may watch. */
static void watch_faults(char **a)
{
	(void)a;
	call("userfaultfd", syscall(SYS_userfaultfd, O_CLOEXEC | UFFD_USER_MODE_ONLY));
}

static void read_kernel_messages(char **a)
{
	enum { READ_ALL = 3 };
	char text[256];

	(void)a;
	check("a message", call("syslog", syscall(SYS_syslog, READ_ALL, text, sizeof(text))) > 0);
}

/* Gives the machine the name that it has. */
static void change_host_name(char **a)
{
	char name[256];

	(void)a;
	call("gethostname", gethostname(name, sizeof(name)));
	call("sethostname", sethostname(name, strlen(name)));
}

/* Sets the tick that the clock has. */
static void change_clock(char **a)
{
	struct timex clock = { 0 };

	(void)a;
	call("adjtimex", adjtimex(&clock));
	clock.modes = ADJ_TICK;
	call("adjtimex", adjtimex(&clock));
}

/* Writes the value that the setting has. */
static void change_setting(char **a)
{
	char value[256];
	size_t size = read_text(a[0], value, sizeof(value));
	int fd = open_file(a[0], O_WRONLY);

	check("all bytes", call("write", write(fd, value, size)) == (ssize_t)size);
}

static void become_other_user(char **a)
{
	uid_t user = (uid_t)number(a[0]);

	call("setresuid", syscall(SYS_setresuid, user, user, user));
	check("the user", getuid() == user);
}

static void raise_priority(char **a)
{
	(void)a;
	call("setpriority", setpriority(PRIO_PROCESS, 0, -5));
	check("the priority", getpriority(PRIO_PROCESS, 0) == -5);
}

/* A file of somebody else that nobody may read. */
static void override_mode(char **a)
{
	read_secret(a[0]);
}

static void use_ports(char **a)
{
	(void)a;
#if defined(__x86_64__)
	call("iopl", syscall(SYS_iopl, 3));
	call("iopl", syscall(SYS_iopl, 0));
#else
	impossible("no such call on this architecture");
#endif
}

static void change_descriptor_table(char **a)
{
	(void)a;
#if defined(__x86_64__)
	uint32_t entry[4] = { 0, 0, 0xfffff, 0x51 };

	call("modify_ldt", syscall(SYS_modify_ldt, 1, entry, sizeof(entry)));
#else
	impossible("no such call on this architecture");
#endif
}

/*
 * unshare(CLONE_NEWUSER) by its number of another calling convention, for which a filter that looks
 * at the number alone has another meaning.
 */
static void unshare_by_32_bit_call(char **a)
{
	(void)a;
#if defined(__x86_64__)
	long result;

	__asm__ volatile ("int $0x80" : "=a"(result) : "a"(310L), "b"((long)CLONE_NEWUSER) : "memory");
	if (result < 0) {
		if (result == -ENOSYS)
			impossible("the kernel runs no 32-bit calls");
		refused("unshare by int 0x80", (int)-result);
	}
#else
	impossible("no such convention on this architecture");
#endif
}

static void unshare_by_x32_call(char **a)
{
	(void)a;
#if defined(__x86_64__)
	call("unshare of x32", syscall(0x40000000 + SYS_unshare, CLONE_NEWUSER));
#else
	impossible("no such convention on this architecture");
#endif
}

const struct attempt admin_attempts[] = {
	{ "make-bpf-map", "", make_bpf_map },
	{ "watch-faults", "", watch_faults },
	{ "read-kernel-messages", "", read_kernel_messages },
	{ "change-host-name", "", change_host_name },
	{ "change-clock", "", change_clock },
	{ "change-setting", "SETTING", change_setting },
	{ "become-other-user", "USER", become_other_user },
	{ "raise-priority", "", raise_priority },
	{ "override-mode", "FILE", override_mode },
	{ "use-ports", "", use_ports },
	{ "change-descriptor-table", "", change_descriptor_table },
	{ "unshare-by-32-bit-call", "", unshare_by_32_bit_call },
	{ "unshare-by-x32-call", "", unshare_by_x32_call },
	{ 0 },
};
