/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts that have io_uring do what the system calls are refused. */
#include <fcntl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "escape.h"
#include "uring.h"

#define OP_SOCKET 45 /* IORING_OP_SOCKET, Linux 5.19 */

int make_ring(struct io_uring_params *parameters)
{
	memset(parameters, 0, sizeof(*parameters));
	return (int)syscall(SYS_io_uring_setup, RING_ENTRIES, parameters);
}

int register_personality(int ring)
{
	return (int)syscall(SYS_io_uring_register, ring, IORING_REGISTER_PERSONALITY, NULL, 0);
}

static void *map(int ring, size_t size, off_t what)
{
	void *start = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, ring, what);

	if (start == MAP_FAILED)
		refused("mmap", errno);
	return start;
}

static unsigned *word(void *start, unsigned offset)
{
	return (unsigned *)((char *)start + offset);
}

/* Rings of one size have one layout, which a new one tells. */
int submit(int ring, const struct io_uring_sqe *operation)
{
	struct io_uring_params p;
	int model = (int)call("io_uring_setup", make_ring(&p));
	char *queue = map(ring, p.sq_off.array + p.sq_entries * sizeof(unsigned), IORING_OFF_SQ_RING);
	char *done = map(ring, p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe),
			 IORING_OFF_CQ_RING);
	struct io_uring_sqe *entries =
		map(ring, p.sq_entries * sizeof(struct io_uring_sqe), IORING_OFF_SQES);
	unsigned tail = *word(queue, p.sq_off.tail);
	unsigned slot = tail & *word(queue, p.sq_off.ring_mask);
	struct io_uring_cqe *results = (struct io_uring_cqe *)(done + p.cq_off.cqes);
	unsigned head = *word(done, p.cq_off.head);

	close(model);
	entries[slot] = *operation;
	word(queue, p.sq_off.array)[slot] = slot;
	__atomic_store_n(word(queue, p.sq_off.tail), tail + 1, __ATOMIC_RELEASE);
	call("io_uring_enter", syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0));
	check("a result", __atomic_load_n(word(done, p.cq_off.tail), __ATOMIC_ACQUIRE) != head);
	__atomic_store_n(word(done, p.cq_off.head), head + 1, __ATOMIC_RELEASE);
	return results[head & *word(done, p.cq_off.ring_mask)].res;
}

static int own_ring(void)
{
	struct io_uring_params parameters;

	return (int)call("io_uring_setup", make_ring(&parameters));
}

static int submitted(const char *name, int ring, const struct io_uring_sqe *operation)
{
	int result = submit(ring, operation);

	if (result < 0)
		refused(name, -result);
	return result;
}

void read_by_ring(int ring, const char *path, int personality)
{
	const struct io_uring_sqe operation = {
		.opcode = IORING_OP_OPENAT,
		.fd = AT_FDCWD,
		.addr = (uintptr_t)path,
		.open_flags = O_RDONLY,
		.personality = (uint16_t)personality,
	};

	check_secret(submitted("IORING_OP_OPENAT", ring, &operation));
}

static void read_by_own_ring(char **a)
{
	read_by_ring(own_ring(), a[0], 0);
}

static int make_socket(int ring, int type)
{
	const struct io_uring_sqe operation = {
		.opcode = OP_SOCKET,
		.fd = AF_INET,
		.off = (unsigned)type,
	};

	return submitted("IORING_OP_SOCKET", ring, &operation);
}

static void connect_by_ring(char **a)
{
	const struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)number(a[0])),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int ring = own_ring();
	int fd = make_socket(ring, SOCK_STREAM);
	const struct io_uring_sqe operation = {
		.opcode = IORING_OP_CONNECT,
		.fd = fd,
		.addr = (uintptr_t)&address,
		.off = sizeof(address),
	};

	submitted("IORING_OP_CONNECT", ring, &operation);
	check_secret(fd);
}

/* A socket that no filter sees being made. */
static void make_datagram_socket_by_ring(char **a)
{
	int type = 0;
	socklen_t size = sizeof(type);
	int fd = make_socket(own_ring(), SOCK_DGRAM);

	(void)a;
	call("getsockopt", getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size));
	check("a datagram socket", type == SOCK_DGRAM);
}

static void unlink_by_ring(char **a)
{
	const struct io_uring_sqe operation = {
		.opcode = IORING_OP_UNLINKAT,
		.fd = AT_FDCWD,
		.addr = (uintptr_t)a[0],
	};

	submitted("IORING_OP_UNLINKAT", own_ring(), &operation);
	check("the removal", access(a[0], F_OK) < 0);
}

const struct attempt uring_attempts[] = {
	{ "read-by-ring", "FILE", read_by_own_ring },
	{ "unlink-by-ring", "FILE", unlink_by_ring },
	{ "connect-by-ring", "PORT", connect_by_ring },
	{ "make-datagram-socket-by-ring", "", make_datagram_socket_by_ring },
	{ 0 },
};
