"""Runs a command in a terminal of its own and talks to it.

    dialog.py STEP... -- COMMAND...

Steps: expect=TEXT waits for it in what is written after the last one that was expected; send=TEXT
types it, with Python's escapes; size=ROWSxCOLUMNS changes the terminal's size. After the steps all is
read that comes. Standard output gets what the terminal showed, and the exit status is the command's;
or 99 if a text did not come within 30 seconds.
"""
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

PATIENCE = 30


def main():
    end = sys.argv.index("--")
    steps, command = sys.argv[1:end], sys.argv[end + 1:]
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(command[0], command)
    shown = b""
    seen = 0
    for step in steps:
        kind, text = step.split("=", 1)
        if kind == "expect":
            wanted = text.encode()
            while wanted not in shown[seen:]:
                more = read(terminal)
                if not more:
                    fail(pid, shown, step)
                shown += more
            seen = shown.index(wanted, seen) + len(wanted)
        elif kind == "send":
            os.write(terminal, text.encode().decode("unicode_escape").encode())
        elif kind == "size":
            rows, columns = map(int, text.split("x"))
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        else:
            sys.exit("unknown step " + step)
    while True:
        more = read(terminal)
        if not more:
            break
        shown += more
    sys.stdout.buffer.write(shown)
    deadline = time.monotonic() + PATIENCE
    ended, status = os.waitpid(pid, os.WNOHANG)
    while ended == 0:
        if time.monotonic() > deadline:
            fail(pid, shown, "the end")
        time.sleep(0.01)
        ended, status = os.waitpid(pid, os.WNOHANG)
    sys.exit(os.waitstatus_to_exitcode(status) % 256)


def read(terminal):
    """What comes next; nothing at the end, or if nothing comes."""
    if not select.select([terminal], [], [], PATIENCE)[0]:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:  # EIO: nobody has the other side any more
        return b""


def fail(pid, shown, step):
    os.kill(pid, 9)
    sys.stdout.buffer.write(shown + ("\nin vain: " + step).encode())
    sys.stdout.flush()
    os._exit(99)


main()
