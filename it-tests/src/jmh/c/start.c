/* SPDX-License-Identifier: Apache-2.0 */
/*
 * start starts /bin/true as Landlauncher does, by the same system calls, and says what that took.
 *
 *	start HELPER WARMUP COUNT RULE...
 *
 * HELPER is landlock-exec; it is run from a sealed memfd. Each start makes a fresh ruleset with a
 * rule for each RULE (read and execute), four pipes and a pidfd, spawns the helper, reads its
 * report, drains output and error, and waits for a second thread, the reaper, to tell the exit.
 * Printed are the median and the mean of COUNT starts, in nanoseconds.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* As in linux/landlock.h of 5.19, since a distribution's may be older. */
enum { NR_CREATE_RULESET = 444, NR_ADD_RULE = 445, PATH_BENEATH = 1 };
enum { EXECUTE = 1, READ_FILE = 4, READ_DIR = 8, EVERY_ABI1_RIGHT = (1 << 13) - 1 };
struct path_beneath { uint64_t allowed; int32_t parent; } __attribute__((packed));

enum { IN, OUT, ERR, STATUS, PIPES };
enum { READ_END, WRITE_END };
enum { STATUS_FD = 3, RULESET_FD = 4, LOWEST = 10 };

static char helper[64];
static int epoll;
static int pidfd;
static int pipes[PIPES][2];
static int exit_value;
static sem_t exited;

/* Ends the program if a call failed. */
static long check(long result, const char *call)
{
	if (result < 0) {
		perror(call);
		exit(1);
	}
	return result;
}
#define CHECK(call) check(call, #call)

/* As check, for calls that return the error number. */
static void check_number(int error, const char *call)
{
	if (error) {
		errno = error;
		check(-1, call);
	}
}
#define CHECK_NUMBER(call) check_number(call, #call)

static long now(void)
{
	struct timespec time;

	CHECK(clock_gettime(CLOCK_MONOTONIC, &time));
	return time.tv_sec * 1000000000L + time.tv_nsec;
}

/* A descriptor that the file actions of a spawn cannot hit. */
static int high(int fd)
{
	int moved;

	if (fd >= LOWEST)
		return fd;
	moved = (int)CHECK(fcntl(fd, F_DUPFD_CLOEXEC, LOWEST));
	CHECK(close(fd));
	return moved;
}

static void load_helper(const char *file)
{
	static char content[1 << 16];
	int in = (int)CHECK(open(file, O_RDONLY | O_CLOEXEC));
	long size = CHECK(read(in, content, sizeof(content)));
	int image = high((int)CHECK(memfd_create("landlock-exec", MFD_CLOEXEC | MFD_ALLOW_SEALING)));

	CHECK(close(in));
	if (CHECK(write(image, content, (size_t)size)) != size)
		check(-1, "write of the helper");
	CHECK(fchmod(image, 0555));
	CHECK(fcntl(image, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL));
	snprintf(helper, sizeof(helper), "/proc/self/fd/%d", image);
}

static int make_ruleset(char **rules)
{
	uint64_t handled = EVERY_ABI1_RIGHT;
	int ruleset = high((int)CHECK(syscall(NR_CREATE_RULESET, &handled, sizeof(handled), 0)));

	for (; *rules; rules++) {
		struct open_how how = { .flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_NO_MAGICLINKS };
		struct path_beneath rule = { .allowed = EXECUTE | READ_FILE };
		struct statx stat;

		rule.parent = (int)CHECK(syscall(SYS_openat2, AT_FDCWD, *rules, &how, sizeof(how)));
		CHECK(statx(rule.parent, "", AT_EMPTY_PATH, STATX_TYPE, &stat));
		if (S_ISDIR(stat.stx_mode))
			rule.allowed |= READ_DIR;
		CHECK(syscall(NR_ADD_RULE, ruleset, PATH_BENEATH, &rule, 0));
		CHECK(close(rule.parent));
	}
	return ruleset;
}

static void make_pipes(void)
{
	for (int i = 0; i < PIPES; i++) {
		CHECK(pipe2(pipes[i], O_CLOEXEC));
		pipes[i][READ_END] = high(pipes[i][READ_END]);
		pipes[i][WRITE_END] = high(pipes[i][WRITE_END]);
	}
}

static void close_child_ends(void)
{
	CHECK(close(pipes[IN][READ_END]));
	CHECK(close(pipes[OUT][WRITE_END]));
	CHECK(close(pipes[ERR][WRITE_END]));
}

