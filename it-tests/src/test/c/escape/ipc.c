/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to reach others by unix sockets, shared memory, messages, semaphores and keyrings. */
#include <fcntl.h>
#include <linux/keyctl.h>
#include <linux/landlock.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "escape.h"

struct address {
	struct sockaddr_un name;
	socklen_t size;
};

/* A name that begins with '@' is abstract. */
static struct address address_of(const char *name)
{
	struct address address = { .name.sun_family = AF_UNIX };
	size_t length = strlen(name);

	check("a name that fits", length < sizeof(address.name.sun_path));
	memcpy(address.name.sun_path, name, length);
	address.size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1);
	if (name[0] == '@') {
		address.name.sun_path[0] = '\0';
		address.size--;
	}
	return address;
}

static int connected(const char *name, int type)
{
	struct address address = address_of(name);
	int fd = (int)call("socket", socket(AF_UNIX, type | SOCK_CLOEXEC, 0));

	call("connect", connect(fd, (struct sockaddr *)&address.name, address.size));
	return fd;
}

static void connect_unix(char **a)
{
	check_secret(connected(a[0], SOCK_STREAM));
}

/* The victim answers to the name that the kernel gives the attacker's socket. */
static void send_unix(char **a)
{
	struct address victim = address_of(a[0]);
	struct sockaddr_un own = { .sun_family = AF_UNIX };
	int fd = (int)call("socket", socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));

	call("bind", bind(fd, (struct sockaddr *)&own, sizeof(own.sun_family)));
	call("sendto", sendto(fd, "x", 1, MSG_NOSIGNAL, (struct sockaddr *)&victim.name, victim.size));
	check_secret(fd);
}

/* Each socket of a pair of these can leave the other for whoever has an address. */
static void send_unix_by_pair(char **a)
{
	struct address victim = address_of(a[0]);
	struct sockaddr_un own = { .sun_family = AF_UNIX };
	int pair[2];

	call("socketpair", socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair));
	call("bind", bind(pair[0], (struct sockaddr *)&own, sizeof(own.sun_family)));
	call("connect", connect(pair[0], (struct sockaddr *)&victim.name, victim.size));
	call("send", send(pair[0], "x", 1, MSG_NOSIGNAL));
	check_secret(pair[0]);
}

/* The victim sends an open file with its answer. */
static void receive_descriptor(char **a)
{
	char text[SECRET_SIZE];
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec part = { text, sizeof(text) };
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *header;
	int fd = connected(a[0], SOCK_STREAM);
	char bytes[SECRET_SIZE];

	call("recvmsg", recvmsg(fd, &message, MSG_CMSG_CLOEXEC));
	header = CMSG_FIRSTHDR(&message);
	check("a descriptor", header && header->cmsg_type == SCM_RIGHTS);
	memcpy(&fd, CMSG_DATA(header), sizeof(fd));
	check_secret_bytes(bytes, call("pread", pread(fd, bytes, sizeof(bytes), 0)));
}

static void attach_memory(char **a)
{
	const char *memory = shmat((int)number(a[0]), NULL, 0);

	if (memory == (void *)-1)
		refused("shmat", errno);
	check("the secret", memcmp(memory, SECRET, SECRET_SIZE) == 0);
}

static void receive_message(char **a)
{
	struct {
		long type;
		char text[SECRET_SIZE];
	} message;

	check_secret_bytes(message.text,
			   call("msgrcv", msgrcv((int)number(a[0]), &message,
						 sizeof(message.text), 0, IPC_NOWAIT)));
}

static void raise_semaphore(char **a)
{
	struct sembuf up = { .sem_op = 1 };
	int semaphores = (int)call("semget", semget((key_t)number(a[0]), 0, 0));

	call("semop", semop(semaphores, &up, 1));
	check("its value", semctl(semaphores, 0, GETVAL) == 1);
}

static void make_memory(char **a)
{
	int id = (int)call("shmget", shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600));

	(void)a;
	call("shmctl", shmctl(id, IPC_RMID, NULL));
}

static void open_posix_memory(char **a)
{
	int fd = (int)call("shm_open", shm_open(a[0], O_RDWR | O_CREAT | O_EXCL, 0600));

	close(fd);
	call("shm_unlink", shm_unlink(a[0]));
}

/* The kernel makes the queue before it asks whether it may be opened. */
static void open_posix_queue(char **a)
{
	mqd_t queue = mq_open(a[0], O_RDWR | O_CREAT | O_EXCL, 0600, NULL);

	if (queue == (mqd_t)-1) {
		int error = errno;

		mq_unlink(a[0]);
		refused("mq_open", error);
	}
	mq_close(queue);
	call("mq_unlink", mq_unlink(a[0]));
}

