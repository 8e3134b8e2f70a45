/* SPDX-License-Identifier: Apache-2.0 */
/* The least of io_uring that an attacker needs: one operation at a time, without a library. */
#ifndef URING_H
#define URING_H

#include <linux/io_uring.h>

#define RING_ENTRIES 4

/* Makes a ring; negative with errno if that is refused. */
int make_ring(struct io_uring_params *parameters);

/* Makes the caller's credentials one of the ring's personalities; negative with errno if not. */
int register_personality(int ring);

/* Submits one operation to a ring and returns its result, a negative errno if it failed. */
int submit(int ring, const struct io_uring_sqe *operation);

/* Opens the file by an operation of the ring and checks that it is the secret. */
void read_by_ring(int ring, const char *path, int personality);

#endif
