/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests of a batch that are about sockets: ports on loopback, and unix sockets. A socket is closed
 * again, but those that are kept for others to reach.
 */
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "batch.h"

#define MOST_LISTENERS 256
#define LONGEST_QUEUE 4096

struct address {
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
		struct sockaddr_un path;
	};
	socklen_t size;
};

typedef int (*address_call)(int fd, const struct address *address);

static int bind_to(int fd, const struct address *address)
{
	return outcome(bind(fd, &address->any, address->size));
}

static int connect_to(int fd, const struct address *address)
{
	int result = outcome(connect(fd, &address->any, address->size));

	return result == EINPROGRESS ? 0 : result;
}

static int send_to(int fd, const struct address *address)
{
	return outcome(sendto(fd, "x", 1, MSG_NOSIGNAL, &address->any, address->size));
}

/* Whatever port the kernel picks. */
static int bind_first(int fd, const struct address *address)
{
	struct address unspecific = { .size = address->size };

	unspecific.any.sa_family = address->any.sa_family;
	return bind_to(fd, &unspecific);
}

static int bind_and_connect(int fd, const struct address *address)
{
	int result = bind_first(fd, address);

	return result != 0 ? UNDONE + result : connect_to(fd, address);
}

static int bind_and_send(int fd, const struct address *address)
{
	int result = bind_first(fd, address);

	return result != 0 ? UNDONE + result : send_to(fd, address);
}

static int connect_and_send(int fd, const struct address *address)
{
	int result = connect_to(fd, address);

	return result != 0 ? UNDONE + result : outcome(send(fd, "x", 1, MSG_NOSIGNAL));
}

static int connect_and_send_to(int fd, const struct address *address)
{
	int result = connect_to(fd, address);

	return result != 0 ? UNDONE + result : send_to(fd, address);
}

static int on_socket(const struct address *address, int type, address_call call)
{
	int result;
	int fd = socket(address->any.sa_family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return UNDONE + errno;
	result = call(fd, address);
	close(fd);
	return result;
}

/* The family is 4, 6, or 46: an address of IPv4 in the form of IPv6. */
static struct address loopback(const char *family, const char *port)
{
	const struct in6_addr mapped = { { { [10] = 0xff, [11] = 0xff, [12] = 127, [15] = 1 } } };
	const struct in6_addr own = IN6ADDR_LOOPBACK_INIT;
	struct address address = { .size = sizeof(address.v6) };

	if (strcmp(family, "4") == 0) {
		address.v4.sin_family = AF_INET;
		address.v4.sin_port = htons((unsigned short)number(port));
		address.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		address.size = sizeof(address.v4);
	} else {
		address.v6.sin6_family = AF_INET6;
		address.v6.sin6_port = htons((unsigned short)number(port));
		address.v6.sin6_addr = strcmp(family, "6") == 0 ? own : mapped;
	}
	return address;
}

static int bind_port(char **a)
{
	struct address address = loopback(a[0], a[1]);

	return on_socket(&address, SOCK_STREAM, bind_to);
}

static int connect_port(char **a)
{
	struct address address = loopback(a[0], a[1]);

	return on_socket(&address, SOCK_STREAM, connect_to);
}

static int use_udp(char **a)
{
	static const struct {
		const char *name;
		address_call call;
	} ways[] = {
		{ "bind", bind_to },
		{ "connect", connect_to },
		{ "send", send_to },
		{ "bound-connect", bind_and_connect },
		{ "bound-send", bind_and_send },
		{ "connected-send", connect_and_send },
		{ "connected-sendto", connect_and_send_to },
	};
	struct address address = loopback(a[1], a[2]);

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (strcmp(ways[i].name, a[0]) == 0)
			return on_socket(&address, SOCK_DGRAM, ways[i].call);
	return UNDONE + EINVAL;
}

/* An abstract name has a zero byte before it. */
static int on_unix_socket(const char *name, size_t offset, int type, address_call call)
{
	struct address address = { .path.sun_family = AF_UNIX };
	size_t length = strlen(name);

	if (offset + length >= sizeof(address.path.sun_path))
		return UNDONE + ENAMETOOLONG;
	memcpy(address.path.sun_path + offset, name, length);
	address.size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + offset + length);
	return on_socket(&address, type, call);
}

static int bind_path(char **a)
{
	return on_unix_socket(a[0], 0, SOCK_DGRAM, bind_to);
}

static int type_of(const char *name)
{
	return strcmp(name, "stream") == 0 ? SOCK_STREAM : SOCK_DGRAM;
}

static int connect_path(char **a)
{
	return on_unix_socket(a[1], 0, type_of(a[0]), connect_to);
}

static int send_path(char **a)
{
	return on_unix_socket(a[0], 0, SOCK_DGRAM, send_to);
}

static int connect_abstract(char **a)
{
	return on_unix_socket(a[0], 1, SOCK_DGRAM, connect_to);
}

static int bind_and_keep(int fd, const struct address *address)
{
	return bind_to(fcntl(fd, F_DUPFD_CLOEXEC, 0), address);
}

static int keep_abstract(char **a)
{
	return on_unix_socket(a[0], 1, SOCK_DGRAM, bind_and_keep);
}

static int keep_path(char **a)
{
	return on_unix_socket(a[0], 0, SOCK_DGRAM, bind_and_keep);
}

static int listeners[MOST_LISTENERS];
static size_t listening;

/* Nobody accepts or reads anything: EAGAIN says that the queue is full. */
static int bind_and_listen(int fd, const struct address *address)
{
	int copy;
	int result;

	if (listening == MOST_LISTENERS)
		return UNDONE + ENFILE;
	copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	result = bind_to(copy, address);
	if (result != 0) {
		close(copy);
		return result;
	}
	listen(copy, LONGEST_QUEUE); /* which datagrams do not need */
	listeners[listening++] = copy;
	return 0;
}

static int listen_on_path(char **a)
{
	return on_unix_socket(a[1], 0, type_of(a[0]), bind_and_listen);
}

static int stop_listening(char **a)
{
	(void)a;
	while (listening > 0)
		close(listeners[--listening]);
	return 0;
}

const struct operation socket_requests[] = {
	{ "bind-port", "4|6|46 PORT", bind_port },
	{ "connect-port", "4|6|46 PORT", connect_port },
	{ "udp", "WAY 4|6|46 PORT", use_udp },
	{ "bind-path", "PATH", bind_path },
	{ "connect-path", "stream|datagram PATH", connect_path },
	{ "send-path", "PATH", send_path },
	{ "connect-abstract", "NAME", connect_abstract },
	{ "keep-abstract", "NAME", keep_abstract },
	{ "keep-path", "PATH", keep_path },
	{ "listen-path", "stream|datagram PATH", listen_on_path },
	{ "stop-listening", "", stop_listening },
	{ 0 },
};
