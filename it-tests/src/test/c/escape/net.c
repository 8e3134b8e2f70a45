/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to reach the network. The victim answers whoever reaches it on 127.0.0.1 or ::1. */
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "escape.h"

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262 /* linux/in.h, Linux 5.6 */
#endif

struct address {
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	};
	socklen_t size;
};

static struct address loopback(const char *port)
{
	return (struct address){
		.v4 = {
			.sin_family = AF_INET,
			.sin_port = htons((uint16_t)number(port)),
			.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		},
		.size = sizeof(struct sockaddr_in),
	};
}

static struct address loopback6(const char *port)
{
	return (struct address){
		.v6 = {
			.sin6_family = AF_INET6,
			.sin6_port = htons((uint16_t)number(port)),
			.sin6_addr = IN6ADDR_LOOPBACK_INIT,
		},
		.size = sizeof(struct sockaddr_in6),
	};
}

static struct address mapped(const char *port)
{
	struct address address = loopback6(port);

	inet_pton(AF_INET6, "::ffff:127.0.0.1", &address.v6.sin6_addr);
	return address;
}

static int new_socket(int family, int type, int protocol)
{
	return (int)call("socket", socket(family, type | SOCK_CLOEXEC, protocol));
}

static void connect_and_read(int fd, const struct address *address)
{
	call("connect", connect(fd, &address->any, address->size));
	check_secret(fd);
}

static void connect_tcp(char **a)
{
	struct address address = loopback(a[0]);

	connect_and_read(new_socket(AF_INET, SOCK_STREAM, 0), &address);
}

static void connect_tcp6(char **a)
{
	struct address address = loopback6(a[0]);

	connect_and_read(new_socket(AF_INET6, SOCK_STREAM, 0), &address);
}

static void connect_mapped(char **a)
{
	struct address address = mapped(a[0]);

	connect_and_read(new_socket(AF_INET6, SOCK_STREAM, 0), &address);
}

static void connect_mptcp(char **a)
{
	struct address address = loopback(a[0]);

	connect_and_read(new_socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP), &address);
}

/* A socket in repair mode is connected without a packet. */
static void connect_in_repair(char **a)
{
	struct address address = loopback(a[0]);
	struct address peer;
	int on = 1;
	int fd = new_socket(AF_INET, SOCK_STREAM, 0);

	call("setsockopt TCP_REPAIR", setsockopt(fd, IPPROTO_TCP, TCP_REPAIR, &on, sizeof(on)));
	call("connect", connect(fd, &address.any, address.size));
	peer.size = sizeof(peer.v4);
	call("getpeername", getpeername(fd, &peer.any, &peer.size));
	check("the peer", peer.v4.sin_port == address.v4.sin_port);
}

/* A failed connect, a disconnect, and once more. */
static void reconnect(char **a)
{
	struct address address = loopback(a[0]);
	const struct sockaddr nobody = { .sa_family = AF_UNSPEC };
	int fd = new_socket(AF_INET, SOCK_STREAM, 0);

	if (connect(fd, &address.any, address.size) == 0)
		check_secret(fd);
	call("connect AF_UNSPEC", connect(fd, &nobody, sizeof(nobody)));
	connect_and_read(fd, &address);
}

static void fast_open(int fd, const struct address *address)
{
	call("sendto MSG_FASTOPEN", sendto(fd, "x", 1, MSG_FASTOPEN | MSG_NOSIGNAL, &address->any,
					   address->size));
	check_secret(fd);
}

static void fast_open_by_sendto(char **a)
{
	struct address address = loopback(a[0]);

	fast_open(new_socket(AF_INET, SOCK_STREAM, 0), &address);
}

static void fast_open_mptcp(char **a)
{
	struct address address = loopback(a[0]);

	fast_open(new_socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP), &address);
}

static struct msghdr message_to(struct address *address, struct iovec *part)
{
	*part = (struct iovec){ "x", 1 };
	return (struct msghdr){
		.msg_name = &address->any,
		.msg_namelen = address->size,
		.msg_iov = part,
		.msg_iovlen = 1,
	};
}

static void fast_open_by_sendmsg(char **a)
{
	struct address address = loopback(a[0]);
	struct iovec part;
	struct msghdr message = message_to(&address, &part);
	int fd = new_socket(AF_INET, SOCK_STREAM, 0);

	call("sendmsg MSG_FASTOPEN", sendmsg(fd, &message, MSG_FASTOPEN | MSG_NOSIGNAL));
	check_secret(fd);
}

static void fast_open_by_sendmmsg(char **a)
{
	struct address address = loopback(a[0]);
	struct iovec part;
	struct mmsghdr message = { .msg_hdr = message_to(&address, &part) };
	int fd = new_socket(AF_INET, SOCK_STREAM, 0);

	call("sendmmsg MSG_FASTOPEN", sendmmsg(fd, &message, 1, MSG_FASTOPEN | MSG_NOSIGNAL));
	check_secret(fd);
}

/* The connection is made when the first byte is sent. */
static void fast_open_by_option(char **a)
{
	struct address address = loopback(a[0]);
	int on = 1;
	int fd = new_socket(AF_INET, SOCK_STREAM, 0);

	call("setsockopt TCP_FASTOPEN_CONNECT",
	     setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &on, sizeof(on)));
	call("connect", connect(fd, &address.any, address.size));
	call("send", send(fd, "x", 1, MSG_NOSIGNAL));
	check_secret(fd);
}

