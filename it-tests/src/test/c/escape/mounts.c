/* SPDX-License-Identifier: Apache-2.0 */
/* Attempts to see other files at known places: mounts, roots and namespaces. */
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <linux/magic.h>
#include <unistd.h>

#include "escape.h"

/* linux/mount.h, which cannot be included beside sys/mount.h; one number on every architecture. */
enum {
	OPEN_TREE = 428,
	MOVE_MOUNT = 429,
	FSOPEN = 430,
	FSCONFIG = 431,
	FSMOUNT = 432,
	TREE_CLONE = 1,
	COMMAND_CREATE = 6,
	MOVE_F_EMPTY_PATH = 4,
};

#define CLONE3 435

static void mount_tmpfs(char **a)
{
	struct statfs status;

	call("mount", mount("none", a[0], "tmpfs", 0, NULL));
	call("statfs", statfs(a[0], &status));
	call("umount2", umount2(a[0], MNT_DETACH));
	check("the file system", status.f_type == TMPFS_MAGIC);
}

static void read_by_bind_mount(char **a)
{
	char path[PATH_MAX];
	pid_t reader;
	int status;

	call("mount", mount(a[0], a[1], NULL, MS_BIND, NULL));
	snprintf(path, sizeof(path), "%s/file", a[1]);
	reader = fork_child();
	if (reader == 0) {
		read_secret(path);
		_exit(0);
	}
	call("waitpid", waitpid(reader, &status, 0));
	call("umount2", umount2(a[1], MNT_DETACH));
	if (status != 0)
		_exit(WEXITSTATUS(status));
}

/* The mount is one that the victim has made. */
static void unmount(char **a)
{
	struct stat before;
	struct stat after;

	call("stat", stat(a[0], &before));
	call("umount2", umount2(a[0], MNT_DETACH));
	call("stat", stat(a[0], &after));
	check("another directory", before.st_dev != after.st_dev);
}

static void pivot(char **a)
{
	call("unshare", unshare(CLONE_NEWNS));
	call("mount", mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
	call("mount", mount(a[0], a[0], NULL, MS_BIND, NULL));
	call("chdir", chdir(a[0]));
	call("pivot_root", syscall(SYS_pivot_root, ".", "."));
	call("umount2", umount2(".", MNT_DETACH));
	read_secret("/file");
}

static int new_tmpfs(void)
{
	int context = (int)call("fsopen", syscall(FSOPEN, "tmpfs", 0));

	call("fsconfig", syscall(FSCONFIG, context, COMMAND_CREATE, NULL, NULL, 0));
	return (int)call("fsmount", syscall(FSMOUNT, context, 0, 0));
}

static void write_in_new_mount(char **a)
{
	(void)a;
	call("openat", openat(new_tmpfs(), "new", O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
}

static void attach_new_mount(char **a)
{
	struct statfs status;
	int tmpfs = new_tmpfs();

	call("move_mount", syscall(MOVE_MOUNT, tmpfs, "", AT_FDCWD, a[0], MOVE_F_EMPTY_PATH));
	call("statfs", statfs(a[0], &status));
	call("umount2", umount2(a[0], MNT_DETACH));
	check("the file system", status.f_type == TMPFS_MAGIC);
}

static void make_new_mount(char **a)
{
	struct statfs status;

	(void)a;
	call("fstatfs", fstatfs(new_tmpfs(), &status));
	check("the file system", status.f_type == TMPFS_MAGIC);
}

static void read_by_tree(char **a)
{
	int tree = (int)call("open_tree", syscall(OPEN_TREE, AT_FDCWD, a[0], TREE_CLONE));

	check_secret((int)call("openat", openat(tree, "file", O_RDONLY | O_CLOEXEC)));
}

static void change_root(char **a)
{
	struct stat before;
	struct stat after;

	call("stat", stat(a[0], &before));
	call("chroot", chroot(a[0]));
	call("stat", stat("/", &after));
	check("the root", before.st_ino == after.st_ino);
}

static void read_by_chroot(char **a)
{
	call("chroot", chroot(a[0]));
	call("chdir", chdir("/"));
	read_secret("/file");
}

static int has_all_capabilities(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	call("capget", syscall(SYS_capget, &header, data));
	return data[0].effective == UINT32_MAX;
}

/* Whoever makes a user namespace has all capabilities in it. */
static void unshare_user(char **a)
{
	(void)a;
	call("unshare", unshare(CLONE_NEWUSER));
	check("all capabilities", has_all_capabilities());
}

static void mount_in_user_namespace(char **a)
{
	call("unshare", unshare(CLONE_NEWUSER | CLONE_NEWNS));
	read_by_bind_mount(a);
}

/* Root needs no user namespace for it. */
static void unshare_network(char **a)
{
	struct stat before;
	struct stat after;

	(void)a;
	call("stat", stat("/proc/self/ns/net", &before));
	call("unshare", unshare(geteuid() == 0 ? CLONE_NEWNET : CLONE_NEWUSER | CLONE_NEWNET));
	call("stat", stat("/proc/self/ns/net", &after));
	check("another namespace", before.st_ino != after.st_ino);
}

static _Noreturn void in_user_namespace(void)
{
	check("all capabilities", has_all_capabilities());
	_exit(0);
}

static void clone_user(char **a)
{
	pid_t child;

	(void)a;
	/* The first two arguments are in this order on every architecture of this project. */
	child = (pid_t)call("clone", syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
	if (child == 0)
		in_user_namespace();
	finish_like(child);
}

static void clone3_user(char **a)
{
	uint64_t arguments[8] = { CLONE_NEWUSER, 0, 0, 0, SIGCHLD, 0, 0, 0 };
	pid_t child = (pid_t)call("clone3", syscall(CLONE3, arguments, sizeof(arguments)));

	(void)a;
	if (child == 0)
		in_user_namespace();
	finish_like(child);
}

/* Whoever enters a mount namespace gets its root directory. */
static void enter_mount_namespace(char **a)
{
	int process = (int)call("pidfd_open", syscall(434, (pid_t)number(a[0]), 0));

	call("setns", setns(process, CLONE_NEWNS));
	read_secret(a[1]);
}

const struct attempt mount_attempts[] = {
	{ "mount-tmpfs", "DIRECTORY", mount_tmpfs },
	{ "read-by-bind-mount", "DIRECTORY MOUNTPOINT", read_by_bind_mount },
	{ "unmount", "MOUNTPOINT", unmount },
	{ "pivot-root", "DIRECTORY", pivot },
	{ "make-new-mount", "", make_new_mount },
	{ "write-in-new-mount", "", write_in_new_mount },
	{ "attach-new-mount", "MOUNTPOINT", attach_new_mount },
	{ "read-by-tree", "DIRECTORY", read_by_tree },
	{ "change-root", "DIRECTORY", change_root },
	{ "read-by-chroot", "DIRECTORY", read_by_chroot },
	{ "unshare-user", "", unshare_user },
	{ "mount-in-user-namespace", "DIRECTORY MOUNTPOINT", mount_in_user_namespace },
	{ "unshare-network", "", unshare_network },
	{ "clone-user", "", clone_user },
	{ "clone3-user", "", clone3_user },
	{ "enter-mount-namespace", "PID FILE", enter_mount_namespace },
	{ 0 },
};
