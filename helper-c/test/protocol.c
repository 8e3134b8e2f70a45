/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests landlock-exec from its parent's side.
 *
 *	protocol DIRECTORY PROGRAM native HELPER
 *	protocol DIRECTORY PROGRAM emulated EMULATOR HELPER
 *
 * DIRECTORY is empty and becomes the layout below. Emulated are only the groups that an
 * emulator of user programs can be truthful about.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/securebits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "errors.h"
#include "peer.h"

/* Linux 6.18, include/uapi/linux/landlock.h: a distribution's header may lack it. */
enum { SYS_CREATE_RULESET = 444, SYS_ADD_RULE = 445, SYS_CLOSE_RANGE = 436 };
enum { CREATE_RULESET_VERSION = 1, RULE_PATH_BENEATH = 1 };
enum { ACCESS_FS_EXECUTE = 1, ACCESS_FS_WRITE_FILE = 2 };
enum { SYS_RESTRICT_SELF = 446, CLOEXEC = 4, LAYERS = 16 };

struct path_beneath_attr {
	uint64_t allowed_access;
	int32_t parent_fd;
} __attribute__((packed));

static const char *program;

static const char *program_name(void)
{
	return strrchr(program, '/') + 1;
}

static const char *program_directory(void)
{
	return text("%.*s", (int)(strrchr(program, '/') - program), program);
}

/* The end of a command line that starts the program of program.c. */
#define PROGRAM(...) "--", program, "program", __VA_ARGS__

/* The same for another user, who may not be allowed to look for the program where it is. */
#define PROGRAM_HERE(...) "--", "./program", "program", __VA_ARGS__

/* The same with a status descriptor before it, which is the ordinary case. */
#define ORDINARY "1", "3"

/* ---- the layout ---- */

static void make_file(const char *path, mode_t mode, const char *content)
{
	int fd = MUST(open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode));

	MUST((int)write(fd, content, strlen(content)));
	MUST(fchmod(fd, mode));
	close(fd);
}

static void make_layout(void)
{
	static const char *const directories[] = {
		"first", "second", "denied", "shell", "busy", "refused", "granted", "--",
		"first/deep",
	};
	const char *says_where = "#!/bin/sh\nprintf %s \"$0\"\n";

	for (size_t i = 0; i < LENGTH(directories); i++)
		MUST(mkdir(directories[i], 0755));
	make_file("tool", 0755, says_where);
	make_file("first/tool", 0755, says_where);
	make_file("second/tool", 0755, says_where);
	make_file("denied/tool", 0644, says_where);
	make_file("busy/tool", 0755, says_where);
	make_file("shell/tool", 0755, "printf '<%s>' \"$0\" \"$@\"\n");
	make_file("shell/environment", 0755, "printf %s \"$TOLD\"\n");
	make_file(text("shell/%s", program_name()), 0755, "");
	make_file("empty", 0755, "");
	make_file("file", 0644, "");
	make_file("no-interpreter", 0755, "#!/missing/interpreter\n");
	make_file("refused/file", 0666, "");
	make_file("granted/file", 0666, "");
	MUST(symlink("loop", "loop"));
	/* Other users reach it here whatever directories are above. */
	MUST(chmod(".", 0755));
	MUST(chmod(program, 0755));
	MUST(link(program, "program"));
}

/* ---- what the child may be before it becomes the helper ---- */

static void become_group_leader(void)
{
	MUST(setpgid(0, 0));
}

static void become_session_leader(void)
{
	MUST(setsid());
}

static void set_no_new_privs(void)
{
	MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
}

/* Root has them again after execve. */
static void drop_capabilities(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	const struct __user_cap_data_struct none[2] = { 0 };

	MUST((int)syscall(SYS_capset, &header, none));
}

/* Takes the capabilities away, those of root for good. The bounding set stays. */
static void lose_capabilities(void)
{
	set_no_new_privs();
	drop_capabilities();
}

/* Root has it no more after execve either. */
static void lose_setpcap(void)
{
	MUST(prctl(PR_CAPBSET_DROP, CAP_SETPCAP, 0, 0, 0));
}

static void lose_setpcap_and_set_no_new_privs(void)
{
	lose_setpcap();
	set_no_new_privs();
}

static void set_no_setuid_fixup(void)
{
	MUST(prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0));
}

static void lock_root(void)
{
	MUST(prctl(PR_SET_SECUREBITS, SECBIT_NOROOT_LOCKED, 0, 0, 0));
}

static void limit_files(void)
{
	const struct rlimit files = { 200, 300 };

	MUST(setrlimit(RLIMIT_NOFILE, &files));
}

static void join_groups(void)
{
	const gid_t groups[] = { 1, 2, 3 };

	MUST(setgroups(LENGTH(groups), groups));
}

static void raise_ambient_net_raw(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2];

	MUST((int)syscall(SYS_capget, &header, data));
	data[0].inheritable |= 1U << CAP_NET_RAW;
	MUST((int)syscall(SYS_capset, &header, data));
	MUST(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_RAW, 0, 0));
}

static void write_map(const char *map, pid_t pid)
{
	int fd = MUST(open(text("/proc/%d/%s", pid, map), O_WRONLY | O_CLOEXEC));

	MUST((int)write(fd, "0 0 1", 5));
	close(fd);
}

/* Enters a user namespace in which root is the only user and the only group. */
static void enter_user_namespace(void)
{
	int entered[2], end;
	pid_t process = getpid(), outside;
	char byte;

	MUST(pipe2(entered, O_CLOEXEC));
	outside = MUST(fork());
	if (!outside) {
		close(entered[1]);
		MUST((int)read(entered[0], &byte, 1));
		write_map("uid_map", process);
		write_map("gid_map", process);
		_exit(0);
	}
	close(entered[0]);
	MUST(unshare(CLONE_NEWUSER));
	close(entered[1]);
	MUST(waitpid(outside, &end, 0));
	MUST(end ? -1 : 0);
}

static void ignore_signals(void)
{
	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
}

static void block_signals(void)
{
	sigset_t blocked;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGPIPE);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGRTMAX);
	MUST(sigprocmask(SIG_SETMASK, &blocked, NULL));
}

static void ignore_and_block_signals(void)
{
	ignore_signals();
	block_signals();
}

static void leak_descriptors(void)
{
	static const int leaks[] = { 7, 8, 9, 63, 200, 900 };

	for (size_t i = 0; i < LENGTH(leaks); i++)
		MUST(dup2(0, leaks[i]));
}

static void remember_pid(void)
{
	MUST(setenv("PID", text("%d", getpid()), 1));
}

/* A record then fits into a file only in part. */
static void limit_files_to_half_a_record(void)
{
	const struct rlimit half = { 4, 4 };

	signal(SIGXFSZ, SIG_IGN);
	MUST(setrlimit(RLIMIT_FSIZE, &half));
}

/* ---- rulesets and filters ---- */

/* Out of the way of the helper's descriptors; closed when the tests end. */
static int high(int fd)
{
	int result = MUST(fcntl(MUST(fd), F_DUPFD_CLOEXEC, 100));

	close(fd);
	return result;
}

static void allow(int fd, uint64_t access, const char *beneath)
{
	struct path_beneath_attr rule = { access, MUST(open(beneath, O_PATH | O_CLOEXEC)) };

	MUST((int)syscall(SYS_ADD_RULE, fd, RULE_PATH_BENEATH, &rule, 0));
	close(rule.parent_fd);
}

/* A ruleset that handles one right and allows it beneath a directory, if there is one. */
static int ruleset(uint64_t handled, const char *beneath)
{
	int fd = high((int)syscall(SYS_CREATE_RULESET, &handled, sizeof(handled), 0));

	if (beneath)
		allow(fd, handled, beneath);
	return fd;
}

/* A ruleset that allows to execute the program and its loader, but no shell. */
static int ruleset_without_shell(void)
{
	static const char *const libraries[] = { "/lib", "/lib64", "/usr/lib", "/usr/lib64" };
	int fd = ruleset(ACCESS_FS_EXECUTE, "shell");

	allow(fd, ACCESS_FS_EXECUTE, program_directory());
	for (size_t i = 0; i < LENGTH(libraries); i++)
		if (!access(libraries[i], F_OK))
			allow(fd, ACCESS_FS_EXECUTE, libraries[i]);
	return fd;
}

/* A descriptor like the launcher's: sealed, with the offset where writing left it. */
static int bytes(const void *content, size_t size)
{
	int fd = high(memfd_create("filter", MFD_CLOEXEC | MFD_ALLOW_SEALING));

	MUST((int)write(fd, content, size));
	MUST(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL));
	return fd;
}

/* A filter that answers one system call with an error if argument n's low word is value. */
static int denying_if(long number, unsigned int n, uint32_t value, uint32_t error)
{
	uint32_t low = (uint32_t)(offsetof(struct seccomp_data, args) + 8 * n);
	const struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, low),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};

	return bytes(code, sizeof(code));
}

static int denying(long number, uint32_t error)
{
	const struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};

	return bytes(code, sizeof(code));
}

/* n instructions, of which the last allows everything. */
static int allowing_in(size_t n)
{
	const struct sock_filter load = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);
	const struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	static struct sock_filter code[4097];

	for (size_t i = 0; i < n; i++)
		code[i] = i + 1 < n ? load : allow;
	return bytes(code, n * sizeof(*code));
}

/* ---- the command line ---- */