static pid_t spawn(int ruleset)
{
	static char *const argv[] = { "landlock-exec", "1", "3", "session", "landlock", "4", "0",
				      "--", "/bin/true", "/bin/true", 0 };
	posix_spawn_file_actions_t actions;
	pid_t pid;

	CHECK_NUMBER(posix_spawn_file_actions_init(&actions));
	CHECK_NUMBER(posix_spawn_file_actions_adddup2(&actions, pipes[IN][READ_END], 0));
	CHECK_NUMBER(posix_spawn_file_actions_adddup2(&actions, pipes[OUT][WRITE_END], 1));
	CHECK_NUMBER(posix_spawn_file_actions_adddup2(&actions, pipes[ERR][WRITE_END], 2));
	CHECK_NUMBER(posix_spawn_file_actions_adddup2(&actions, pipes[STATUS][WRITE_END], STATUS_FD));
	CHECK_NUMBER(posix_spawn_file_actions_adddup2(&actions, ruleset, RULESET_FD));
	CHECK_NUMBER(posix_spawn(&pid, helper, &actions, 0, argv, environ));
	CHECK_NUMBER(posix_spawn_file_actions_destroy(&actions));
	CHECK(close(pipes[STATUS][WRITE_END]));
	return pid;
}

/* Returns once the helper has become the program. */
static void read_report(void)
{
	int32_t words[8];
	size_t size = 0;
	long count;

	do {
		count = CHECK(read(pipes[STATUS][READ_END], (char *)words + size, sizeof(words) - size));
		size += (size_t)count;
	} while (count);
	CHECK(close(pipes[STATUS][READ_END]));
	if (size != 8 || words[0] || words[1]) {
		fprintf(stderr, "the helper reports step %d, errno %d\n", words[0], words[1]);
		exit(1);
	}
}

static void watch(void)
{
	struct epoll_event event = { .events = EPOLLIN, .data.fd = pidfd };

	CHECK(epoll_ctl(epoll, EPOLL_CTL_ADD, pidfd, &event));
}

/* The second thread: takes the exit of the one child and what is left to close. */
static void *reap(void *unused)
{
	struct epoll_event event;
	siginfo_t info;

	for (;;) {
		if (epoll_wait(epoll, &event, 1, -1) != 1)
			continue;
		CHECK(waitid(P_PIDFD, (id_t)event.data.fd, &info, WEXITED | WNOHANG));
		CHECK(epoll_ctl(epoll, EPOLL_CTL_DEL, event.data.fd, 0));
		CHECK(close(event.data.fd));
		exit_value = info.si_status;
		CHECK(sem_post(&exited));
	}
	return unused;
}

static void drain(int fd)
{
	static char buffer[8192];

	while (CHECK(read(fd, buffer, sizeof(buffer))))
		;
	CHECK(close(fd));
}

static void start(char **rules)
{
	int ruleset = make_ruleset(rules);
	pid_t pid;

	make_pipes();
	pid = spawn(ruleset);
	close_child_ends();
	pidfd = high((int)CHECK(syscall(SYS_pidfd_open, pid, 0)));
	read_report();
	watch();
	CHECK(close(ruleset));
	CHECK(close(pipes[IN][WRITE_END]));
	drain(pipes[OUT][READ_END]);
	drain(pipes[ERR][READ_END]);
	while (sem_wait(&exited))
		;
	if (exit_value) {
		fprintf(stderr, "/bin/true ended with %d\n", exit_value);
		exit(1);
	}
}

static int compare(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	int warmup = argc < 5 ? 0 : atoi(argv[2]), count = argc < 5 ? 0 : atoi(argv[3]);
	long *times, sum = 0;
	pthread_t reaper;

	if (count <= 0) {
		fprintf(stderr, "usage: start HELPER WARMUP COUNT RULE...\n");
		return 2;
	}
	times = calloc((size_t)count, sizeof(*times));
	if (!times)
		check(-1, "calloc");
	load_helper(argv[1]);
	epoll = high((int)CHECK(epoll_create1(EPOLL_CLOEXEC)));
	CHECK(sem_init(&exited, 0, 0));
	CHECK_NUMBER(pthread_create(&reaper, 0, reap, 0));
	for (int i = -warmup; i < count; i++) {
		long before = now();

		start(argv + 4);
		if (i >= 0)
			sum += times[i] = now() - before;
	}
	qsort(times, (size_t)count, sizeof(*times), compare);
	printf("%ld %ld\n", times[count / 2], sum / count);
	return 0;
}
