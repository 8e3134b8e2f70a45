// SPDX-License-Identifier: Apache-2.0
/*
 * Calls functions of the C library that it is linked with, for a JVM that is linked with another one:
 *
 *	libc-peer SOCKET
 *
 * listens on SOCKET, says so by a line on descriptor 1, and serves each connection by a thread, so that
 * each has an errno of its own. It ends at the end of descriptor 0. A request is a struct request; what
 * follows it, and the answer, is said at the operations. All is in the machine's byte order.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum operation {
	MAP = 1,	/* makes the range memory; the answer is 0 or errno */
	WRITE,		/* the bytes for the range follow; no answer */
	READ,		/* the answer is the bytes of the range */
	SYMBOL,		/* length bytes of a name follow; the answer is its address, or 0 */
	CALL,		/* six arguments follow; the answer is the result and errno */
};

struct request {
	uint64_t operation;
	uint64_t address;
	uint64_t length;
};

/* As java.lang.foreign calls: all by one prototype, as if variadic after the first argument. */
typedef long function(long, ...);

static int receive(int connection, void *to, size_t length)
{
	char *next = to;

	while (length > 0) {
		ssize_t count = read(connection, next, length);

		if (count <= 0)
			return 0;
		next += count;
		length -= (size_t)count;
	}
	return 1;
}

static int answer(int connection, const void *from, size_t length)
{
	const char *next = from;

	while (length > 0) {
		ssize_t count = send(connection, next, length, MSG_NOSIGNAL);

		if (count <= 0)
			return 0;
		next += count;
		length -= (size_t)count;
	}
	return 1;
}

static int map(int connection, const struct request *request)
{
	void *wanted = (void *)request->address;
	int64_t error = 0;

	if (mmap(wanted, request->length, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) != wanted)
		error = errno ? errno : EEXIST;
	return answer(connection, &error, sizeof(error));
}

static int symbol(int connection, const struct request *request)
{
	char name[128] = "";
	void *found;

	if (request->length >= sizeof(name) || !receive(connection, name, request->length))
		return 0;
	found = dlsym(RTLD_DEFAULT, name);
	return answer(connection, &found, sizeof(found));
}

static int call(int connection, const struct request *request)
{
	long arguments[6];
	long results[2];

	if (!receive(connection, arguments, sizeof(arguments)))
		return 0;
	errno = 0;
	results[0] = ((function *)request->address)(arguments[0], arguments[1], arguments[2],
						    arguments[3], arguments[4], arguments[5]);
	results[1] = errno;
	return answer(connection, results, sizeof(results));
}

static int serve_one(int connection)
{
	struct request request;

	if (!receive(connection, &request, sizeof(request)))
		return 0;
	switch (request.operation) {
	case MAP:
		return map(connection, &request);
	case WRITE:
		return receive(connection, (void *)request.address, request.length);
	case READ:
		return answer(connection, (void *)request.address, request.length);
	case SYMBOL:
		return symbol(connection, &request);
	case CALL:
		return call(connection, &request);
	default:
		return 0;
	}
}

static void *serve(void *connection)
{
	int fd = (int)(intptr_t)connection;

	while (serve_one(fd))
		;
	close(fd);
	return NULL;
}

static void *accept_all(void *listener)
{
	for (;;) {
		int fd = accept4((int)(intptr_t)listener, NULL, NULL, SOCK_CLOEXEC);
		pthread_t thread;

		if (fd < 0 || pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) != 0)
			_exit(1);
		pthread_detach(thread);
	}
}

int main(int argc, char **argv)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	pthread_t thread;
	char byte;

	if (argc != 2 || strlen(argv[1]) >= sizeof(address.sun_path))
		return 2;
	strcpy(address.sun_path, argv[1]);
	/* As a JVM, which has writing to nobody fail. */
	signal(SIGPIPE, SIG_IGN);
	if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof(address)) != 0 ||
	    listen(listener, 64) != 0 ||
	    pthread_create(&thread, NULL, accept_all, (void *)(intptr_t)listener) != 0 ||
	    write(1, "listening\n", 10) != 10)
		return 1;
	while (read(0, &byte, 1) > 0)
		;
	return 0;
}
