/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to look into other processes, to change them, and to learn about them. */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/ioprio.h>
#include <linux/kcmp.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "escape.h"

#define PIDFD_OPEN 434
#define PIDFD_GETFD 438
#define PROCESS_MADVISE 440

static pid_t process(const char *text)
{
	return (pid_t)number(text);
}

static void *address(const char *text)
{
	return (void *)(uintptr_t)strtoull(text, NULL, 0);
}

/* A word of the victim's memory, while it is stopped. */
static void peek(pid_t pid, void *at)
{
	long word;
	int status;

	call("waitpid", waitpid(pid, &status, __WALL));
	errno = 0;
	word = ptrace(PTRACE_PEEKDATA, pid, at, NULL);
	if (errno != 0)
		refused("ptrace PEEKDATA", errno);
	call("ptrace DETACH", ptrace(PTRACE_DETACH, pid, NULL, NULL));
	check("a word of the secret", memcmp(&word, SECRET, sizeof(word)) == 0);
}

static void seize(char **a)
{
	call("ptrace SEIZE", ptrace(PTRACE_SEIZE, process(a[0]), NULL, NULL));
	call("ptrace INTERRUPT", ptrace(PTRACE_INTERRUPT, process(a[0]), NULL, NULL));
	peek(process(a[0]), address(a[1]));
}

static void attach(char **a)
{
	call("ptrace ATTACH", ptrace(PTRACE_ATTACH, process(a[0]), NULL, NULL));
	peek(process(a[0]), address(a[1]));
}

/* Without a stop, so that the launcher does not notice. */
static void trace_launcher(char **a)
{
	char path[64];
	char text[4096];
	char tracer[64];

	call("ptrace SEIZE", ptrace(PTRACE_SEIZE, process(a[0]), NULL, NULL));
	snprintf(path, sizeof(path), "/proc/%s/status", a[0]);
	read_text(path, text, sizeof(text));
	snprintf(tracer, sizeof(tracer), "TracerPid:\t%d\n", (int)getpid());
	check("the tracer", strstr(text, tracer) != NULL);
}

static void read_memory(pid_t pid, void *at)
{
	char bytes[SECRET_SIZE];
	const struct iovec local = { bytes, sizeof(bytes) };
	const struct iovec remote = { at, sizeof(bytes) };

	check_secret_bytes(bytes, call("process_vm_readv",
				       process_vm_readv(pid, &local, 1, &remote, 1, 0)));
}

static void read_by_process_vm(char **a)
{
	read_memory(process(a[0]), address(a[1]));
}

/* What it writes is what is there: the victim needs it, and the call is the same. */
static void write_by_process_vm(char **a)
{
	char bytes[] = SECRET;
	const struct iovec local = { bytes, SECRET_SIZE };
	const struct iovec remote = { address(a[1]), SECRET_SIZE };

	check("the number of bytes",
	      call("process_vm_writev",
		   process_vm_writev(process(a[0]), &local, 1, &remote, 1, 0)) == SECRET_SIZE);
}

static int open_of(const char *pid, const char *name, int flags)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/proc/%s/%s", pid, name);
	return open_file(path, flags);
}

static void read_proc_memory(char **a)
{
	char bytes[SECRET_SIZE];
	int fd = open_of(a[0], "mem", O_RDONLY);

	check_secret_bytes(bytes, call("pread", pread(fd, bytes, sizeof(bytes),
						      (off_t)(uintptr_t)address(a[1]))));
}

static void write_proc_memory(char **a)
{
	int fd = open_of(a[0], "mem", O_RDWR);

	check("the number of bytes",
	      call("pwrite", pwrite(fd, SECRET, SECRET_SIZE, (off_t)(uintptr_t)address(a[1])))
	      == SECRET_SIZE);
}

static void take_descriptor(char **a)
{
	int pid = (int)call("pidfd_open", syscall(PIDFD_OPEN, process(a[0]), 0));
	int fd = (int)call("pidfd_getfd", syscall(PIDFD_GETFD, pid, (int)number(a[1]), 0));
	char bytes[SECRET_SIZE];

	check_secret_bytes(bytes, call("pread", pread(fd, bytes, sizeof(bytes), 0)));
}

static void compare(char **a)
{
	long result = call("kcmp", syscall(SYS_kcmp, process(a[0]), getpid(), KCMP_VM, 0, 0));

	check("that memory differs", result > 0);
}

static void see_robust_list(char **a)
{
	void *head = NULL;
	size_t size = 0;

	call("get_robust_list", syscall(SYS_get_robust_list, process(a[0]), &head, &size));
	check("its size", size > 0);
}

/* Pushes the victim's pages out, which slows it down. */
static void advise(char **a)
{
	uintptr_t page = (uintptr_t)address(a[1]) & ~(uintptr_t)4095;
	const struct iovec range = { (void *)page, 4096 };
	int pid = (int)call("pidfd_open", syscall(PIDFD_OPEN, process(a[0]), 0));

	check("the number of bytes",
	      call("process_madvise",
		   syscall(PROCESS_MADVISE, pid, &range, 1, MADV_COLD, 0)) == 4096);
}

static void see_pages(char **a)
{
	void *page = (void *)((uintptr_t)address(a[1]) & ~(uintptr_t)4095);
	int status = -1;

	call("move_pages", syscall(SYS_move_pages, process(a[0]), 1UL, &page, NULL, &status, 0));
	check("the node of a page", status >= 0);
}

