/* SPDX-License-Identifier: Apache-2.0 */
/* Operations on the network. Addresses are loopback, 127.0.0.1 or ::1. */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "probe.h"

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262 /* linux/in.h, Linux 5.6 */
#endif

typedef int (*address_call)(int fd, const struct sockaddr *address, socklen_t size);

static struct sockaddr_in loopback(const char *port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons((unsigned short)number(port)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	return address;
}

/* Makes a socket, does one call with the port's address on it, and closes it. */
static int on_port(const char *port, int type, int protocol, address_call call)
{
	struct sockaddr_in address = loopback(port);
	int result;
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, protocol);

	if (fd < 0)
		return errno;
	result = outcome(call(fd, (struct sockaddr *)&address, sizeof(address)));
	close(fd);
	return result;
}

/* Connections that a test before this one has closed do not keep the port. */
static int bind_reusing(int fd, const struct sockaddr *address, socklen_t size)
{
	int on = 1;

	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) < 0)
		return -1;
	return bind(fd, address, size);
}

static int send_datagram(int fd, const struct sockaddr *address, socklen_t size)
{
	return (int)sendto(fd, "x", 1, MSG_NOSIGNAL, address, size);
}

static int send_fast(int fd, const struct sockaddr *address, socklen_t size)
{
	return (int)sendto(fd, "x", 1, MSG_FASTOPEN | MSG_NOSIGNAL, address, size);
}

static int connect_tcp(char **a)
{
	return on_port(a[0], SOCK_STREAM, 0, connect);
}

static int connect_tcp6(char **a)
{
	struct sockaddr_in6 address = {
		.sin6_family = AF_INET6,
		.sin6_port = htons((unsigned short)number(a[0])),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT,
	};
	int result;
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return errno;
	result = outcome(connect(fd, (struct sockaddr *)&address, sizeof(address)));
	close(fd);
	return result;
}

static int bind_tcp(char **a)
{
	return on_port(a[0], SOCK_STREAM, 0, bind_reusing);
}

static int bind_udp(char **a)
{
	return on_port(a[0], SOCK_DGRAM, 0, bind);
}

static int send_udp(char **a)
{
	return on_port(a[0], SOCK_DGRAM, 0, send_datagram);
}

static int connect_mptcp(char **a)
{
	return on_port(a[0], SOCK_STREAM, IPPROTO_MPTCP, connect);
}

static int fastopen(char **a)
{
	return on_port(a[0], SOCK_STREAM, 0, send_fast);
}

static int make_socket(char **a)
{
	int fd = socket((int)number(a[0]), (int)number(a[1]), (int)number(a[2]));

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

const struct operation net_operations[] = {
	{ "connect-tcp", "PORT", connect_tcp },
	{ "connect-tcp6", "PORT", connect_tcp6 },
	{ "connect-mptcp", "PORT", connect_mptcp },
	{ "fastopen", "PORT", fastopen },
	{ "bind-tcp", "PORT", bind_tcp },
	{ "bind-udp", "PORT", bind_udp },
	{ "send-udp", "PORT", send_udp },
	{ "socket", "FAMILY TYPE PROTOCOL", make_socket },
	{ 0 },
};
