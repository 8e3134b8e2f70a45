/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The other parts in the play. The victim is what attackers try to reach; the stage is where a
 * launcher stands that has a terminal and leaks descriptors; the sibling is in a sandbox of its own;
 * the swapper changes what names mean.
 */
#include <fcntl.h>
#include <linux/keyctl.h>
#include <netinet/in.h>
#include <mqueue.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "escape.h"
#include "leaks.h"

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262 /* linux/in.h, Linux 5.6 */
#endif

enum { MAX_SERVERS = 16, HEARTBEAT_MILLISECONDS = 10 };

static char secret[] = SECRET;
static int secret_file;
static struct pollfd servers[MAX_SERVERS];
static nfds_t count;

static void say(const char *name, long long value)
{
	dprintf(STDOUT_FILENO, "%s=%lld\n", name, value);
}

static void serve(int fd)
{
	servers[count++] = (struct pollfd){ fd, POLLIN, 0 };
}

/* A server on a free port of a loopback address; a kernel may lack the family or the protocol. */
static void serve_port(const char *name, int family, int type, int protocol)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} address;
	socklen_t size = family == AF_INET ? sizeof(address.v4) : sizeof(address.v6);
	int queue = 16;
	int fd = socket(family, type | SOCK_CLOEXEC, protocol);

	memset(&address, 0, sizeof(address));
	address.any.sa_family = (sa_family_t)family;
	if (family == AF_INET)
		address.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	else
		address.v6.sin6_addr = in6addr_loopback;
	if (fd < 0 || bind(fd, &address.any, size) < 0) {
		say(name, 1); /* a port where nobody answers */
		return;
	}
	if (type == SOCK_STREAM) {
		setsockopt(fd, IPPROTO_TCP, 23 /* TCP_FASTOPEN */, &queue, sizeof(queue));
		call("listen", listen(fd, queue));
	}
	call("getsockname", getsockname(fd, &address.any, &size));
	say(name, ntohs(address.v4.sin_port));
	serve(fd);
}

/* A server at a path, or at an abstract name if it begins with '@'. */
static void serve_unix(const char *name, int type)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	size_t length = strlen(name);
	socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1);
	int fd = (int)call("socket", socket(AF_UNIX, type | SOCK_CLOEXEC, 0));

	check("a name that fits", length < sizeof(address.sun_path));
	memcpy(address.sun_path, name, length);
	if (name[0] == '@') {
		address.sun_path[0] = '\0';
		size--;
	}
	call(name, bind(fd, (struct sockaddr *)&address, size));
	if (type == SOCK_STREAM)
		call("listen", listen(fd, 16));
	serve(fd);
}

/* An open file goes with the answer to those who can take one. */
static void answer_connection(int fd)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control = { .header = { CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS } };
	struct iovec part = { secret, SECRET_SIZE };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	int domain = 0;
	socklen_t size = sizeof(domain);

	getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size);
	if (domain == AF_UNIX) {
		memcpy(CMSG_DATA(&control.header), &secret_file, sizeof(int));
		message.msg_control = &control;
		message.msg_controllen = sizeof(control);
	}
	sendmsg(fd, &message, MSG_NOSIGNAL);
	close(fd);
}

static void answer(int server)
{
	struct sockaddr_storage sender;
	socklen_t size = sizeof(sender);
	char text[64];
	int fd = accept4(server, NULL, NULL, SOCK_CLOEXEC);

	if (fd >= 0)
		answer_connection(fd);
	else if (recvfrom(server, text, sizeof(text), 0, (struct sockaddr *)&sender, &size) >= 0)
		sendto(server, secret, SECRET_SIZE, MSG_NOSIGNAL, (struct sockaddr *)&sender, size);
}

static void keep_in_system_v(key_t key, int *memory, int *messages, int *semaphores)
{
	struct {
		long type;
		char text[SECRET_SIZE];
	} message = { .type = 1 };

	*memory = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
	memcpy(shmat(*memory, NULL, 0), SECRET, SECRET_SIZE);
	*messages = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
	memcpy(message.text, SECRET, SECRET_SIZE);
	msgsnd(*messages, &message, sizeof(message.text), 0);
	*semaphores = semget(key, 1, IPC_CREAT | 0600);
	semctl(*semaphores, 0, SETVAL, 0);
	say("memory", *memory);
	say("messages", *messages);
	say("semaphores", key);
}

static void touch(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
}

/*
 * Prints where it can be reached, then "ready", and answers with the secret until its input ends.
 * From time to time it opens and closes a file in SECRET, for those who watch.
 */
