package io.github.landlauncher.linux;

import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A watched program that does not run: its memory is a map, its /proc a directory of files and links.
 *
 * <pre>
 * proc/100        its process: cwd is work, root is /, fd/ is empty
 * bin/program     what it runs
 * work            an empty directory
 * </pre>
 */
final class FakeProgram implements ChildMemory, SocketKinds {

    static final int PID = 100;
    static final int JVM = 50;
    static final int PAGE = 4096;

    private final Path top;
    private final TreeMap<Long, byte[]> memory = new TreeMap<>();
    private final Map<Integer, Kind> kinds = new HashMap<>();
    private final NoticeReader reader;
    private long free = 16 * PAGE;
    private Optional<UnreadableException> failure = Optional.empty();

    FakeProgram(Path directory) throws IOException {
        top = directory.toRealPath(); // the kernel writes no links into the links of /proc
        Files.createDirectories(top.resolve("bin"));
        Files.createDirectories(work());
        Path program = Files.writeString(top.resolve("bin/program"), "");
        process(PID, JVM, 1000, PID, true);
        process(JVM, 1, 500, JVM, false);
        Path entry = proc().resolve(Integer.toString(PID));
        Files.createDirectories(entry.resolve("fd"));
        Files.createDirectories(entry.resolve("fdinfo"));
        Files.createDirectories(entry.resolve("net"));
        Files.createSymbolicLink(entry.resolve("exe"), program);
        Files.createSymbolicLink(entry.resolve("root"), Path.of("/"));
        Files.createSymbolicLink(entry.resolve("cwd"), work());
        reader = new NoticeReader(this, this, proc(), JVM, Architecture.X86_64);
    }

    Path top() {
        return top;
    }

    Path work() {
        return top.resolve("work");
    }

    Path proc() {
        return top.resolve("proc");
    }

    Path entry(String name) {
        return proc().resolve(Integer.toString(PID)).resolve(name);
    }

    /** Has /proc know a process of one thread, of user 7. */
    void process(int pid, int parent, long start, int group, boolean noNewPrivs) throws IOException {
        Path entry = Files.createDirectories(proc().resolve(Integer.toString(pid)));
        Files.writeString(entry.resolve("stat"), pid + " (a ) b) S " + parent + " " + group + " " + group
                + " 0 -1 4194560 98 0 0 0 0 0 0 0 20 0 1 0 " + start + " 2363392 1\n");
        status(pid, "7\t7\t7\t7", "0000000000000000", noNewPrivs);
    }

    /** Gives a process another status. */
    void status(int pid, String users, String capabilities, boolean noNewPrivs) throws IOException {
        Files.writeString(proc().resolve(Integer.toString(pid)).resolve("status"),
                "Name:\tprogram\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t" + pid + "\nNgid:\t0\nPid:\t"
                        + pid + "\nPPid:\t1\nUid:\t" + users + "\nGid:\t8\t8\t8\t9\nFDSize:\t64\n"
                        + "Groups:\t8 20 \nNSpid:\t" + pid + "\nCapEff:\t" + capabilities
                        + "\nNoNewPrivs:\t" + (noNewPrivs ? 1 : 0) + "\nSeccomp:\t2\n");
    }

    /** Makes a descriptor, a link to a file or any text of the kernel's. */
    void descriptor(int fd, String target) throws IOException {
        Path link = entry("fd").resolve(Integer.toString(fd));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
    }

    void socket(int fd, int domain, int type, int protocol) throws IOException {
        descriptor(fd, "socket:[" + (1000 + fd) + "]");
        kinds.put(fd, new Kind(domain, type, protocol));
    }

    void link(String name, Path target) throws IOException {
        Files.deleteIfExists(entry(name));
        Files.createSymbolicLink(entry(name), target);
    }

    /** Puts bytes into pages of their own, followed by zeros. */
    long put(byte... bytes) {
        long address = free;
        free += (bytes.length / PAGE + 2L) * PAGE;
        memory.put(address, Arrays.copyOf(bytes, (bytes.length / PAGE + 1) * PAGE));
        return address;
    }

    long put(String string) {
        return put(string.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts bytes right before a page that cannot be read. */
    long putAtEnd(byte... bytes) {
        byte[] pages = new byte[(bytes.length / PAGE + 1) * PAGE];
        System.arraycopy(bytes, 0, pages, pages.length - bytes.length, bytes.length);
        long start = put(pages);
        memory.put(start, pages);
        return start + pages.length - bytes.length;
    }

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    void failReading(int errno) {
        failure = Optional.of(new UnreadableException("the memory of process 100", errno));
    }

    /** What a call is about; strings and bytes among the arguments are put into memory. */
    List<Operation> operations(Syscall call, Object... arguments) throws UnreadableException {
        return attempts(call, arguments).stream().map(Attempt::operation).toList();
    }

    List<Attempt> attempts(Syscall call, Object... arguments) throws UnreadableException {
        long[] values = new long[Notice.ARGUMENTS];
        for (int i = 0; i < arguments.length; i++) {
            values[i] = value(arguments[i]);
        }
        return reader.attempts(new Notice(PID, call.number(Architecture.X86_64), values));
    }

    private long value(Object argument) {
        if (argument instanceof String string) {
            return put(string);
        }
        return argument instanceof byte[] bytes ? put(bytes) : ((Number) argument).longValue();
    }

    @Override
    public byte[] read(int tid, long address, int size) throws UnreadableException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        Map.Entry<Long, byte[]> area = memory.floorEntry(address);
        if (tid != PID || area == null || address - area.getKey() >= area.getValue().length) {
            throw new UnreadableException("memory", Errno.EFAULT);
        }
        int from = (int) (address - area.getKey());
        return Arrays.copyOfRange(area.getValue(), from, Math.min(from + size, area.getValue().length));
    }

    @Override
    public Optional<Kind> of(int pid, int fd) {
        return pid == PID ? Optional.ofNullable(kinds.get(fd)) : Optional.empty();
    }
}
