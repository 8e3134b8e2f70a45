/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to use more than one's share, and to outlive the program that was started. */
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "escape.h"

enum { MAX_CHILDREN = 256, SECONDS_TO_WAIT = 5 };

static void end(const pid_t *children, long count)
{
	for (long i = 0; i < count; i++)
		kill(children[i], SIGKILL);
	for (long i = 0; i < count; i++)
		waitpid(children[i], NULL, 0);
}

/* So many processes at once. */
static void fork_storm(char **a)
{
	pid_t children[MAX_CHILDREN];
	long wanted = number(a[0]);
	long count;

	for (count = 0; count < wanted && count < MAX_CHILDREN; count++) {
		children[count] = fork();
		if (children[count] == 0)
			for (;;)
				pause();
		if (children[count] < 0) {
			int error = errno;

			end(children, count);
			refused("fork", error);
		}
	}
	end(children, count);
}

/* So many bytes of memory, all of them written to. */
static void take_memory(char **a)
{
	size_t size = (size_t)number(a[0]);
	char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		refused("mmap", errno);
	for (size_t i = 0; i < size; i += 4096)
		memory[i] = 1;
}

/* A file of so many bytes. */
static void fill_disk(char **a)
{
	static const char block[4096];
	long left = number(a[1]);
	int fd = (int)call("create", open(a[0], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));

	signal(SIGXFSZ, SIG_IGN);
	for (; left > 0; left -= (long)sizeof(block))
		call("write", write(fd, block, sizeof(block)));
	close(fd);
	unlink(a[0]);
}

/* So many descriptors. */
static void take_descriptors(char **a)
{
	for (long left = number(a[0]); left > 0; left--)
		call("dup", dup(STDIN_FILENO));
}

static volatile sig_atomic_t time_is_used;

static void notice_time(int signal_number)
{
	(void)signal_number;
	time_is_used = 1;
}

/*
 * So many milliseconds of a processor, by the clock that limits go by: it counts ticks, some of which
 * an emulated machine loses.
 */
static void take_processor(char **a)
{
	long wanted = number(a[0]);
	const struct itimerval timer = {
		.it_value = { .tv_sec = wanted / 1000, .tv_usec = wanted % 1000 * 1000 },
	};

	signal(SIGPROF, notice_time);
	call("setitimer", setitimer(ITIMER_PROF, &timer, NULL));
	while (!time_is_used)
		;
}

/* What may be raised by root alone: how much more than others a process may claim to be. */
static void raise_limit(char **a)
{
	struct rlimit limit;

	(void)a;
	call("getrlimit", getrlimit(RLIMIT_NICE, &limit));
	limit.rlim_max += 1;
	call("setrlimit", setrlimit(RLIMIT_NICE, &limit));
}

static void be_woken(int signal_number)
{
	(void)signal_number;
}

/*
 * A grandchild in a session of its own, which lives on when its parent is gone, and then answers
 * whoever opens the FIFOs "ask" and "answer" in the new directory; after some seconds without being
 * asked. What it answers is what it can read then, or a letter if it can read nothing.
 */
static void live_on(const char *file)
{
	const struct sigaction action = { .sa_handler = be_woken };
	char text[64] = "x";
	char question;
	int ask = open_file("ask", O_RDONLY);
	int answer = open_file("answer", O_WRONLY);
	ssize_t size = 1;
	int fd;

	sigaction(SIGALRM, &action, NULL);
	alarm(SECONDS_TO_WAIT);
	if (read(ask, &question, 1) < 0 && errno != EINTR)
		refused("read", errno);
	fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		size = call("read", read(fd, text, sizeof(text)));
	call("write", write(answer, text, (size_t)size));
}

static void survive(char **a)
{
	call("mkdir", mkdir(a[0], 0700));
	call("chdir", chdir(a[0]));
	call("mkfifo", mkfifo("ask", 0600));
	call("mkfifo", mkfifo("answer", 0600));
	if (fork_child() == 0) {
		call("setsid", setsid());
		if (fork_child() == 0) {
			close(STDOUT_FILENO);
			live_on(a[1]);
		}
		_exit(0);
	}
	call("write", write(STDOUT_FILENO, "ready\n", 6));
	for (;;)
		pause();
}

const struct attempt resource_attempts[] = {
	{ "fork-storm", "COUNT", fork_storm },
	{ "take-memory", "BYTES", take_memory },
	{ "fill-disk", "NEW BYTES", fill_disk },
	{ "take-descriptors", "COUNT", take_descriptors },
	{ "take-processor", "MILLISECONDS", take_processor },
	{ "raise-limit", "", raise_limit },
	{ "survive", "NEW FILE", survive },
	{ 0 },
};
