/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to use what a launcher has open and did not mean to hand over. */
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "escape.h"
#include "leaks.h"
#include "uring.h"

/* Moves a descriptor to the number at which an attempt looks for it. */
static void leak(int fd, enum leak number_of_it)
{
	if (fd < 0)
		return;
	dup2(fd, (int)number_of_it);
	close(fd);
}

static struct sockaddr_in loopback(const char *port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)number(port)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

static int connected(int type, const char *port)
{
	struct sockaddr_in address = loopback(port);
	int fd = socket(AF_INET, type, 0);

	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
		refused("connect of the stage", errno);
	return fd;
}

static int listener(void)
{
	struct sockaddr_in address = loopback("0");
	socklen_t size = sizeof(address);
	int server = socket(AF_INET, SOCK_STREAM, 0);
	int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	call("bind", bind(server, (struct sockaddr *)&address, size));
	call("listen", listen(server, 8));
	call("getsockname", getsockname(server, (struct sockaddr *)&address, &size));
	call("connect", connect(client, (struct sockaddr *)&address, size));
	call("send", send(client, SECRET, SECRET_SIZE, 0));
	close(client);
	return server;
}

static int memory_file(void)
{
	int fd = memfd_create("leak", 0);

	call("write", write(fd, SECRET, SECRET_SIZE));
	return fd;
}

static int ring(void)
{
	struct io_uring_params parameters;
	int fd = make_ring(&parameters);

	if (fd >= 0)
		call("io_uring_register", register_personality(fd));
	return fd;
}

static int terminal(void)
{
	struct termios raw;
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	if (fd < 0 || unlockpt(fd) < 0)
		return -1;
	call("tcgetattr", tcgetattr(fd, &raw));
	cfmakeraw(&raw);
	call("tcsetattr", tcsetattr(fd, TCSANOW, &raw));
	return fd;
}

static pid_t victim(void)
{
	pid_t parent = getpid();
	pid_t child = fork_child();

	if (child != 0)
		return child;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (getppid() == parent)
		pause();
	_exit(0);
}

static int ruleset(void)
{
	const uint64_t handled = LANDLOCK_ACCESS_FS_READ_FILE;

	return (int)syscall(444, &handled, sizeof(handled), 0);
}

void open_leaks(const char *secret, const char *tcp, const char *udp)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/second", secret);
	leak(open(path, O_RDWR), WRITABLE_FILE);
	snprintf(path, sizeof(path), "%s/file", secret);
	leak(open(path, O_RDONLY), SECRET_FILE);
	leak(open(path, O_PATH), PATH_ONLY);
	leak(open(secret, O_RDONLY | O_DIRECTORY), SECRET_DIRECTORY);
	leak(open("/", O_RDONLY | O_DIRECTORY), ROOT_DIRECTORY);
	leak(memory_file(), MEMORY_FILE);
	leak(connected(SOCK_STREAM, tcp), CONNECTED);
	leak(socket(AF_INET, SOCK_STREAM, 0), UNCONNECTED);
	leak(listener(), LISTENER);
	leak(connected(SOCK_DGRAM, udp), DATAGRAM);
	leak(ring(), RING);
	leak((int)syscall(434, victim(), 0), VICTIM);
	leak(terminal(), TERMINAL);
	leak(ruleset(), RULESET);
}

static void read_at_start(int fd)
{
	char bytes[SECRET_SIZE];

	check_secret_bytes(bytes, call("pread", pread(fd, bytes, sizeof(bytes), 0)));
}

static void read_file(char **a)
{
	(void)a;
	read_at_start(SECRET_FILE);
}

static void write_file(char **a)
{
	(void)a;
	check("a byte", call("pwrite", pwrite(WRITABLE_FILE, "x", 1, 0)) == 1);
}

static void truncate_file(char **a)
{
	struct stat status;

	(void)a;
	call("ftruncate", ftruncate(WRITABLE_FILE, 0));
	call("fstat", fstat(WRITABLE_FILE, &status));
	check("the empty file", status.st_size == 0);
}

static void change_mode(char **a)
{
	struct stat status;

	(void)a;
	call("fchmod", fchmod(WRITABLE_FILE, 0640));
	call("fstat", fstat(WRITABLE_FILE, &status));
	check("the mode", (status.st_mode & 0777) == 0640);
}

static int reopen(enum leak fd, int flags)
{
	char self[64];

	call("fcntl", fcntl((int)fd, F_GETFD));
	snprintf(self, sizeof(self), "/proc/self/fd/%d", (int)fd);
	return open_file(self, flags);
}

static void reopen_file(char **a)
{
	(void)a;
	read_at_start(reopen(SECRET_FILE, O_RDWR));
}

static void reopen_path(char **a)
{
	(void)a;
	read_at_start(reopen(PATH_ONLY, O_RDONLY));
}