static void test_usage(void)
{
	static const char *const no_descriptors[] = {
		"", "-1", "-3", "+3", " 3", "3 ", "3x", "0x3", "three", "0", "1", "2",
		"2147483648", "4294967299", "18446744073709551619", "99999999999999999999",
	};
	static const char *const no_versions[] = { "", "0", "2", "01", "1 ", "11", "one" };
	const char *refused = "exit 127, usage";

	expect("without arguments it explains itself", refused, start((const char *[]){ NULL }));
	expect("without STATUS_FD it explains itself", refused, START("1"));
	for (size_t i = 0; i < LENGTH(no_versions); i++)
		expect(text("version \"%s\" is refused, and nothing is written to STATUS_FD",
			    no_versions[i]),
		       refused, START(no_versions[i], "3", PROGRAM("arguments")));
	for (size_t i = 0; i < LENGTH(no_descriptors); i++)
		expect(text("\"%s\" is no STATUS_FD", no_descriptors[i]),
		       refused, START("1", no_descriptors[i], PROGRAM("arguments")));

	expect("an operation list without -- is refused", "USAGE[0] EINVAL, exit 127",
	       START(ORDINARY));
	expect("a missing -- after an operation is refused", "USAGE[0] EINVAL, exit 127",
	       START(ORDINARY, "chdir", "."));
	expect("a missing FILE is refused", "USAGE[0] EINVAL, exit 127", START(ORDINARY, "--"));
	expect("a missing ARGV0 is refused", "USAGE[0] EINVAL, exit 127",
	       START(ORDINARY, "--", program));
	expect("an unknown operation is refused", "USAGE[0] EINVAL, exit 127",
	       START(ORDINARY, "chroot", "/", PROGRAM("arguments")));
	expect("an operation is known by its whole word only", "USAGE[0] EINVAL, exit 127",
	       START(ORDINARY, "chdi", ".", PROGRAM("arguments")));
	expect("an empty operation is refused", "USAGE[0] EINVAL, exit 127",
	       START(ORDINARY, "", PROGRAM("arguments")));
	expect("the record of a refusal says which operation it was", "USAGE[2] EINVAL, exit 127",
	       START(ORDINARY, "chdir", ".", "path", "x", "unknown", PROGRAM("arguments")));
	expect("a missing argument is refused", "USAGE[1] EINVAL, exit 127",
	       START(ORDINARY, "chdir", ".", "chdir"));
	expect("a missing second argument is refused", "USAGE[0] EINVAL, exit 127",
	       START(ORDINARY, "landlock", "4"));
	expect("an argument that is -- is an argument", "started, exit 0, \"<program><arguments>\"",
	       START(ORDINARY, "chdir", "--", PROGRAM("arguments")));
}

static void test_numbers(void)
{
	static const char *const no_numbers[] = { "", "-1", "+4", "4 ", "0x4", "2147483648",
						 "4294967300" };
	static const char *const refusals[][4] = {
		{ "parent-death", "-9", "1" }, { "parent-death", "9", "2147483648" },
		{ "parent-death", "KILL", "1" }, { "parent-death", "9", "" },
		{ "limit", "2147483648", "1", "1" }, { "limit", "4294967303", "1", "1" },
		{ "limit", "7", "unlimited", "1" }, { "limit", "7", "-1", "1" },
		{ "limit", "7", "1", "-" }, { "limit", "7", "18446744073709551616", "1" },
		{ "limit", "7", "1", "18446744073709551616" }, { "limit", "7", "1", "a" },
		{ "user", "4294967295", "0" }, { "user", "0", "4294967295" },
		{ "user", "18446744073709551615", "0" }, { "user", "nobody", "0" },
		{ "user", "-1", "0" }, { "user", "0", "" },
		{ "capabilities", "" }, { "capabilities", "0x0" }, { "capabilities", "g" },
		{ "capabilities", "A" }, { "capabilities", "`" }, { "capabilities", ":" },
		{ "capabilities", "-1" }, { "capabilities", "10000000000000000" },
		{ "cgroup", "2" }, { "cgroup", "7 " }, { "cgroup", "2147483648" },
		{ "notify", "2", "8" }, { "notify", "5", "2" }, { "notify", "5", "x" },
	};

	for (size_t i = 0; i < LENGTH(no_numbers); i++) {
		expect(text("\"%s\" is no ruleset", no_numbers[i]), "USAGE[0] EINVAL, exit 127",
		       START(ORDINARY, "landlock", no_numbers[i], "0", PROGRAM("arguments")));
		expect(text("\"%s\" is no seccomp program", no_numbers[i]),
		       "USAGE[0] EINVAL, exit 127",
		       START(ORDINARY, "seccomp", no_numbers[i], PROGRAM("arguments")));
		expect(text("\"%s\" are no landlock flags", no_numbers[i]),
		       "USAGE[0] EINVAL, exit 127",
		       START(ORDINARY, "landlock", "4", no_numbers[i], PROGRAM("arguments")));
	}
	for (size_t i = 0; i < LENGTH(refusals); i++)
		expect(text("%s %s %s is refused", refusals[i][0], refusals[i][1],
			    refusals[i][2] ? refusals[i][2] : ""),
		       "USAGE[0] EINVAL, exit 127",
		       START(ORDINARY, refusals[i][0], refusals[i][1],
			     refusals[i][2] ? refusals[i][2] : "--",
			     refusals[i][3] ? refusals[i][3] : "--", PROGRAM("arguments")));
	expect("a standard stream is no ruleset", "USAGE[0] EINVAL, exit 127",
	       START(ORDINARY, "landlock", "2", "0", PROGRAM("arguments")));
	expect("a standard stream is no seccomp program", "USAGE[0] EINVAL, exit 127",
	       START(ORDINARY, "seccomp", "0", PROGRAM("arguments")));
}

/* Runs `group` n times and then, on request, an operation that fails. */
static const char *start_after_groups(size_t n, bool failing)
{
	const char **words = calloc(n + 8, sizeof(*words)), **word = words;
	const char *answer;

	*word++ = "1";
	*word++ = "3";
	while (n--)
		*word++ = "group";
	if (failing) {
		*word++ = "chdir";
		*word++ = "missing";
	}
	*word++ = "--";
	*word++ = program;
	*word++ = "program";
	*word++ = "leader";
	answer = start(words);
	free(words);
	return answer;
}

static void test_index(void)
{
	expect("the index of the last operation that can be told is told",
	       "CHDIR[65535] ENOENT, exit 127",
	       start_after_groups(65535, true));
	expect("as many operations as can be told apart run",
	       "started, exit 0, \"leader of a group\"",
	       start_after_groups(65536, false));
	expect("one operation more is refused", "USAGE[0] EINVAL, exit 127",
	       start_after_groups(65537, false));
}

/* ---- the status descriptor ---- */

static void test_status_descriptor(void)
{
	int full[2], file = high(memfd_create("status", MFD_CLOEXEC));

	expect("with a closed status descriptor nothing is started", "exit 127",
	       START("1", "999", PROGRAM("arguments")));
	expect("the largest number is a status descriptor that is closed", "exit 127",
	       START("1", "2147483647", PROGRAM("arguments")));
	next.descriptor[STATUS_FD] = high(open("/dev/null", O_RDONLY | O_CLOEXEC));
	expect("with a read-only status descriptor nothing is started", "exit 127",
	       START(ORDINARY, PROGRAM("arguments")));
	next.reader_gone = true;
	expect("when nobody reads the status nothing is started", "signal 13",
	       START(ORDINARY, PROGRAM("arguments")));
	next.reader_gone = true;
	next.prepare = ignore_and_block_signals;
	expect("when nobody reads the status and SIGPIPE is ignored and blocked nothing is started",
	       "signal 13",
	       START(ORDINARY, PROGRAM("arguments")));
	next.reader_gone = true;
	next.prepare = ignore_signals;
	expect("a failure that nobody reads exits too", "exit 127",
	       START(ORDINARY, "chdir", "missing", PROGRAM("arguments")));

	MUST(pipe2(full, O_CLOEXEC | O_NONBLOCK));
	while (write(full[1], "", 1) == 1)
		;
	next.descriptor[STATUS_FD] = high(full[1]);
	expect("when the status pipe takes no more nothing is started", "exit 127",
	       START(ORDINARY, PROGRAM("arguments")));
	next.descriptor[STATUS_FD] = file;
	next.prepare = limit_files_to_half_a_record;
	expect("when only half a record can be written nothing is started", "exit 127",
	       START(ORDINARY, PROGRAM("arguments")));
	expect("half a record was written there", "4",
	       text("%jd", (intmax_t)lseek(file, 0, SEEK_END)));
	close(full[0]);
}

/*
 * A connected datagram socket with an error pending fails one write and takes the next: so the
 * first record is lost and the second says so.
 */