static void bind_socket(int fd, struct address *address)
{
	in_port_t wanted = address->v4.sin_port;

	call("bind", bind(fd, &address->any, address->size));
	call("getsockname", getsockname(fd, &address->any, &address->size));
	check("the port", address->v4.sin_port != 0
	      && (wanted == 0 || address->v4.sin_port == wanted));
}

static void bind_tcp(char **a)
{
	struct address address = loopback(a[0]);
	int on = 1;
	int fd = new_socket(AF_INET, SOCK_STREAM, 0);

	call("setsockopt", setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)));
	bind_socket(fd, &address);
}

static void bind_tcp6(char **a)
{
	struct address address = loopback6(a[0]);

	bind_socket(new_socket(AF_INET6, SOCK_STREAM, 0), &address);
}

static void bind_mptcp(char **a)
{
	struct address address = loopback(a[0]);

	bind_socket(new_socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP), &address);
}

static void bind_udp(char **a)
{
	struct address address = loopback(a[0]);

	bind_socket(new_socket(AF_INET, SOCK_DGRAM, 0), &address);
}

/* The kernel picks a port for a socket that listens without one. */
static void listen_unbound(char **a)
{
	struct address address = { .size = sizeof(struct sockaddr_in) };
	int fd = new_socket(AF_INET, SOCK_STREAM, 0);

	(void)a;
	call("listen", listen(fd, 1));
	call("getsockname", getsockname(fd, &address.any, &address.size));
	check("a port", address.v4.sin_port != 0);
}

static void send_udp(char **a)
{
	struct address address = loopback(a[0]);
	int fd = new_socket(AF_INET, SOCK_DGRAM, 0);

	call("sendto", sendto(fd, "x", 1, 0, &address.any, address.size));
	check_secret(fd);
}

static void send_udp6(char **a)
{
	struct address address = loopback6(a[0]);
	int fd = new_socket(AF_INET6, SOCK_DGRAM, 0);

	call("sendto", sendto(fd, "x", 1, 0, &address.any, address.size));
	check_secret(fd);
}

static void connect_udp(char **a)
{
	struct address address = loopback(a[0]);
	int fd = new_socket(AF_INET, SOCK_DGRAM, 0);

	call("connect", connect(fd, &address.any, address.size));
	call("send", send(fd, "x", 1, 0));
	check_secret(fd);
}

static void send_udp_message(char **a)
{
	struct address address = loopback(a[0]);
	struct iovec part;
	struct msghdr message = message_to(&address, &part);
	int fd = new_socket(AF_INET, SOCK_DGRAM, 0);

	call("sendmsg", sendmsg(fd, &message, 0));
	check_secret(fd);
}

static void make_socket(char **a)
{
	int domain = -1;
	socklen_t size = sizeof(domain);
	int fd = new_socket((int)number(a[0]), (int)number(a[1]), (int)number(a[2]));

	call("getsockopt", getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size));
	check("its family", domain == number(a[0]));
}

/* Which interfaces and addresses the machine has. */
static void see_interfaces(char **a)
{
	struct {
		struct nlmsghdr header;
		struct ifinfomsg body;
	} request = {
		.header = {
			.nlmsg_len = sizeof(request),
			.nlmsg_type = RTM_GETLINK,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
		},
	};
	char answer[8192];
	int fd = new_socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	ssize_t size;

	(void)a;
	call("send", send(fd, &request, sizeof(request), 0));
	size = call("recv", recv(fd, answer, sizeof(answer), 0));
	check("the interface", memmem(answer, (size_t)size, "lo", 3) != NULL);
}

/* Sets the flags that the loopback interface has. */
static void change_interface(char **a)
{
	struct ifreq request = { .ifr_name = "lo" };
	int fd = new_socket(AF_UNIX, SOCK_DGRAM, 0);

	(void)a;
	call("ioctl SIOCGIFFLAGS", ioctl(fd, SIOCGIFFLAGS, &request));
	call("ioctl SIOCSIFFLAGS", ioctl(fd, SIOCSIFFLAGS, &request));
}

const struct attempt net_attempts[] = {
	{ "connect-tcp", "PORT", connect_tcp },
	{ "connect-tcp6", "PORT", connect_tcp6 },
	{ "connect-mapped", "PORT", connect_mapped },
	{ "connect-in-repair", "PORT", connect_in_repair },
	{ "reconnect", "PORT", reconnect },
	{ "bind-tcp", "PORT", bind_tcp },
	{ "bind-tcp6", "PORT", bind_tcp6 },
	{ "listen-unbound", "", listen_unbound },
	{ "fast-open-by-sendto", "PORT", fast_open_by_sendto },
	{ "fast-open-by-sendmsg", "PORT", fast_open_by_sendmsg },
	{ "fast-open-by-sendmmsg", "PORT", fast_open_by_sendmmsg },
	{ "fast-open-by-option", "PORT", fast_open_by_option },
	{ "connect-mptcp", "PORT", connect_mptcp },
	{ "bind-mptcp", "PORT", bind_mptcp },
	{ "fast-open-mptcp", "PORT", fast_open_mptcp },
	{ "bind-udp", "PORT", bind_udp },
	{ "send-udp", "PORT", send_udp },
	{ "send-udp6", "PORT", send_udp6 },
	{ "connect-udp", "PORT", connect_udp },
	{ "send-udp-message", "PORT", send_udp_message },
	{ "open-socket", "FAMILY TYPE PROTOCOL", make_socket },
	{ "see-interfaces", "", see_interfaces },
	{ "change-interface", "", change_interface },
	{ 0 },
};