/* It cannot be opened, but it is there: it cannot be made once more. */
static void make_posix_queue(char **a)
{
	mqd_t queue = mq_open(a[0], O_RDWR | O_CREAT | O_EXCL, 0600, NULL);
	int error = errno;

	if (queue != (mqd_t)-1)
		mq_close(queue);
	else if (mq_open(a[0], O_RDWR | O_CREAT | O_EXCL, 0600, NULL) != (mqd_t)-1 || errno != EEXIST)
		refused("mq_open", error);
	call("mq_unlink", mq_unlink(a[0]));
}

/* The C library makes EACCES of the kernel's EPERM, and leaves off the slash. */
static void remove_posix_queue(char **a)
{
	call("mq_unlink", syscall(SYS_mq_unlink, a[0] + 1));
}

static long key_call(int operation, unsigned long a, unsigned long b, unsigned long c, unsigned long d)
{
	return syscall(SYS_keyctl, operation, a, b, c, d);
}

static void read_key(char **a)
{
	char bytes[64];
	long key = call("keyctl SEARCH",
			key_call(KEYCTL_SEARCH, (unsigned long)KEY_SPEC_SESSION_KEYRING,
				 (uintptr_t)"user", (uintptr_t)a[0], 0));

	check_secret_bytes(bytes, call("keyctl READ", key_call(KEYCTL_READ, (unsigned long)key,
							       (uintptr_t)bytes, sizeof(bytes), 0)));
}

static void request_key(char **a)
{
	call("request_key", syscall(SYS_request_key, "user", a[0], NULL, 0));
}

static void plant_key(char **a)
{
	long key = call("add_key", syscall(SYS_add_key, "user", a[0], "x", 1UL,
					   KEY_SPEC_SESSION_KEYRING));

	call("keyctl UNLINK", key_call(KEYCTL_UNLINK, (unsigned long)key,
				       (unsigned long)KEY_SPEC_SESSION_KEYRING, 0, 0));
}

/*
 * CVE-2024-42318: a child that gave its keyring to its parent gave the parent new credentials, which
 * had no Landlock domain.
 */
static void lose_domain(char **a)
{
	pid_t child = fork_child();

	if (child == 0) {
		call("keyctl JOIN_SESSION_KEYRING",
		     key_call(KEYCTL_JOIN_SESSION_KEYRING, 0, 0, 0, 0));
		call("keyctl SESSION_TO_PARENT", key_call(KEYCTL_SESSION_TO_PARENT, 0, 0, 0, 0));
		_exit(0);
	}
	finish_like(child);
	read_secret(a[0]);
}

/* A ruleset that allows everything. */
static int permissive_ruleset(void)
{
	struct {
		uint64_t allowed;
		int32_t parent;
	} __attribute__((packed)) rule = { LANDLOCK_ACCESS_FS_READ_FILE, -1 };
	const uint64_t handled = LANDLOCK_ACCESS_FS_READ_FILE;
	int ruleset = (int)call("landlock_create_ruleset",
				syscall(444, &handled, sizeof(handled), 0));

	rule.parent = (int)call("open", open("/", O_PATH | O_CLOEXEC));
	call("landlock_add_rule", syscall(445, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0));
	call("prctl", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	return ruleset;
}

/* A layer more that allows everything takes nothing off the layer below. */
static void widen_by_layer(char **a)
{
	call("landlock_restrict_self", syscall(446, permissive_ruleset(), 0));
	read_secret(a[0]);
}

/* For all threads, in place of what each had, since ABI 8; before that for this one alone. */
static void *restrict_threads(void *unused)
{
	const int all_threads = 8; /* LANDLOCK_RESTRICT_SELF_TSYNC */
	int ruleset = permissive_ruleset();

	if (syscall(446, ruleset, all_threads) < 0)
		call("landlock_restrict_self", syscall(446, ruleset, 0));
	return unused;
}

static void widen_by_thread(char **a)
{
	pthread_t thread;

	errno = pthread_create(&thread, NULL, restrict_threads, NULL);
	call("pthread_create", errno ? -1 : 0);
	pthread_join(thread, NULL);
	read_secret(a[0]);
}

const struct attempt ipc_attempts[] = {
	{ "connect-unix", "NAME", connect_unix },
	{ "send-unix", "NAME", send_unix },
	{ "send-unix-by-pair", "NAME", send_unix_by_pair },
	{ "receive-descriptor", "NAME", receive_descriptor },
	{ "attach-memory", "ID", attach_memory },
	{ "receive-message", "ID", receive_message },
	{ "raise-semaphore", "KEY", raise_semaphore },
	{ "make-memory", "", make_memory },
	{ "open-posix-memory", "NAME", open_posix_memory },
	{ "open-posix-queue", "NAME", open_posix_queue },
	{ "make-posix-queue", "NAME", make_posix_queue },
	{ "remove-posix-queue", "NAME", remove_posix_queue },
	{ "read-key", "NAME", read_key },
	{ "request-key", "NAME", request_key },
	{ "plant-key", "NAME", plant_key },
	{ "lose-domain", "FILE", lose_domain },
	{ "widen-by-layer", "FILE", widen_by_layer },
	{ "widen-by-thread", "FILE", widen_by_thread },
	{ 0 },
};
