/* SPDX-License-Identifier: Apache-2.0 */
/* What the requests of a batch share. See batch.c for what a batch is. */
#ifndef BATCH_H
#define BATCH_H

#include "probe.h"

/* Added to an errno: what comes before the operation has failed. */
#define UNDONE 1000

/* Like those of probe.h, but each takes all of its arguments. */
extern const struct operation socket_requests[];

#endif