static void test_record_step(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				      .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof(address);
	int receiver = high(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
	int sender = high(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
	struct pollfd error = { sender, 0, 0 };
	uint32_t word[2] = { 0, 0 };

	MUST(bind(receiver, (struct sockaddr *)&address, size));
	MUST(getsockname(receiver, (struct sockaddr *)&address, &size));
	close(receiver);
	MUST(connect(sender, (struct sockaddr *)&address, size));
	MUST((int)send(sender, "", 1, 0));
	MUST(poll(&error, 1, -1));
	receiver = high(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
	MUST(bind(receiver, (struct sockaddr *)&address, size));

	next.descriptor[STATUS_FD] = sender;
	expect("when the record of the start cannot be written nothing is started", "exit 127",
	       START(ORDINARY, PROGRAM("arguments")));
	size = (socklen_t)MUST((int)recv(receiver, word, sizeof(word), MSG_DONTWAIT));
	expect("a record says that the record of the start could not be written",
	       "8 bytes: 5 ECONNREFUSED",
	       text("%u bytes: %u %s", size, word[0], error_name((int)word[1])));
	close(receiver);
}

/* ---- operations that only need the parent's own rights ---- */

static void test_chdir(void)
{
	expect("chdir changes the directory of the program", "started, exit 0, \"first/tool\"",
	       START(ORDINARY, "chdir", "second", "chdir", "..", "--", "first/tool", "tool"));
	expect("chdir to a directory that is missing is reported", "CHDIR[0] ENOENT, exit 127",
	       START(ORDINARY, "chdir", "missing", PROGRAM("arguments")));
	expect("chdir to a file is reported", "CHDIR[0] ENOTDIR, exit 127",
	       START(ORDINARY, "chdir", "file", PROGRAM("arguments")));
	expect("operations run from left to right", "started, exit 0",
	       START(ORDINARY, "chdir", "first", "chdir", "deep", "--", "../../empty", "empty"));
	expect("the record says which of two equal operations failed", "CHDIR[1] ENOENT, exit 127",
	       START(ORDINARY, "chdir", "first", "chdir", "first", PROGRAM("arguments")));
}

static void test_session_and_group(void)
{
	expect("by itself the program leads nothing", "started, exit 0, \"no leader\"",
	       START(ORDINARY, PROGRAM("leader")));
	expect("session makes the program lead a session",
	       "started, exit 0, \"leader of a session\"",
	       START(ORDINARY, "session", PROGRAM("leader")));
	expect("group makes the program lead a process group",
	       "started, exit 0, \"leader of a group\"",
	       START(ORDINARY, "group", PROGRAM("leader")));
	next.prepare = become_group_leader;
	expect("session of a group's leader is reported", "SESSION[0] EPERM, exit 127",
	       START(ORDINARY, "session", PROGRAM("leader")));
	next.prepare = become_session_leader;
	expect("group of a session's leader is reported", "GROUP[0] EPERM, exit 127",
	       START(ORDINARY, "group", PROGRAM("leader")));
}

/* ---- the process tree ---- */

/*
 * Whether the program goes on after its parent, a process between it and this one, was killed:
 * "alive" or "ended".
 */
static const char *after_its_parent(bool parent_death)
{
	int ends[2], own;
	char byte = 0;
	pid_t parent;
	bool alive;

	MUST(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends));
	own = high(ends[0]);
	ends[1] = high(ends[1]);
	fflush(stdout);
	parent = MUST(fork());
	if (!parent) {
		next.input = ends[1];
		if (parent_death)
			START(ORDINARY, "parent-death", "9", text("%d", getpid()),
			      PROGRAM("answer"));
		else
			START(ORDINARY, PROGRAM("answer"));
		_exit(2);
	}
	close(ends[1]);
	MUST(read(own, &byte, 1) == 1 ? 0 : -1);
	MUST(kill(parent, SIGKILL));
	MUST(waitpid(parent, NULL, 0));
	alive = send(own, &byte, 1, MSG_NOSIGNAL) == 1 && read(own, &byte, 1) == 1;
	close(own);
	return alive ? "alive" : "ended";
}

static void test_parent_death(void)
{
	const char *self = text("%d", getpid()), *other = text("%d", getpid() + 1);

	expect("by itself the program gets no signal when its parent ends",
	       "started, exit 0, \"0\"", START(ORDINARY, PROGRAM("parent-death")));
	expect("with parent-death it gets the signal", "started, exit 0, \"15\"",
	       START(ORDINARY, "parent-death", "15", self, PROGRAM("parent-death")));
	expect("by itself the program outlives its parent", "alive", after_its_parent(false));
	expect("with parent-death it ends with its parent", "ended", after_its_parent(true));
	expect("a parent that is gone is reported", "PARENT_GONE[0] ESRCH, exit 127",
	       START(ORDINARY, "parent-death", "9", other, PROGRAM("arguments")));
	expect("a signal that does not exist is reported", "PARENT_DEATH[0] EINVAL, exit 127",
	       START(ORDINARY, "parent-death", "65", self, PROGRAM("arguments")));
}

/* ---- limits and control groups ---- */

#define INFINITE "18446744073709551615"

static void test_limit(void)
{
	next.prepare = limit_files;
	expect("by itself the program has its parent's limits", "started, exit 0, \"200 300\"",
	       START(ORDINARY, PROGRAM("limit", "7")));
	expect("limit lowers a limit", "started, exit 0, \"64 128\"",
	       START(ORDINARY, "limit", "7", "64", "128", PROGRAM("limit", "7")));
	expect("several limits are set one after the other", "started, exit 0, \"32 32\"",
	       START(ORDINARY, "limit", "7", "64", "128", "limit", "4", "0", "0", "limit", "7",
		     "32", "32", PROGRAM("limit", "7")));
	expect("a limit may need 64 bits", "started, exit 0, \"4294967297 1099511627776\"",
	       START(ORDINARY, "limit", "1", "4294967297", "1099511627776",
		     PROGRAM("limit", "1")));
	expect("a limit may be RLIM_INFINITY", "started, exit 0, \"1 " INFINITE "\"",
	       START(ORDINARY, "limit", "15", "1", INFINITE, PROGRAM("limit", "15")));
	expect("a soft limit above the hard one is reported", "LIMIT[0] EINVAL, exit 127",
	       START(ORDINARY, "limit", "7", "2", "1", PROGRAM("arguments")));
	expect("a resource that does not exist is reported", "LIMIT[0] EINVAL, exit 127",
	       START(ORDINARY, "limit", "16", "1", "1", PROGRAM("arguments")));
	next.prepare = lose_capabilities;
	expect("raising the hard limit without CAP_SYS_RESOURCE is reported",
	       "LIMIT[1] EPERM, exit 127",
	       START(ORDINARY, "limit", "7", "64", "64", "limit", "7", "64", "65",
		     PROGRAM("arguments")));
}

/* What the helper wrote to its descriptor of a control group. */
static const char *start_in_file(void)
{
	int file = high(memfd_create("cgroup.procs", MFD_CLOEXEC));
	char content[16] = "";
	const char *answer;

	next.descriptor[CGROUP_FD] = file;
	answer = START(ORDINARY, "cgroup", "7", PROGRAM("descriptors"));
	MUST((int)pread(file, content, sizeof(content) - 1, 0));
	close(file);
	return text("%s, wrote <%s>", answer, content);
}

static void test_cgroup_descriptor(void)
{
	expect("cgroup writes itself, and the program does not have the descriptor",
	       "started, exit 0, \"0 1 2\", wrote <0>", start_in_file());
	next.descriptor[CGROUP_FD] = high(memfd_create("cgroup.procs", MFD_CLOEXEC));
	expect("the descriptor of the control group is closed at once",
	       "CGROUP[1] EBADF, exit 127",
	       START(ORDINARY, "cgroup", "7", "cgroup", "7", PROGRAM("arguments")));
	next.descriptor[CGROUP_FD] = high(open("/dev/null", O_RDONLY | O_CLOEXEC));
	expect("a control group that is open for reading only is reported",
	       "CGROUP[0] EBADF, exit 127",
	       START(ORDINARY, "cgroup", "7", PROGRAM("arguments")));
	next.descriptor[CGROUP_FD] = high(open("/dev/full", O_WRONLY | O_CLOEXEC));
	expect("a write to the control group that fails is reported",
	       "CGROUP[0] ENOSPC, exit 127",
	       START(ORDINARY, "cgroup", "7", PROGRAM("arguments")));
}

/* A group of the unified hierarchy, in a mount namespace of the test's own. */
static void test_cgroup(void)
{
	const char *child = text("groups/landlock-exec-test-%d", getpid());
	const char *procs = text("%s/cgroup.procs", child), *name = strchr(child, '/');
	int gone;

	MUST(mkdir("groups", 0755));
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("none", "groups", "cgroup2", 0, NULL) || mkdir(child, 0755)) {
		puts("skipped - control groups: cgroup2 cannot be mounted and written here");
		return;
	}
	next.descriptor[CGROUP_FD] = high(open(procs, O_WRONLY | O_CLOEXEC));
	expect("cgroup moves the program into the control group",
	       text("started, exit 0, \"%s\"", name),
	       START(ORDINARY, "cgroup", "7", PROGRAM("cgroup")));
	gone = high(open(procs, O_WRONLY | O_CLOEXEC));
	MUST(rmdir(child));
	next.descriptor[CGROUP_FD] = gone;
	expect("a control group that was removed is reported", "CGROUP[0] ENODEV, exit 127",
	       START(ORDINARY, "cgroup", "7", PROGRAM("arguments")));
}

/* ---- users and capabilities ---- */

/* A line "CapInh ... CapAmb" with the same value in all sets but the bounding set. */
static const char *sets(uint64_t all, uint64_t bounding)
{
	return text("started, exit 0, \"%016jx %016jx %016jx %016jx %016jx\"", (uintmax_t)all,
		    (uintmax_t)all, (uintmax_t)all, (uintmax_t)bounding, (uintmax_t)all);
}

/* The same for CapPrm alone. */
static const char *permitted(uint64_t set)
{
	return text("started, exit 0, \"%016jx\"", (uintmax_t)set);
}

static uint64_t bounding_set(void)
{
	uint64_t set = 0;
	int held;

	for (int i = 0; (held = prctl(PR_CAPBSET_READ, i, 0, 0, 0)) >= 0; i++)
		set |= (uint64_t)held << i;
	return set;
}

/* Whether this is root with all capabilities that the tests use. */
static bool privileged(void)
{
	const uint64_t needed = 1 << CAP_SETGID | 1 << CAP_SETUID | 1 << CAP_SETPCAP |
				1 << CAP_NET_RAW | 1 << CAP_CHOWN;

	return geteuid() == 0 && (bounding_set() & needed) == needed;
}

static void test_without_capabilities(void)
{
	next.prepare = lose_capabilities;
	expect("user without CAP_SETGID is reported", "USER_GROUPS[0] EPERM, exit 127",
	       START(ORDINARY, "user", "4242", "4242", PROGRAM("arguments")));
	next.prepare = lose_capabilities;
	expect("capabilities without any leaves none", sets(0, bounding_set()),
	       START(ORDINARY, "capabilities", "0", PROGRAM("status", "Cap")));
	next.prepare = lose_capabilities;
	expect("a capability that cannot be kept because it is not there is reported",
	       "CAPABILITIES[0] EPERM, exit 127",
	       START(ORDINARY, "capabilities", "2000", PROGRAM("arguments")));
}

static void test_user(void)
{
	next.prepare = join_groups;
	expect("by itself the program is of its parent's user and groups",
	       "started, exit 0, \"0 0 0 0\"", START(ORDINARY, PROGRAM("status", "Uid")));
	next.prepare = join_groups;
	expect("by itself the program has its parent's groups", "started, exit 0, \"1 2 3\"",
	       START(ORDINARY, PROGRAM("status", "Groups")));
	expect("user changes all user ids", "started, exit 0, \"4242 4242 4242 4242\"",
	       START(ORDINARY, "user", "4242", "4343", PROGRAM_HERE("status", "Uid")));
	expect("user changes all group ids", "started, exit 0, \"4343 4343 4343 4343\"",
	       START(ORDINARY, "user", "4242", "4343", PROGRAM_HERE("status", "Gid")));
	next.prepare = join_groups;
	expect("user leaves all groups", "started, exit 0",
	       START(ORDINARY, "user", "4242", "4343", PROGRAM_HERE("status", "Groups")));
	expect("the largest ids are ids", "started, exit 0, \"4294967294 4294967294 4294967294 "
	       "4294967294\"",
	       START(ORDINARY, "user", "4294967294", "4294967294",
		     PROGRAM_HERE("status", "Uid")));
	expect("the program of another user has no capability, whatever it could be given",
	       "started, exit 0, \"0000000000000000\"",
	       START(ORDINARY, "user", "4242", "4242", PROGRAM_HERE("status", "CapPrm")));
	expect("user cannot be undone", "USER_GROUPS[1] EPERM, exit 127",
	       START(ORDINARY, "user", "4242", "4242", "user", "0", "0",
		     PROGRAM_HERE("arguments")));
}

static void test_user_namespace(void)
{
	pid_t child = MUST(fork());
	int end;

	if (!child)
		_exit(unshare(CLONE_NEWUSER) ? 1 : 0);
	MUST(waitpid(child, &end, 0));
	if (end) {
		puts("skipped - user namespaces: this machine lets nobody make one");
		return;
	}
	next.prepare = enter_user_namespace;
	expect("in a user namespace user takes the ids it has", "started, exit 0, \"0 0 0 0\"",
	       START(ORDINARY, "user", "0", "0", PROGRAM_HERE("status", "Uid")));
	next.prepare = enter_user_namespace;
	expect("a user that the namespace lacks is reported", "USER_UID[0] EINVAL, exit 127",
	       START(ORDINARY, "user", "4242", "0", PROGRAM_HERE("arguments")));
	next.prepare = enter_user_namespace;
	expect("a group that the namespace lacks is reported", "USER_GID[0] EINVAL, exit 127",
	       START(ORDINARY, "user", "0", "4242", PROGRAM_HERE("arguments")));
}

static void test_capabilities(void)
{
	const uint64_t net_raw = 1 << CAP_NET_RAW, last = 1ULL << CAP_CHECKPOINT_RESTORE;
	const uint64_t bounding = bounding_set();

	next.prepare = raise_ambient_net_raw;
	expect("by itself the program has its parent's ambient capabilities",
	       text("started, exit 0, \"%016jx\"", (uintmax_t)net_raw),
	       START(ORDINARY, PROGRAM("status", "CapAmb")));
	next.prepare = raise_ambient_net_raw;
	expect("capabilities 0 takes all of all sets but the bounding set", sets(0, bounding),
	       START(ORDINARY, "capabilities", "0", PROGRAM("status", "Cap")));
	expect("what capabilities names is kept in those sets, and nothing else of them",
	       sets(net_raw, bounding),
	       START(ORDINARY, "capabilities", "2000", PROGRAM("status", "Cap")));
	expect("what the program executes has the same", sets(net_raw, bounding),
	       START(ORDINARY, "capabilities", "2000", "--", "/bin/sh", "sh", "-c",
		     "./program status Cap; exit $?"));
	if (bounding & last)
		expect("capabilities above 31 are kept too", sets(last | 1, bounding),
		       START(ORDINARY, "capabilities", "10000000001", PROGRAM("status", "Cap")));
	expect("a second keeps fewer", sets(net_raw, bounding),
	       START(ORDINARY, "capabilities", "2001", "capabilities", "2000",
		     PROGRAM("status", "Cap")));
	expect("what is gone cannot be kept by a second", "CAPABILITIES[1] EPERM, exit 127",
	       START(ORDINARY, "capabilities", "2000", "capabilities", "2001",
		     PROGRAM("arguments")));
	expect("a capability that no kernel knows is reported", "CAPABILITIES[0] EPERM, exit 127",
	       START(ORDINARY, "capabilities", "8000000000000000", PROGRAM("arguments")));
	expect("after user, capabilities 0 takes all of those sets", sets(0, bounding),
	       START(ORDINARY, "user", "4242", "4242", "capabilities", "0",
		     PROGRAM_HERE("status", "Cap")));
	expect("after user, what capabilities names is kept", sets(net_raw, bounding),
	       START(ORDINARY, "user", "4242", "4242", "capabilities", "2000",
		     PROGRAM_HERE("status", "Cap")));
	expect("parent-death after both is not lost", "started, exit 0, \"9\"",
	       START(ORDINARY, "user", "4242", "4242", "capabilities", "2000", "parent-death",
		     "9", text("%d", getpid()), PROGRAM_HERE("parent-death")));
}

/* The parent lacks no_new_privs here, and no operation sets it: securebits alone are at work. */
static void test_securebits(void)
{
	const uint64_t bounding = bounding_set(), others = bounding & ~(1ULL << CAP_SETPCAP);

	next.prepare = drop_capabilities;
	next.without_helper = true;
	expect("by itself root regains its capabilities by execve",
	       text("exit 0, \"%016jx\"", (uintmax_t)bounding),
	       START(program, "status", "CapPrm"));
	expect("by itself root may change its securebits", "started, exit 0, \"ok\"",
	       START(ORDINARY, PROGRAM("clear-securebits")));
	expect("after capabilities 0 root regains nothing by execve",
	       "started, exit 0, \"0000000000000000\"",
	       START(ORDINARY, "capabilities", "0", "--", "/bin/sh", "sh", "-c",
		     "./program status CapPrm; exit $?"));
	expect("that takes no no_new_privs", "started, exit 0, \"0\"",
	       START(ORDINARY, "capabilities", "0", PROGRAM("no_new_privs")));
	expect("SECBIT_NOROOT is set and locked", "started, exit 0, \"3\"",
	       START(ORDINARY, "capabilities", "0", PROGRAM("securebits")));
	expect("after user too", "started, exit 0, \"3\"",
	       START(ORDINARY, "user", "4242", "4242", "capabilities", "0",
		     PROGRAM_HERE("securebits")));
	next.prepare = set_no_setuid_fixup;
	expect("the other securebits stay as they are", "started, exit 0, \"7\"",
	       START(ORDINARY, "capabilities", "0", PROGRAM("securebits")));
	expect("a program that keeps CAP_SETPCAP cannot clear it", "started, exit 0, \"EPERM\"",
	       START(ORDINARY, "capabilities", "100", PROGRAM("clear-securebits")));
	next.prepare = lock_root;
	expect("securebits that are locked otherwise are reported",
	       "CAPABILITIES_SECUREBITS[0] EPERM, exit 127",
	       START(ORDINARY, "capabilities", "0", PROGRAM("arguments")));

	next.prepare = lose_setpcap;
	expect("without CAP_SETPCAP the securebits stay", "started, exit 0, \"0\"",
	       START(ORDINARY, "capabilities", "0", PROGRAM("securebits")));
	next.prepare = lose_setpcap;
	expect("and root regains its capabilities by execve", permitted(others),
	       START(ORDINARY, "capabilities", "0", PROGRAM("status", "CapPrm")));
	next.prepare = lose_setpcap_and_set_no_new_privs;
	expect("unless it has no_new_privs", sets(0, others),
	       START(ORDINARY, "capabilities", "0", PROGRAM("status", "Cap")));
}

/* A process of user 4242 runs until it is killed. */
static void test_limit_of_processes(void)
{
	pid_t other;
	int ready[2];
	char byte;

	expect("without a limit of processes the program forks", "started, exit 0, \"ok\"",
	       START(ORDINARY, "user", "4242", "4242", PROGRAM_HERE("fork")));
	expect("with a limit of processes it does not", "started, exit 0, \"EAGAIN\"",
	       START(ORDINARY, "user", "4242", "4242", "capabilities", "0", "limit", "6", "0",
		     "0", PROGRAM_HERE("fork")));
	MUST(pipe2(ready, O_CLOEXEC));
	fflush(stdout);
	other = MUST(fork());
	if (!other) {
		MUST(setresuid(4242, 4242, 4242));
		MUST((int)write(ready[1], "", 1));
		pause();
		_exit(0);
	}
	MUST((int)read(ready[0], &byte, 1));
	expect("a user with more processes than the limit cannot execute the program",
	       "started, EXECVE[0] EAGAIN, exit 127",
	       START(ORDINARY, "limit", "6", "0", "0", "user", "4242", "4242", "capabilities",
		     "0", PROGRAM_HERE("arguments")));
	MUST(kill(other, SIGKILL));
	MUST(waitpid(other, NULL, 0));
	close(ready[0]);
	close(ready[1]);
}

/* What only root, or rather its capabilities, can do. */
static void test_as_root(void)
{
	if (!privileged()) {
		puts("skipped - other users, kept capabilities: not root, or not all of it");
		return;
	}
	test_user();
	test_user_namespace();
	test_capabilities();
	test_securebits();
	test_limit_of_processes();
}

/* ---- execve ---- */

static void test_execve(void)
{
	const char *too_long = memset(calloc(1, 301), 'x', 300);

	expect("the program gets ARGV0 and its arguments",
	       "started, exit 0, \"<zero><arguments><a  b><><-->\"",
	       START(ORDINARY, "--", program, "zero", "arguments", "a  b", "", "--"));
	expect("an empty ARGV0 is passed on", "started, exit 0, \"<><arguments>\"",
	       START(ORDINARY, "--", program, "", "arguments"));
	expect("the exit status is the program's", "started, exit 2",
	       START(ORDINARY, PROGRAM("nothing")));
	expect("a missing FILE gives a second record", "started, EXECVE[0] ENOENT, exit 127",
	       START(ORDINARY, "chdir", ".", "--", "./missing", "missing"));
	expect("a name without a slash is a file of the directory if there is no path",
	       "started, exit 0, \"tool\"", START(ORDINARY, "--", "tool", "tool"));
	expect("an empty FILE is missing", "started, EXECVE[0] ENOENT, exit 127",
	       START(ORDINARY, "--", "", ""));
	expect("a FILE without execute permission is reported",
	       "started, EXECVE[0] EACCES, exit 127",
	       START(ORDINARY, "--", "denied/tool", "tool"));
	expect("a directory as FILE is reported", "started, EXECVE[0] EACCES, exit 127",
	       START(ORDINARY, "--", "./first", "first"));
	expect("a missing interpreter is reported as the JDK does",
	       "started, EXECVE[0] ENOENT, exit 127",
	       START(ORDINARY, "--", "./no-interpreter", "no-interpreter"));
	expect("a name that is too long is reported", "started, EXECVE[0] ENAMETOOLONG, exit 127",
	       START(ORDINARY, "--", too_long, "long"));
	expect("a script without #! is run by /bin/sh, without ARGV0",
	       "started, exit 0, \"<shell/tool><a><b  c>\"",
	       START(ORDINARY, "--", "shell/tool", "zero", "a", "b  c"));
	expect("an empty file is run by /bin/sh", "started, exit 0",
	       START(ORDINARY, "--", "./empty", "empty"));
}

/* ---- path ---- */

static void expect_path(const char *sentence, const char *list, const char *answer)
{
	expect(sentence, answer, START(ORDINARY, "path", list, "--", "tool", "tool"));
}

/* A directory name for which DIRECTORY/tool and its zero byte take size bytes. */
static const char *padded(const char *directory, size_t size)
{
	char *name = calloc(1, size);

	memset(name, '/', size - sizeof("tool"));
	memcpy(name, directory, strlen(directory));
	return name;
}

static void test_path(void)
{
	int busy = high(open("busy/tool", O_WRONLY | O_CLOEXEC));

	expect_path("the first directory wins", "first:second", "started, exit 0, \"first/tool\"");
	expect_path("a directory without the file is passed over", "missing:second",
		    "started, exit 0, \"second/tool\"");
	expect_path("a slash at the end is not doubled", "second/",
		    "started, exit 0, \"second/tool\"");
	expect_path("an empty list is the directory itself", "", "started, exit 0, \"./tool\"");
	expect_path("an empty first component is the directory itself", ":first",
		    "started, exit 0, \"./tool\"");
	expect_path("an empty component in the middle is the directory itself", "missing::first",
		    "started, exit 0, \"./tool\"");
	expect_path("an empty last component is the directory itself", "missing:",
		    "started, exit 0, \"./tool\"");
	expect_path("a file as component is passed over", "file:first",
		    "started, exit 0, \"first/tool\"");
	expect_path("a loop of links as component is passed over", "loop:first",
		    "started, exit 0, \"first/tool\"");
	expect_path("a file that may not be executed is passed over", "denied:second",
		    "started, exit 0, \"second/tool\"");
	expect_path("EACCES is remembered", "denied:missing",
		    "started, EXECVE[0] EACCES, exit 127");
	expect_path("not found is the last reason", "missing:file",
		    "started, EXECVE[0] ENOTDIR, exit 127");
	expect_path("not found anywhere is reported", "missing:missing",
		    "started, EXECVE[0] ENOENT, exit 127");
	expect_path("any other failure ends the search", "busy:first",
		    "started, EXECVE[0] ETXTBSY, exit 127");
	expect_path("what /bin/sh must run is found too", "missing:shell:first",
		    "started, exit 0, \"<shell/tool>\"");
	expect_path("a component too long is passed over", text("%s:first", padded("second", 4097)),
		    "started, exit 0, \"first/tool\"");
	expect_path("a component longer than any path is passed over",
		    text("%s:first", padded("second", 9000)),
		    "started, exit 0, \"first/tool\"");
	expect_path("a component too long is the reason if it is the last", padded("second", 4097),
		    "started, EXECVE[0] ENAMETOOLONG, exit 127");
	expect_path("the longest possible component is tried", padded("busy", 4096),
		    "started, EXECVE[0] ETXTBSY, exit 127");
	close(busy);

	expect("path and chdir: the directory counts that chdir gave",
	       "started, exit 0, \"../first/tool\"",
	       START(ORDINARY, "path", "../first", "chdir", "second", "--", "tool", "tool"));
	expect("the last path counts", "started, exit 0, \"second/tool\"",
	       START(ORDINARY, "path", "first", "path", "second", "--", "tool", "tool"));
	expect("a FILE with a slash is not searched", "started, exit 0, \"./tool\"",
	       START(ORDINARY, "path", "first", "--", "./tool", "tool"));
	expect("a FILE with a slash at its end is not searched",
	       "started, EXECVE[0] ENOENT, exit 127",
	       START(ORDINARY, "path", "first", "--", "deep/", "deep"));
	expect("an empty FILE is not searched", "started, EXECVE[0] ENOENT, exit 127",
	       START(ORDINARY, "path", "first:denied", "--", "", ""));
	expect("the program gets ARGV0 as given when it is searched",
	       "started, exit 0, \"<zero><arguments>\"",
	       START(ORDINARY, "path", text("missing:%s", program_directory()),
		     "--", program_name(), "zero", "arguments"));
}

/* ---- what the program inherits ---- */

static void test_descriptors(void)
{
	next.without_helper = true;
	next.prepare = leak_descriptors;
	next.descriptor[RULESET_FD] = high(open("/dev/null", O_RDONLY | O_CLOEXEC));
	expect("without the helper the program has all descriptors",
	       "exit 0, \"0 1 2 3 4 7 8 9 63 200 900\"",
	       START(program, "descriptors"));
	next.prepare = leak_descriptors;
	next.descriptor[RULESET_FD] = high(open("/dev/null", O_RDONLY | O_CLOEXEC));
	expect("the program has descriptors 0, 1 and 2 only", "started, exit 0, \"0 1 2\"",
	       START(ORDINARY, PROGRAM("descriptors")));
}

static void test_signals(void)
{
	next.without_helper = true;
	next.prepare = block_signals;
	expect("without the helper the program has its parent's signal mask",
	       text("exit 0, \"blocked 13 15 %d, SIGPIPE default, SIGHUP default\"", SIGRTMAX),
	       START(program, "signals"));
	next.prepare = block_signals;
	expect("no signal is blocked",
	       "started, exit 0, \"blocked, SIGPIPE default, SIGHUP default\"",
	       START(ORDINARY, PROGRAM("signals")));
}

static void test_ignored_signals(void)
{
	next.without_helper = true;
	next.prepare = ignore_signals;
	expect("without the helper the program ignores what its parent ignores",
	       "exit 0, \"blocked, SIGPIPE ignored, SIGHUP ignored\"", START(program, "signals"));
	next.prepare = ignore_signals;
	expect("SIGPIPE is not ignored, other ignored signals stay so",
	       "started, exit 0, \"blocked, SIGPIPE default, SIGHUP ignored\"",
	       START(ORDINARY, PROGRAM("signals")));
}

static void test_pid(void)
{
	next.prepare = remember_pid;
	expect("the process id is kept", "started, exit 0, \"kept\"",
	       START(ORDINARY, PROGRAM("pid")));
}

static void test_environment(void)
{
	char *environment[] = { "A=1", "EMPTY=", "A=2", "=C:", "NO-SIGN", "",
			       "BYTES=\xff\xfe\n\x01", NULL };
	char *nothing[] = { NULL };
	char *told[] = { "TOLD=passed on", NULL };

	next.environment = environment;
	expect("the environment passes byte for byte",
	       "started, exit 0, \"<A=1><EMPTY=><A=2><=C:><NO-SIGN><><BYTES=\xff\xfe\n\x01>\"",
	       START(ORDINARY, PROGRAM("environment")));
	next.environment = nothing;
	expect("an empty environment stays empty", "started, exit 0",
	       START(ORDINARY, PROGRAM("environment")));
	next.environment = told;
	expect("/bin/sh gets the environment too", "started, exit 0, \"passed on\"",
	       START(ORDINARY, "--", "shell/environment", "environment"));
}

/* ---- landlock ---- */

static void test_landlock(void)
{
	const char *own = text("started, exit 0, \"%d\"", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
	int layers = ruleset(ACCESS_FS_WRITE_FILE, "granted");
	const char **words = calloc(3 * LAYERS + 16, sizeof(*words)), **word = words;

	expect("without landlock no_new_privs is its parent's", own,
	       START(ORDINARY, PROGRAM("no_new_privs")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	expect("with landlock no_new_privs is set", "started, exit 0, \"1\"",
	       START(ORDINARY, "landlock", "4", "0", PROGRAM("no_new_privs")));

	expect("without landlock the file can be written", "started, exit 0, \"ok\"",
	       START(ORDINARY, PROGRAM("write", "refused/file")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, "granted");
	expect("what the ruleset does not allow is denied", "started, exit 0, \"EACCES\"",
	       START(ORDINARY, "landlock", "4", "0", PROGRAM("write", "refused/file")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, "granted");
	expect("what the ruleset allows is not denied", "started, exit 0, \"ok\"",
	       START(ORDINARY, "landlock", "4", "0", PROGRAM("write", "granted/file")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	next.prepare = leak_descriptors;
	expect("the program does not have the ruleset", "started, exit 0, \"0 1 2\"",
	       START(ORDINARY, "landlock", "4", "0", PROGRAM("descriptors")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_EXECUTE, NULL);
	expect("a ruleset that forbids the program is reported",
	       "started, EXECVE[0] EACCES, exit 127",
	       START(ORDINARY, "landlock", "4", "0", PROGRAM("arguments")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_EXECUTE, "first");
	expect("a program that the ruleset forbids is passed over in the path, and remembered",
	       "started, EXECVE[0] EACCES, exit 127",
	       START(ORDINARY, "landlock", "4", "0", "path", "second:missing", "--", "tool",
		     "tool"));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_EXECUTE, "shell");
	expect("a shell that the ruleset forbids is reported",
	       "started, EXECVE[0] EACCES, exit 127",
	       START(ORDINARY, "landlock", "4", "0", "--", "shell/tool", "tool"));
	next.descriptor[RULESET_FD] = ruleset_without_shell();
	expect("after a shell that the ruleset forbids the path is searched on, with ARGV0",
	       "started, exit 0, \"<zero><arguments>\"",
	       START(ORDINARY, "landlock", "4", "0", "path", text("shell:%s", program_directory()),
		     "--", program_name(), "zero", "arguments"));

	next.descriptor[RULESET_FD] = high(open("/dev/null", O_RDONLY | O_CLOEXEC));
	expect("a descriptor that is no ruleset is reported",
	       "LANDLOCK_RESTRICT_SELF[0] EBADFD, exit 127",
	       START(ORDINARY, "landlock", "4", "0", PROGRAM("arguments")));
	expect("the status descriptor is no ruleset", "LANDLOCK_RESTRICT_SELF[0] EBADFD, exit 127",
	       START(ORDINARY, "landlock", "3", "0", PROGRAM("arguments")));
	expect("a closed descriptor is reported", "LANDLOCK_RESTRICT_SELF[0] EBADF, exit 127",
	       START(ORDINARY, "landlock", "4", "0", PROGRAM("arguments")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	expect("the ruleset is closed at once", "LANDLOCK_RESTRICT_SELF[1] EBADF, exit 127",
	       START(ORDINARY, "landlock", "4", "0", "landlock", "4", "0", PROGRAM("arguments")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	expect("flags that no kernel knows are reported",
	       "LANDLOCK_RESTRICT_SELF[0] EINVAL, exit 127",
	       START(ORDINARY, "landlock", "4", "1073741824", PROGRAM("arguments")));

	*word++ = "1";
	*word++ = "3";
	for (int fd = RULESET_FD; fd < RULESET_FD + LAYERS + 1; fd++) {
		next.descriptor[fd] = layers;
		*word++ = "landlock";
		*word++ = text("%d", fd);
		*word++ = "0";
	}
	expect("the seventeenth layer is reported", "LANDLOCK_RESTRICT_SELF[16] E2BIG, exit 127",
	       start(words));
	free(words);
}

/* ---- seccomp ---- */

static void test_seccomp_input(void)
{
	int status[2];

	next.descriptor[FILTER_FD] = bytes("", 0);
	expect("an empty seccomp program is refused", "SECCOMP_READ[0] EINVAL, exit 127",
	       START(ORDINARY, "seccomp", "5", PROGRAM("arguments")));
	next.descriptor[FILTER_FD] = bytes("123456789", 9);
	expect("a seccomp program with part of an instruction is refused",
	       "SECCOMP_READ[0] EINVAL, exit 127",
	       START(ORDINARY, "seccomp", "5", PROGRAM("arguments")));
	next.descriptor[FILTER_FD] = allowing_in(4097);
	expect("a seccomp program of 4097 instructions is refused",
	       "SECCOMP_READ[0] EINVAL, exit 127",
	       START(ORDINARY, "seccomp", "5", PROGRAM("arguments")));
	expect("a closed descriptor of a seccomp program is reported",
	       "SECCOMP_READ[0] EBADF, exit 127",
	       START(ORDINARY, "seccomp", "5", PROGRAM("arguments")));
	MUST(pipe2(status, O_CLOEXEC));
	next.descriptor[FILTER_FD] = high(status[0]);
	expect("a pipe is no seccomp program", "SECCOMP_READ[0] ESPIPE, exit 127",
	       START(ORDINARY, "seccomp", "5", PROGRAM("arguments")));
	close(status[1]);
}

static void test_seccomp(void)
{
	const struct sock_filter no_return = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);
	int filter = denying(SYS_chdir, EPERM);

	expect("without seccomp chdir succeeds", "started, exit 0, \"ok\"",
	       START(ORDINARY, PROGRAM("chdir", ".")));
	next.descriptor[FILTER_FD] = filter;
	expect("what the seccomp program denies is denied", "started, exit 0, \"EPERM\"",
	       START(ORDINARY, "seccomp", "5", PROGRAM("chdir", ".")));
	MUST((int)lseek(filter, 5, SEEK_SET));
	next.descriptor[FILTER_FD] = filter;
	expect("a seccomp program that is shared is read from its start, wherever its offset is",
	       "started, exit 0, \"EPERM\"",
	       START(ORDINARY, "seccomp", "5", PROGRAM("chdir", ".")));
	expect("the shared offset is left alone", "5",
	       text("%jd", (intmax_t)lseek(filter, 0, SEEK_CUR)));
	next.descriptor[FILTER_FD] = filter;
	expect("with seccomp no_new_privs is set", "started, exit 0, \"1\"",
	       START(ORDINARY, "seccomp", "5", PROGRAM("no_new_privs")));
	next.descriptor[FILTER_FD] = filter;
	expect("the program does not have the seccomp program's descriptor",
	       "started, exit 0, \"0 1 2\"",
	       START(ORDINARY, "seccomp", "5", PROGRAM("descriptors")));
	next.descriptor[FILTER_FD] = filter;
	expect("the descriptor of the seccomp program is closed at once",
	       "SECCOMP_READ[1] EBADF, exit 127",
	       START(ORDINARY, "seccomp", "5", "seccomp", "5", PROGRAM("arguments")));
	next.descriptor[FILTER_FD] = filter;
	expect("an operation before seccomp is not denied by it", "started, exit 0, \"EPERM\"",
	       START(ORDINARY, "chdir", ".", "seccomp", "5", PROGRAM("chdir", ".")));
	next.descriptor[FILTER_FD] = filter;
	expect("an operation after seccomp is denied by it", "CHDIR[1] EPERM, exit 127",
	       START(ORDINARY, "seccomp", "5", "chdir", ".", PROGRAM("chdir", ".")));
	next.descriptor[FILTER_FD] = allowing_in(4096);
	expect("a seccomp program of 4096 instructions is installed", "started, exit 0, \"ok\"",
	       START(ORDINARY, "seccomp", "5", PROGRAM("chdir", ".")));
	next.descriptor[FILTER_FD] = bytes(&no_return, sizeof(no_return));
	expect("a seccomp program that the kernel refuses is reported",
	       "SECCOMP_INSTALL[0] EINVAL, exit 127",
	       START(ORDINARY, "seccomp", "5", PROGRAM("arguments")));
}

/* ---- notify ---- */

/* A program that has chdir and execve told of. */
static int telling(void)
{
	const struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_chdir, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};

	return bytes(code, sizeof(code));
}

/* Gives the helper one end of a connection, and returns the other. */
static int connect_helper(int fd)
{
	int ends[2];

	MUST(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends));
	next.descriptor[fd] = high(ends[1]);
	return high(ends[0]);
}

static int receive_descriptor(int connection)
{
	char byte, space[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8)));
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = space,
				  .msg_controllen = sizeof(space) };
	int fd;

	if (recvmsg(connection, &message, MSG_CMSG_CLOEXEC) != 1 || !CMSG_FIRSTHDR(&message))
		_exit(1);
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(fd));
	return fd;
}

/* Answers chdir with EIO and lets execve go on, as long as there is anybody to answer. */
static _Noreturn void serve(int connection)
{
	struct pollfd listener = { receive_descriptor(connection), POLLIN, 0 };

	while (poll(&listener, 1, -1) == 1 && listener.revents & POLLIN) {
		struct seccomp_notif call = { 0 };
		struct seccomp_notif_resp answer = { 0 };

		MUST(ioctl(listener.fd, SECCOMP_IOCTL_NOTIF_RECV, &call));
		answer.id = call.id;
		if (call.data.nr == SYS_chdir)
			answer.error = -EIO;
		else
			answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		MUST(ioctl(listener.fd, SECCOMP_IOCTL_NOTIF_SEND, &answer));
	}
	_exit(listener.revents == POLLHUP ? 0 : 1);
}

/* Whoever answers, which ends when there is nobody left to answer. */
static pid_t serving(void)
{
	int connection = connect_helper(SOCKET_FD), helpers_end = next.descriptor[SOCKET_FD];
	pid_t process;

	fflush(stdout);
	process = MUST(fork());
	if (!process) {
		close(helpers_end);
		serve(connection);
	}
	close(connection);
	return process;
}

#define EXPECT_SERVED(sentence, answer, ...) do { \
	pid_t server = serving(); \
	int end; \
	next.descriptor[FILTER_FD] = telling(); \
	expect(sentence, answer, START(ORDINARY, "notify", "5", "8", __VA_ARGS__)); \
	MUST(waitpid(server, &end, 0)); \
	expect("... and the listener hears that all have ended", "0", text("%d", end)); \
} while (0)

/* The answer without anybody who listens. */
#define EXPECT_NOTIFY(sentence, filter, answer) do { \
	next.descriptor[FILTER_FD] = filter; \
	expect(sentence, answer, START(ORDINARY, "notify", "5", "8", PROGRAM("arguments"))); \
} while (0)

static void test_notify_input(void)
{
	connect_helper(SOCKET_FD);
	EXPECT_NOTIFY("an empty program for a listener is refused", bytes("", 0),
		      "NOTIFY_READ[0] EINVAL, exit 127");
	connect_helper(SOCKET_FD);
	EXPECT_NOTIFY("a closed descriptor of a program for a listener is reported", -1,
		      "NOTIFY_READ[0] EBADF, exit 127");
}

static void test_notify(void)
{
	int connection, helpers_end;
	char byte;

	EXPECT_SERVED("what the listener answers is what the program sees",
		      "started, exit 0, \"EIO\"", PROGRAM("chdir", "."));
	EXPECT_SERVED("a call that the listener is not told of is made",
		      "started, exit 0, \"0 1 2\"", PROGRAM("descriptors"));
	EXPECT_SERVED("with notify no_new_privs is set", "started, exit 0, \"1\"",
		      PROGRAM("no_new_privs"));
	EXPECT_SERVED("the program's descriptor is closed at once",
		      "NOTIFY_READ[1] EBADF, exit 127", "notify", "5", "8", PROGRAM("arguments"));
	next.descriptor[SECOND_FILTER_FD] = denying(SYS_chdir, EPERM);
	EXPECT_SERVED("what a seccomp program refuses the listener is not told of",
		      "started, exit 0, \"EPERM\"", "seccomp", "6", PROGRAM("chdir", "."));

	connection = connect_helper(SOCKET_FD);
	helpers_end = next.descriptor[SOCKET_FD];
	EXPECT_NOTIFY("a program for a listener that fails is reported", bytes("", 0),
		      "NOTIFY_READ[0] EINVAL, exit 127");
	close(helpers_end);
	expect("... and whoever waits for the listener reads end of file", "0",
	       text("%zd", read(connection, &byte, 1)));
}

static void test_notify_failures(void)
{
	const struct sock_filter no_return = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);

	connect_helper(SOCKET_FD);
	EXPECT_NOTIFY("a program for a listener that the kernel refuses is reported",
		      bytes(&no_return, sizeof(no_return)), "NOTIFY_INSTALL[0] EINVAL, exit 127");
	EXPECT_NOTIFY("a listener that cannot be sent is reported", telling(),
		      "NOTIFY_SEND[0] EBADF, exit 127");
	next.descriptor[SOCKET_FD] = high(open("/dev/null", O_WRONLY | O_CLOEXEC));
	EXPECT_NOTIFY("a listener that is sent to no socket is reported", telling(),
		      "NOTIFY_SEND[0] ENOTSOCK, exit 127");
	close(connect_helper(SOCKET_FD));
	EXPECT_NOTIFY("a listener that nobody receives is reported, without a signal", telling(),
		      "NOTIFY_SEND[0] EPIPE, exit 127");
	connect_helper(SOCKET_FD);
	EXPECT_NOTIFY("a listener that cannot be closed is reported", denying(SYS_close, EIO),
		      "NOTIFY_CLOSE[0] EIO, exit 127");
	connect_helper(SOCKET_FD);
	EXPECT_NOTIFY("a program for a listener that cannot be closed is reported",
		      denying_if(SYS_close, 0, FILTER_FD, EIO), "NOTIFY_CLOSE[0] EIO, exit 127");
	connect_helper(SOCKET_FD);
	EXPECT_NOTIFY("a socket that cannot be closed is reported",
		      denying_if(SYS_close, 0, SOCKET_FD, EIO), "NOTIFY_CLOSE[0] EIO, exit 127");

	connect_helper(SOCKET_FD);
	connect_helper(SECOND_SOCKET_FD);
	next.descriptor[FILTER_FD] = allowing_in(1);
	next.descriptor[SECOND_FILTER_FD] = allowing_in(1);
	expect("a second listener is reported", "NOTIFY_INSTALL[1] EBUSY, exit 127",
	       START(ORDINARY, "notify", "5", "8", "notify", "6", "9", PROGRAM("arguments")));
}

/* The helper's answer when a seccomp program refuses some of the ways to install a listener. */
static void expect_before_notify(const char *sentence, int filter, const char *answer)
{
	connect_helper(SOCKET_FD);
	next.descriptor[FILTER_FD] = filter;
	next.descriptor[SECOND_FILTER_FD] = allowing_in(1);
	expect(sentence, answer,
	       START(ORDINARY, "seccomp", "5", "notify", "6", "8", PROGRAM("chdir", ".")));
}

static void test_notify_after_seccomp(void)
{
	enum { LISTENER = 8, KILLABLE = 32 };

	expect_before_notify("no_new_privs that cannot be set before notify is reported",
			     denying(SYS_prctl, EPERM), "NO_NEW_PRIVS[1] EPERM, exit 127");
	expect_before_notify("a kernel that does not know how to wait for a kill is no obstacle",
			     denying_if(SYS_seccomp, 1, LISTENER | KILLABLE, EINVAL),
			     "started, exit 0, \"ok\"");
	expect_before_notify("waiting for a kill is what is tried first",
			     denying_if(SYS_seccomp, 1, LISTENER, EINVAL),
			     "started, exit 0, \"ok\"");
	expect_before_notify("an error other than EINVAL is not tried around",
			     denying_if(SYS_seccomp, 1, LISTENER | KILLABLE, EPERM),
			     "NOTIFY_INSTALL[1] EPERM, exit 127");
	expect_before_notify("a kernel that knows no listener is reported",
			     denying(SYS_seccomp, EINVAL), "NOTIFY_INSTALL[1] EINVAL, exit 127");
}

/* ---- every system call of the helper, failing ---- */

/* The helper's answer when a seccomp program denies it one system call from now on. */
static void expect_denied(const char *sentence, long number, uint32_t error, const char *answer)
{
	next.descriptor[FILTER_FD] = denying(number, error);
	expect(sentence, answer, START(ORDINARY, "seccomp", "5", PROGRAM("arguments")));
}

/* The same for an operation that comes after the seccomp program. */
#define EXPECT_DENIED(sentence, filter, answer, ...) do { \
	next.descriptor[FILTER_FD] = filter; \
	expect(sentence, answer, \
	       START(ORDINARY, "seccomp", "5", __VA_ARGS__, PROGRAM("arguments"))); \
} while (0)

static void test_denied_operations(void)
{
	const char *self = text("%d", getpid());

	EXPECT_DENIED("parent-death that is forbidden is reported",
		      denying_if(SYS_prctl, 0, PR_SET_PDEATHSIG, EPERM),
		      "PARENT_DEATH[1] EPERM, exit 127", "parent-death", "9", self);
	EXPECT_DENIED("when the parent cannot be asked for it counts as gone",
		      denying(SYS_getppid, EPERM), "PARENT_GONE[1] ESRCH, exit 127",
		      "parent-death", "9", self);
	EXPECT_DENIED("limit that is forbidden is reported", denying(SYS_prlimit64, EPERM),
		      "LIMIT[1] EPERM, exit 127", "limit", "7", "64", "64");
	next.descriptor[CGROUP_FD] = high(open("/dev/null", O_WRONLY | O_CLOEXEC));
	EXPECT_DENIED("a control group that cannot be closed is reported",
		      denying_if(SYS_close, 0, CGROUP_FD, EIO), "CGROUP_CLOSE[1] EIO, exit 127",
		      "cgroup", "7");
	EXPECT_DENIED("capabilities that cannot be asked for are reported",
		      denying(SYS_capget, EPERM), "CAPABILITIES[1] EPERM, exit 127",
		      "capabilities", "0");
	EXPECT_DENIED("capabilities that cannot be set are reported", denying(SYS_capset, ENOSYS),
		      "CAPABILITIES[1] ENOSYS, exit 127", "capabilities", "0");
	EXPECT_DENIED("user without PR_SET_KEEPCAPS is reported",
		      denying_if(SYS_prctl, 0, PR_SET_KEEPCAPS, EPERM),
		      "USER_KEEPCAPS[1] EPERM, exit 127", "user", "0", "0");
	EXPECT_DENIED("setgroups that is forbidden is reported", denying(SYS_setgroups, ENOSYS),
		      "USER_GROUPS[1] ENOSYS, exit 127", "user", "0", "0");
	if (!privileged())
		return;
	EXPECT_DENIED("setresgid that is forbidden is reported", denying(SYS_setresgid, EPERM),
		      "USER_GID[1] EPERM, exit 127", "user", "0", "0");
	EXPECT_DENIED("setresuid that is forbidden is reported", denying(SYS_setresuid, EPERM),
		      "USER_UID[1] EPERM, exit 127", "user", "0", "0");
	EXPECT_DENIED("securebits that cannot be asked for are reported",
		      denying_if(SYS_prctl, 0, PR_GET_SECUREBITS, EINVAL),
		      "CAPABILITIES_SECUREBITS[1] EINVAL, exit 127", "capabilities", "0");
	EXPECT_DENIED("securebits that cannot be set with CAP_SETPCAP are reported",
		      denying_if(SYS_prctl, 0, PR_SET_SECUREBITS, EPERM),
		      "CAPABILITIES_SECUREBITS[1] EPERM, exit 127", "capabilities", "0");
	EXPECT_DENIED("an ambient capability that cannot be raised is reported",
		      denying_if(SYS_prctl, 0, PR_CAP_AMBIENT, EPERM),
		      "CAPABILITIES_AMBIENT[1] EPERM, exit 127", "capabilities", "2000");
}

static void test_denied_calls(void)
{
	expect_denied("rt_sigprocmask that fails is reported", SYS_rt_sigprocmask, EPERM,
		      "SIGNAL_MASK[0] EPERM, exit 127");
	expect_denied("rt_sigaction that fails is reported", SYS_rt_sigaction, EPERM,
		      "SIGNAL_DEFAULT[0] EPERM, exit 127");
	expect_denied("close_range that fails is reported", SYS_CLOSE_RANGE, ENOSYS,
		      "CLOSE_RANGE[0] ENOSYS, exit 127");
	expect_denied("execve that is forbidden is reported", SYS_execve, EPERM,
		      "started, EXECVE[0] EPERM, exit 127");
	expect_denied("when write is forbidden nothing is started", SYS_write, EPERM, "exit 127");
	expect_denied("close that fails after seccomp is reported", SYS_close, EIO,
		      "SECCOMP_CLOSE[0] EIO, exit 127");

	test_denied_operations();
	next.descriptor[FILTER_FD] = denying(SYS_prctl, EPERM);
	next.descriptor[SECOND_FILTER_FD] = allowing_in(1);
	expect("no_new_privs that cannot be set before seccomp is reported",
	       "NO_NEW_PRIVS[1] EPERM, exit 127",
	       START(ORDINARY, "seccomp", "5", "seccomp", "6", PROGRAM("arguments")));
	next.descriptor[FILTER_FD] = denying_if(SYS_seccomp, 1, 0, EPERM);
	next.descriptor[SECOND_FILTER_FD] = allowing_in(1);
	expect("seccomp without flags that is forbidden is reported",
	       "SECCOMP_INSTALL[1] EPERM, exit 127",
	       START(ORDINARY, "seccomp", "5", "seccomp", "6", PROGRAM("arguments")));
	next.descriptor[FILTER_FD] = denying(SYS_exit_group, EPERM);
	expect("when even the exit is forbidden it ends by a trap",
#ifdef __x86_64__
	       "CHDIR[1] ENOENT, signal 4",
#else
	       "CHDIR[1] ENOENT, signal 5",
#endif
	       START(ORDINARY, "seccomp", "5", "chdir", "missing", PROGRAM("arguments")));
}

/*
 * execve answers with each error in turn. Where the search goes on it meets a component too
 * long, for which there is no execve, so that ENAMETOOLONG is then the last reason.
 */
static void test_path_errors(void)
{
	const char *list = text("first:%s", padded("second", 4097)), *passed_over = "";

	for (uint32_t error = 1; error <= EHWPOISON; error++) {
		int filter = denying(SYS_execve, error);
		const char *answer;

		next.descriptor[FILTER_FD] = filter;
		answer = START(ORDINARY, "seccomp", "5", "path", list, "--", "tool", "tool");
		close(filter);
		if (!strcmp(answer,
			    "started, EXECVE[0] ENAMETOOLONG, exit 127") && error != ENAMETOOLONG)
			passed_over = text("%s%u ", passed_over, error);
		else if (strcmp(answer,
				text("started, EXECVE[0] %s, exit 127", error_name((int)error))))
			passed_over = text("%s(%u: %s) ", passed_over, error, answer);
	}
	expect("the search goes on after ENOENT, ENODEV, ENOTDIR, ELOOP, ETIMEDOUT and ESTALE only",
	       text("%d %d %d %d %d %d ", ENOENT, ENODEV, ENOTDIR, ELOOP, ETIMEDOUT, ESTALE),
	       passed_over);
}

/* Makes a copy of the program whose file grants something, or says why not. */
static bool make_granting(const char *name, mode_t mode, const void *capabilities, size_t size)
{
	int from = MUST(open(program, O_RDONLY | O_CLOEXEC)), to;
	struct statvfs mounted;
	struct stat file;
	bool made;

	MUST(fstat(from, &file));
	MUST(fstatvfs(from, &mounted));
	make_file(name, mode, "");
	to = MUST(open(name, O_WRONLY | O_CLOEXEC));
	MUST(sendfile(to, from, NULL, (size_t)file.st_size) == file.st_size ? 0 : -1);
	MUST(fchmod(to, mode));	/* writing takes S_ISUID away */
	made = !(mounted.f_flag & ST_NOSUID) &&
	       !(size && fsetxattr(to, "security.capability", capabilities, size, 0));
	close(to);
	close(from);
	if (!made) {
		MUST(unlink(name));
		printf("skipped - %s: this file system does not grant capabilities\n", name);
	}
	return made;
}

/* The end of a command line that starts such a copy. */
#define GRANTING(file, key) "--", file, file, "status", key

/* Another user, who has no capabilities to lose. */
#define OTHER_USER ORDINARY, "user", "4242", "4242"

static void test_set_user_id(void)
{
	const char *file = "./set-user-id";

	if (!make_granting(file, 04755, NULL, 0))
		return;
	expect("by itself a set-user-ID program of root has capabilities",
	       permitted(bounding_set()), START(OTHER_USER, GRANTING(file, "CapPrm")));
	expect("after capabilities 0 it has none", permitted(0),
	       START(OTHER_USER, "capabilities", "0", GRANTING(file, "CapPrm")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	expect("with landlock it has none", sets(0, bounding_set()),
	       START(OTHER_USER, "capabilities", "0", "landlock", "4", "0",
		     GRANTING(file, "Cap")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	expect("with landlock it is not root's", "started, exit 0, \"4242 4242 4242 4242\"",
	       START(OTHER_USER, "capabilities", "0", "landlock", "4", "0",
		     GRANTING(file, "Uid")));
	MUST(unlink(file));
}

static void test_file_capability(void)
{
	const uint32_t net_raw = 1 << CAP_NET_RAW;
	const struct vfs_cap_data data = {
		.magic_etc = VFS_CAP_REVISION_2 | VFS_CAP_FLAGS_EFFECTIVE,
		.data[0].permitted = net_raw,
	};
	const char *file = "./file-capability";

	if (!make_granting(file, 0755, &data, sizeof(data)))
		return;
	expect("by itself a program with a file capability has it", permitted(net_raw),
	       START(OTHER_USER, GRANTING(file, "CapPrm")));
	expect("after capabilities 0 it still has, since that is no matter of securebits",
	       permitted(net_raw),
	       START(OTHER_USER, "capabilities", "0", GRANTING(file, "CapPrm")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	expect("with landlock it has none", sets(0, bounding_set()),
	       START(OTHER_USER, "capabilities", "0", "landlock", "4", "0",
		     GRANTING(file, "Cap")));
	MUST(unlink(file));
}

static void test_denied_landlock_calls(void)
{
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	next.descriptor[FILTER_FD] = denying(SYS_RESTRICT_SELF, EPERM);
	expect("landlock that a filter forbids is reported",
	       "LANDLOCK_RESTRICT_SELF[1] EPERM, exit 127",
	       START(ORDINARY, "seccomp", "5", "landlock", "4", "0", PROGRAM("arguments")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	next.descriptor[FILTER_FD] = denying(SYS_RESTRICT_SELF, EPERM);
	expect("landlock before a filter that forbids it is in force",
	       "started, exit 0, \"EACCES\"",
	       START(ORDINARY, "landlock", "4", "0", "seccomp", "5",
		     PROGRAM("write", "refused/file")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	next.descriptor[FILTER_FD] = denying(SYS_prctl, EPERM);
	expect("no_new_privs that cannot be set before landlock is reported",
	       "NO_NEW_PRIVS[1] EPERM, exit 127",
	       START(ORDINARY, "seccomp", "5", "landlock", "4", "0", PROGRAM("arguments")));
	next.descriptor[RULESET_FD] = ruleset(ACCESS_FS_WRITE_FILE, NULL);
	next.descriptor[FILTER_FD] = denying_if(SYS_close, 0, RULESET_FD, EIO);
	expect("a ruleset that cannot be closed is reported", "LANDLOCK_CLOSE[1] EIO, exit 127",
	       START(ORDINARY, "seccomp", "5", "landlock", "4", "0", PROGRAM("arguments")));
}

/* The kernel's Landlock ABI; ends everything if the machine was said to have a higher one. */
static int landlock_abi(void)
{
	int abi = (int)syscall(SYS_CREATE_RULESET, NULL, 0, CREATE_RULESET_VERSION);
	const char *required = getenv("LANDLAUNCHER_REQUIRE_ABI");

	if (required && abi < atoi(required)) {
		fprintf(stderr, "Landlock ABI %s is required, this kernel has %d\n", required, abi);
		exit(1);
	}
	return abi;
}

static void test_native(void)
{
	test_environment();
	test_ignored_signals();
	test_cgroup();
	test_path_errors();
	test_seccomp();
	test_notify();
	test_notify_failures();
	test_notify_after_seccomp();
	test_denied_calls();
	if (landlock_abi() < 1) {
		puts("skipped - landlock: this kernel does not have it");
		return;
	}
	test_landlock();
	if (privileged()) {
		test_set_user_id();
		test_file_capability();
	}
	test_denied_landlock_calls();
}

int main(int argc, char **argv)
{
	const struct rlimit no_core = { 0, 0 };

	if (argc < 5)
		return 2;
	alarm(300);	/* a helper that hangs is a failure, not a build that hangs */
	MUST((int)syscall(SYS_CLOSE_RANGE, 3, ~0U, CLOEXEC));
	MUST(setrlimit(RLIMIT_CORE, &no_core));
	MUST(chdir(argv[1]));
	program = argv[2];
	helper[0] = argv[4];
	helper[1] = argv[5];
	memset(next.descriptor, -1, sizeof(next.descriptor));
	make_layout();

	test_usage();
	test_numbers();
	test_index();
	test_status_descriptor();
	test_record_step();
	test_chdir();
	test_session_and_group();
	test_parent_death();
	test_limit();
	test_cgroup_descriptor();
	test_without_capabilities();
	test_as_root();
	test_execve();
	test_path();
	test_descriptors();
	test_signals();
	test_pid();
	test_seccomp_input();
	test_notify_input();
	if (!strcmp(argv[3], "native"))
		test_native();
	return failures() ? 1 : 0;
}