static void contains(const char *pid, const char *name, const char *wanted)
{
	static char text[1 << 20];
	char path[64];
	size_t size;

	snprintf(path, sizeof(path), "/proc/%s/%s", pid, name);
	size = read_text(path, text, sizeof(text));
	check(wanted, memmem(text, size, wanted, strlen(wanted)) != NULL);
}

static void see_environment(char **a)
{
	contains(a[0], "environ", "LANDLAUNCHER_SECRET=the secret");
}

/* Not another process's environment, but what this one was given of the launcher's. */
static void has_environment(char **a)
{
	(void)a;
	contains("self", "environ", "LANDLAUNCHER_SECRET=the secret");
}

static void see_maps(char **a)
{
	contains(a[0], "maps", "libjvm.so");
}

static void see_command_line(char **a)
{
	contains(a[0], "cmdline", "landlauncher.secret=in the arguments");
}

static void see_status(char **a)
{
	contains(a[0], "status", "Threads:");
}

static void see_descriptor_targets(char **a)
{
	char path[64];
	char target[PATH_MAX];

	snprintf(path, sizeof(path), "/proc/%s/fd/%s", a[0], a[1]);
	check("the target", call("readlink", readlink(path, target, sizeof(target))) > 0);
}

static void list_descriptors(char **a)
{
	char path[64];
	DIR *directory;
	int count = 0;

	snprintf(path, sizeof(path), "/proc/%s/fd", a[0]);
	directory = opendir(path);
	if (!directory)
		refused("opendir", errno);
	while (readdir(directory))
		count++;
	check("descriptors", count > 2);
}

/* Time on the processor, as seen in user mode alone. */
static void count_events(pid_t pid)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attributes),
		.config = PERF_COUNT_SW_TASK_CLOCK,
		.exclude_kernel = 1,
		.exclude_hv = 1,
	};
	uint64_t count;
	int fd = (int)call("perf_event_open",
			   syscall(SYS_perf_event_open, &attributes, pid, -1, -1, 0UL));

	check("a count", call("read", read(fd, &count, sizeof(count))) == sizeof(count));
}

static void observe(char **a)
{
	count_events(process(a[0]));
}

static void observe_self(char **a)
{
	(void)a;
	count_events(0);
}

static void change_limit(char **a)
{
	struct rlimit limit;

	call("prlimit", prlimit(process(a[0]), RLIMIT_CORE, NULL, &limit));
	limit.rlim_cur = limit.rlim_cur == 0 ? limit.rlim_max : 0;
	call("prlimit", prlimit(process(a[0]), RLIMIT_CORE, &limit, NULL));
}

static void change_priority(char **a)
{
	id_t pid = (id_t)process(a[0]);

	call("setpriority", setpriority(PRIO_PROCESS, pid, 19));
	check("the priority", getpriority(PRIO_PROCESS, pid) == 19);
}

static void change_affinity(char **a)
{
	cpu_set_t set;

	call("sched_getaffinity", sched_getaffinity(process(a[0]), sizeof(set), &set));
	for (size_t cpu = 0, seen = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &set) && seen++ > 0)
			CPU_CLR(cpu, &set);
	call("sched_setaffinity", sched_setaffinity(process(a[0]), sizeof(set), &set));
	call("sched_getaffinity", sched_getaffinity(process(a[0]), sizeof(set), &set));
	check("the processors", CPU_COUNT(&set) == 1);
}

static void change_scheduler(char **a)
{
	const struct sched_param parameter = { 0 };

	call("sched_setscheduler", sched_setscheduler(process(a[0]), SCHED_IDLE, &parameter));
	check("the scheduler", sched_getscheduler(process(a[0])) == SCHED_IDLE);
}

static void change_io_priority(char **a)
{
	const int idle = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0);

	call("ioprio_set", syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, process(a[0]), idle));
	check("the priority",
	      syscall(SYS_ioprio_get, IOPRIO_WHO_PROCESS, process(a[0])) == idle);
}

static void change_oom_score(char **a)
{
	int fd = open_of(a[0], "oom_score_adj", O_WRONLY);

	call("write", write(fd, "1000", 4));
}

const struct attempt process_attempts[] = {
	{ "seize", "PID ADDRESS", seize },
	{ "attach", "PID ADDRESS", attach },
	{ "trace-launcher", "PID", trace_launcher },
	{ "read-by-process-vm", "PID ADDRESS", read_by_process_vm },
	{ "write-by-process-vm", "PID ADDRESS", write_by_process_vm },
	{ "read-proc-memory", "PID ADDRESS", read_proc_memory },
	{ "write-proc-memory", "PID ADDRESS", write_proc_memory },
	{ "take-descriptor", "PID DESCRIPTOR", take_descriptor },
	{ "compare", "PID", compare },
	{ "see-robust-list", "PID", see_robust_list },
	{ "advise", "PID ADDRESS", advise },
	{ "see-pages", "PID ADDRESS", see_pages },
	{ "see-environment", "PID", see_environment },
	{ "has-environment", "", has_environment },
	{ "see-maps", "PID", see_maps },
	{ "see-command-line", "PID", see_command_line },
	{ "see-status", "PID", see_status },
	{ "list-descriptors", "PID", list_descriptors },
	{ "see-descriptor-target", "PID DESCRIPTOR", see_descriptor_targets },
	{ "observe", "PID", observe },
	{ "observe-self", "", observe_self },
	{ "change-limit", "PID", change_limit },
	{ "change-priority", "PID", change_priority },
	{ "change-affinity", "PID", change_affinity },
	{ "change-scheduler", "PID", change_scheduler },
	{ "change-io-priority", "PID", change_io_priority },
	{ "change-oom-score", "PID", change_oom_score },
	{ 0 },
};
