/* SPDX-License-Identifier: Apache-2.0 */
/* Operations on AF_UNIX sockets: those with a path, and abstract ones, which have only a name. */
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "probe.h"

struct address {
	struct sockaddr_un unix_address;
	socklen_t size;
};

/* An abstract name is the path's bytes after a first zero byte, and has no zero byte at its end. */
static int make_address(struct address *address, const char *name, size_t offset)
{
	size_t length = strlen(name);

	memset(address, 0, sizeof(*address));
	if (offset + length + 1 > sizeof(address->unix_address.sun_path))
		return ENAMETOOLONG;
	address->unix_address.sun_family = AF_UNIX;
	memcpy(address->unix_address.sun_path + offset, name, length);
	address->size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + offset + length);
	if (offset == 0)
		address->size++;
	return 0;
}

static int path_address(struct address *address, const char *path)
{
	return make_address(address, path, 0);
}

static int abstract_address(struct address *address, const char *name)
{
	return make_address(address, name, 1);
}

static int bind_to(int fd, const struct address *address)
{
	return outcome(bind(fd, (const struct sockaddr *)&address->unix_address, address->size));
}

static int connect_to(int fd, const struct address *address)
{
	return outcome(connect(fd, (const struct sockaddr *)&address->unix_address, address->size));
}

static int send_to(int fd, const struct address *address)
{
	return outcome(sendto(fd, "x", 1, MSG_NOSIGNAL,
			      (const struct sockaddr *)&address->unix_address, address->size));
}

/* Makes a socket, does one call with the address on it, and closes it. */
static int on_address(const struct address *address, int type,
		      int (*call)(int fd, const struct address *address))
{
	int result;
	int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return errno;
	result = call(fd, address);
	close(fd);
	return result;
}

/* Says that the peer may come, and waits for one connection. */
static int serve_connection(int fd, const struct address *address)
{
	int connection;
	int result = bind_to(fd, address);

	if (result == 0)
		result = outcome(listen(fd, 1));
	if (result == 0)
		result = print("ready\n");
	if (result != 0)
		return result;
	connection = accept(fd, NULL, NULL);
	if (connection < 0)
		return errno;
	close(connection);
	return 0;
}

/* Says that the peer may send, and waits for one datagram. */
static int serve_datagram(int fd, const struct address *address)
{
	char byte;
	int result = bind_to(fd, address);

	if (result == 0)
		result = print("ready\n");
	return result == 0 ? outcome(recv(fd, &byte, 1, 0)) : result;
}

static int make_socket_file(char **a)
{
	struct address address;
	int result = path_address(&address, a[0]);

	return result == 0 ? on_address(&address, SOCK_STREAM, bind_to) : result;
}

static int connect_path(char **a)
{
	struct address address;
	int result = path_address(&address, a[0]);

	return result == 0 ? on_address(&address, SOCK_STREAM, connect_to) : result;
}

static int connect_abstract(char **a)
{
	struct address address;
	int result = abstract_address(&address, a[0]);

	return result == 0 ? on_address(&address, SOCK_STREAM, connect_to) : result;
}

static int send_abstract(char **a)
{
	struct address address;
	int result = abstract_address(&address, a[0]);

	return result == 0 ? on_address(&address, SOCK_DGRAM, send_to) : result;
}

static int listen_abstract(char **a)
{
	struct address address;
	int result = abstract_address(&address, a[0]);

	return result == 0 ? on_address(&address, SOCK_STREAM, serve_connection) : result;
}

static int receive_abstract(char **a)
{
	struct address address;
	int result = abstract_address(&address, a[0]);

	return result == 0 ? on_address(&address, SOCK_DGRAM, serve_datagram) : result;
}

const struct operation unix_operations[] = {
	{ "mksock", "PATH", make_socket_file },
	{ "unix-connect", "PATH", connect_path },
	{ "connect-abstract", "NAME", connect_abstract },
	{ "send-abstract", "NAME", send_abstract },
	{ "listen-abstract", "NAME", listen_abstract },
	{ "receive-abstract", "NAME", receive_abstract },
	{ 0 },
};