static void link_file(char **a)
{
	char self[64];

	call("fcntl", fcntl(SECRET_FILE, F_GETFD));
	snprintf(self, sizeof(self), "/proc/self/fd/%d", SECRET_FILE);
	call("linkat", linkat(AT_FDCWD, self, AT_FDCWD, a[0], AT_SYMLINK_FOLLOW));
	read_secret(a[0]);
}

static void open_in_directory(char **a)
{
	(void)a;
	read_at_start((int)call("openat", openat(SECRET_DIRECTORY, "file", O_RDONLY | O_CLOEXEC)));
}

static void go_to_directory(char **a)
{
	(void)a;
	call("fchdir", fchdir(SECRET_DIRECTORY));
	read_secret("file");
}

static void open_in_root(char **a)
{
	read_at_start((int)call("openat", openat(ROOT_DIRECTORY, a[0] + 1, O_RDONLY | O_CLOEXEC)));
}

static void read_memory(char **a)
{
	(void)a;
	read_at_start(MEMORY_FILE);
}

static void receive(char **a)
{
	char bytes[SECRET_SIZE];

	(void)a;
	check_secret_bytes(bytes, call("recv", recv(CONNECTED, bytes, sizeof(bytes), 0)));
}

static void connect_socket(char **a)
{
	struct sockaddr_in address = loopback(a[0]);

	call("connect", connect(UNCONNECTED, (struct sockaddr *)&address, sizeof(address)));
	check_secret(UNCONNECTED);
}

static void accept_connection(char **a)
{
	(void)a;
	check_secret((int)call("accept", accept(LISTENER, NULL, NULL)));
}

static void send_datagram(char **a)
{
	(void)a;
	call("send", send(DATAGRAM, "x", 1, 0));
	check_secret(DATAGRAM);
}

static void open_by_ring(char **a)
{
	call("fcntl", fcntl(RING, F_GETFD));
	read_by_ring(RING, a[0], 0);
}

/* The operation runs with the credentials that the launcher has registered. */
static void open_by_personality(char **a)
{
	call("fcntl", fcntl(RING, F_GETFD));
	read_by_ring(RING, a[0], 1);
}

static void signal_process(char **a)
{
	(void)a;
	call("pidfd_send_signal", syscall(424, VICTIM, 0, NULL, 0));
}

static void take_descriptor(char **a)
{
	(void)a;
	read_at_start((int)call("pidfd_getfd", syscall(438, VICTIM, SECRET_FILE, 0)));
}

/* What is written to the master is what its owner has typed. */
static void type(char **a)
{
	char typed = 0;
	int slave;

	(void)a;
	call("write", write(TERMINAL, "x", 1));
	slave = (int)call("ioctl TIOCGPTPEER", ioctl(TERMINAL, TIOCGPTPEER, O_RDWR | O_NOCTTY));
	check("what was typed", read(slave, &typed, 1) == 1 && typed == 'x');
}

/* Takes every descriptor for the ruleset that the next program will be started with. */
static void widen_ruleset(char **a)
{
	struct {
		uint64_t allowed;
		int32_t parent;
	} __attribute__((packed)) rule = { LANDLOCK_ACCESS_FS_READ_FILE, -1 };
	int error = EBADF;

	(void)a;
	rule.parent = (int)call("open O_PATH", open("/", O_PATH | O_CLOEXEC));
	for (int fd = 3; fd < 1024; fd++) {
		if (syscall(445, fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0)
			return;
		if (errno != EBADF)
			error = errno;
	}
	refused("landlock_add_rule", error == EBADFD ? EBADF : error);
}

const struct attempt leak_attempts[] = {
	{ "leaked-file-read", "", read_file },
	{ "leaked-file-write", "", write_file },
	{ "leaked-file-truncate", "", truncate_file },
	{ "leaked-file-chmod", "", change_mode },
	{ "leaked-file-reopen", "", reopen_file },
	{ "leaked-file-link", "NEW", link_file },
	{ "leaked-path-reopen", "", reopen_path },
	{ "leaked-directory-open", "", open_in_directory },
	{ "leaked-directory-enter", "", go_to_directory },
	{ "leaked-root-open", "FILE", open_in_root },
	{ "leaked-memory-read", "", read_memory },
	{ "leaked-connection-receive", "", receive },
	{ "leaked-socket-connect", "PORT", connect_socket },
	{ "leaked-server-accept", "", accept_connection },
	{ "leaked-datagram-send", "", send_datagram },
	{ "leaked-ring-open", "FILE", open_by_ring },
	{ "leaked-ring-personality", "FILE", open_by_personality },
	{ "leaked-pidfd-signal", "", signal_process },
	{ "leaked-pidfd-descriptor", "", take_descriptor },
	{ "leaked-terminal-type", "", type },
	{ "leaked-ruleset-widen", "", widen_ruleset },
	{ 0 },
};
