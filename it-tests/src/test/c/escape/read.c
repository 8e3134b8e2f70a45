/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to read what no rule allows, by names and detours. */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "escape.h"

static void read_file(char **a)
{
	read_secret(a[0]);
}

static void list_directory(char **a)
{
	DIR *directory = opendir(a[0]);
	int found = 0;

	if (!directory)
		refused("opendir", errno);
	for (struct dirent *entry; (entry = readdir(directory));)
		found |= strcmp(entry->d_name, "file") == 0;
	closedir(directory);
	check("the directory's entry", found);
}

/* The link is the attacker's own. */
static void read_by_symlink(char **a)
{
	call("symlink", symlink(a[0], a[1]));
	read_secret(a[1]);
}

static void read_by_proc_root(char **a)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/proc/self/root%s", a[0]);
	read_secret(path);
}

/* From a directory that may be read to the one beside it. */
static void read_by_openat(char **a)
{
	int directory = open_file(a[0], O_RDONLY | O_DIRECTORY);
	int fd = (int)call("openat", openat(directory, a[1], O_RDONLY | O_CLOEXEC));

	check_secret(fd);
}

/* openat2(2), which a filter cannot look into. */
static void read_by_openat2(char **a)
{
	unsigned long long how[3] = { O_RDONLY | O_CLOEXEC, 0, 0 };
	int fd = (int)call("openat2", syscall(437, AT_FDCWD, a[0], how, sizeof(how)));

	check_secret(fd);
}

static void reopen(int fd, int flags)
{
	char self[64];

	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	check_secret(open_file(self, flags));
}

static void reopen_path_descriptor(char **a)
{
	reopen((int)call("open O_PATH", open(a[0], O_PATH | O_CLOEXEC)), O_RDONLY);
}

static void read_after_chdir(char **a)
{
	call("chdir", chdir(a[0]));
	read_secret("file");
}

static void read_after_fchdir(char **a)
{
	int directory = (int)call("open O_PATH", open(a[0], O_PATH | O_CLOEXEC));

	call("fchdir", fchdir(directory));
	read_secret("file");
}

static void read_in_working_directory(char **a)
{
	(void)a;
	read_secret("file");
}

static void list_working_directory(char **a)
{
	char *here[] = { ".", NULL };

	(void)a;
	list_directory(here);
}

/* The handle stands for the inode, without its name. */
static void read_by_handle(char **a)
{
	union {
		struct file_handle handle;
		char space[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	} file = { .handle.handle_bytes = MAX_HANDLE_SZ };
	int mount_id;
	int mount = open_file(a[1], O_RDONLY | O_DIRECTORY);

	call("name_to_handle_at", name_to_handle_at(AT_FDCWD, a[0], &file.handle, &mount_id, 0));
	check_secret((int)call("open_by_handle_at",
			       open_by_handle_at(mount, &file.handle, O_RDONLY | O_CLOEXEC)));
}

/* The kernel opens what others use, for the one who watches. The victim touches the file. */
static void read_by_fanotify(char **a)
{
	struct fanotify_event_metadata event;
	int group = (int)call("fanotify_init", fanotify_init(FAN_CLASS_CONTENT, O_RDONLY));

	call("fanotify_mark", fanotify_mark(group, FAN_MARK_ADD, FAN_OPEN, AT_FDCWD, a[0]));
	call("read", read(group, &event, sizeof(event)));
	check("a descriptor of the event", event.fd >= 0);
	check_secret(event.fd);
}

/* The kernel's log gives a record whole or not at all. */
static void read_device(char **a)
{
	char record[8192];
	int fd = open_file(a[0], O_RDONLY | O_NONBLOCK);

	check("a record", call("read", read(fd, record, sizeof(record))) > 0);
	close(fd);
}

/* A node of one's own for a device that exists already. */
static void read_device_by_node(char **a)
{
	struct stat device;

	call("stat", stat(a[0], &device));
	call("mknod", mknod(a[1], (device.st_mode & S_IFMT) | 0600, device.st_rdev));
	read_device(a + 1);
}

/* A path that leads through what a link points to. */
static void read_through_process(char **a)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/proc/%s/%s", a[0], a[1]);
	read_secret(path);
}

static void *read_in_thread(void *path)
{
	read_secret(path);
	return NULL;
}

/* A thread is held to what the one is that makes it. */
static void read_by_thread(char **a)
{
	pthread_t thread;

	errno = pthread_create(&thread, NULL, read_in_thread, a[0]);
	call("pthread_create", errno ? -1 : 0);
	pthread_join(thread, NULL);
}

const struct attempt read_attempts[] = {
	{ "read", "FILE", read_file },
	{ "list-directory", "DIRECTORY", list_directory },
	{ "read-by-symlink", "FILE LINK", read_by_symlink },
	{ "read-by-proc-root", "FILE", read_by_proc_root },
	{ "read-by-thread", "FILE", read_by_thread },
	{ "read-by-openat", "DIRECTORY PATH", read_by_openat },
	{ "read-by-openat2", "FILE", read_by_openat2 },
	{ "read-by-reopening", "FILE", reopen_path_descriptor },
	{ "read-after-chdir", "DIRECTORY", read_after_chdir },
	{ "read-after-fchdir", "DIRECTORY", read_after_fchdir },
	{ "read-in-working-directory", "", read_in_working_directory },
	{ "list-working-directory", "", list_working_directory },
	{ "read-by-handle", "FILE DIRECTORY", read_by_handle },
	{ "read-by-fanotify", "FILE", read_by_fanotify },
	{ "read-device", "DEVICE", read_device },
	{ "read-device-by-node", "DEVICE NODE", read_device_by_node },
	{ "read-through-process", "PID PATH", read_through_process },
	{ 0 },
};
