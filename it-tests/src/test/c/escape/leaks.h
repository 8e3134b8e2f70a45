/* SPDX-License-Identifier: Apache-2.0 */
/* The descriptors that the stage opens for a launcher to leak, by number. */
#ifndef LEAKS_H
#define LEAKS_H

enum leak {
	SECRET_FILE = 200, /* open to read */
	WRITABLE_FILE,     /* another file of SECRET, open to write */
	SECRET_DIRECTORY,
	PATH_ONLY,         /* the secret file, opened with O_PATH */
	ROOT_DIRECTORY,
	MEMORY_FILE,       /* a memfd that holds the secret */
	CONNECTED,         /* to the victim's TCP server, which has sent the secret already */
	UNCONNECTED,       /* a TCP socket */
	LISTENER,          /* a TCP server to which somebody has connected already */
	DATAGRAM,          /* connected to the victim's UDP server */
	RING,              /* an io_uring with the launcher's credentials as personality 1 */
	VICTIM,            /* the pidfd of a process that has all of the above open */
	TERMINAL,          /* the master of a terminal */
	RULESET,           /* a ruleset that handles READ_FILE */
	END_OF_LEAKS,
};

/*
 * Opens all of them, without close-on-exec. What the kernel or the user cannot have is missing.
 * secret is the directory SECRET, tcp and udp are the victim's ports. VICTIM is a child of the caller
 * that has the others open too; it ends when the caller does.
 */
void open_leaks(const char *secret, const char *tcp, const char *udp);

#endif