static void be_victim(char **a)
{
	int memory, messages, semaphores, id;
	struct stat here;
	char path[sizeof(((struct sockaddr_un *)NULL)->sun_path)];
	char name[64];
	sigset_t all;

	alarm(0);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	call("chdir", chdir(a[0]));
	/* No pid: another victim, in another namespace of those, may have the same. */
	call("stat", stat(".", &here));
	id = (int)(here.st_ino & 0x7fffffff);
	secret_file = open_file("secret/file", O_RDONLY);
	serve(STDIN_FILENO);
	say("pid", getpid());
	say("address", (long long)(uintptr_t)secret);
	say("descriptor", secret_file);
	serve_port("tcp", AF_INET, SOCK_STREAM, 0);
	serve_port("tcp6", AF_INET6, SOCK_STREAM, 0);
	serve_port("mptcp", AF_INET, SOCK_STREAM, IPPROTO_MPTCP);
	serve_port("udp", AF_INET, SOCK_DGRAM, 0);
	serve_port("udp6", AF_INET6, SOCK_DGRAM, 0);
	for (const char *const *place = (const char *const[]){ "secret", "ro", NULL }; *place; place++) {
		snprintf(path, sizeof(path), "%s/socket", *place);
		serve_unix(path, SOCK_STREAM);
		snprintf(path, sizeof(path), "%s/datagrams", *place);
		serve_unix(path, SOCK_DGRAM);
	}
	snprintf(name, sizeof(name), "@landlauncher-%d", id);
	serve_unix(name, SOCK_STREAM);
	dprintf(STDOUT_FILENO, "abstract=%s\n", name);
	snprintf(name, sizeof(name), "@landlauncher-%d-datagrams", id);
	serve_unix(name, SOCK_DGRAM);
	keep_in_system_v((key_t)id, &memory, &messages, &semaphores);
	snprintf(name, sizeof(name), "/landlauncher-%d", id);
	mq_close(mq_open(name, O_RDWR | O_CREAT, 0600, NULL));
	dprintf(STDOUT_FILENO, "queue=%s\n", name);
	syscall(SYS_add_key, "user", "landlauncher", SECRET, SECRET_SIZE, KEY_SPEC_SESSION_KEYRING);
	mount("none", "mounted", "tmpfs", 0, NULL);
	dprintf(STDOUT_FILENO, "ready\n");
	do {
		poll(servers, count, HEARTBEAT_MILLISECONDS);
		touch("secret/watched/file");
		for (nfds_t i = 1; i < count; i++)
			if (servers[i].revents & POLLIN)
				answer(servers[i].fd);
	} while (servers[0].revents == 0);
	umount2("mounted", MNT_DETACH);
	shmctl(memory, IPC_RMID, NULL);
	msgctl(messages, IPC_RMID, NULL);
	semctl(semaphores, 0, IPC_RMID);
	mq_unlink(name);
}

/* A program that stands in another sandbox, until its input ends. */
static void be_sibling(char **a)
{
	char byte;
	sigset_t all;

	(void)a;
	alarm(0);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	say("pid", getpid());
	say("address", (long long)(uintptr_t)secret);
	dprintf(STDOUT_FILENO, "ready\n");
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
}

/* A terminal of its own, in raw mode, and a process that has it as its controlling terminal. */
static int make_terminal(void)
{
	struct termios raw;
	int master = (int)call("posix_openpt", posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));

	call("grantpt", grantpt(master));
	call("unlockpt", unlockpt(master));
	call("tcgetattr", tcgetattr(master, &raw));
	cfmakeraw(&raw);
	call("tcsetattr", tcsetattr(master, TCSANOW, &raw));
	return master;
}

static void take_terminal(int master)
{
	int slave;

	call("setsid", setsid());
	slave = (int)call("ioctl TIOCGPTPEER", ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY));
	call("ioctl TIOCSCTTY", ioctl(slave, TIOCSCTTY, 0));
	call("dup2", dup2(slave, STDIN_FILENO));
	close(slave);
	close(master);
}

static void block_real_time_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	for (int i = SIGRTMIN; i <= SIGRTMAX; i++)
		sigaddset(&set, i);
	sigaddset(&set, SIGURG);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

static _Noreturn void end_like(pid_t child)
{
	int status;
	pid_t ended;

	do
		ended = (pid_t)call("wait", wait(&status));
	while (ended != child);
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

/* As process 1 of its namespace, has a child go on. */
static void have_processes_of_ones_own(void)
{
	pid_t child;

	call("mount", mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
	call("mount", mount("proc", "/proc", "proc", 0, NULL));
	child = fork_child();
	if (child != 0)
		end_like(child);
}

/*
 * Runs a command in a session with a terminal, which is its standard input, and with a session
 * keyring of its own; with the signals blocked that attackers send, and with everything open that
 * can be leaked. If the user may, in namespaces of its own, so that an attack which succeeds reaches
 * nothing of the machine. Ends as the command does.
 */
static void set_stage(char **a)
{
	char drain[256];
	int alone = unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWPID) == 0;
	int master = make_terminal();
	pid_t child = fork_child();

	alarm(0);
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (alone)
			have_processes_of_ones_own();
		take_terminal(master);
		syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL);
		block_real_time_signals();
		open_leaks(a[0], a[1], a[2]);
		execvp(a[3], a + 3);
		refused("execvp", errno);
	}
	while (read(master, drain, sizeof(drain)) > 0)
		; /* until nobody has the terminal any more */
	end_like(child);
}

/* Exchanges two names for each other, over and over, until its input ends. */
static void swap(char **a)
{
	struct pollfd input = { STDIN_FILENO, POLLIN, 0 };

	alarm(0);
	dprintf(STDOUT_FILENO, "ready\n");
	do
		call("renameat2", renameat2(AT_FDCWD, a[0], AT_FDCWD, a[1], RENAME_EXCHANGE));
	while (poll(&input, 1, 0) == 0);
}

/* Has a directory at another name too, until its input ends. */
static void be_mount(char **a)
{
	char byte;

	alarm(0);
	call("mount", mount(a[0], a[1], NULL, MS_BIND, NULL));
	dprintf(STDOUT_FILENO, "ready\n");
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	call("umount2", umount2(a[1], MNT_DETACH));
}

const struct attempt roles[] = {
	{ "victim", "DIRECTORY", be_victim },
	{ "sibling", "", be_sibling },
	{ "stage", "SECRET TCP UDP COMMAND...", set_stage },
	{ "swap", "NAME NAME", swap },
	{ "mount", "DIRECTORY MOUNTPOINT", be_mount },
	{ "nothing", "", do_nothing },
	{ "has-user", "USER", has_user },
	{ 0 },
};
