package io.github.landlauncher.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One thing that the probe can try in the {@link Layout}, and the rights that it needs there.
 *
 * <p>The rights are the kernel's names without {@code LANDLOCK_ACCESS_FS_}, as on
 * docs.kernel.org/userspace-api/landlock.html. Programs that an operation runs need rights of their
 * own beyond these: on the probe, and for a script or a dynamic program on the interpreter and its
 * libraries.
 *
 * @param arguments the probe's arguments; {@code HERE} at the start of one stands for the directory
 *     of the place under test, {@code THERE} for the directory of another place, and {@code
 *     INTERPRETER} for the ELF interpreter of this machine
 * @param here the rights that are needed in the place under test
 * @param there the rights that are needed in the other place; empty if the operation stays here
 */
record Operation(List<String> arguments, Set<String> here, Set<String> there) {

    /** The exit value of an ELF interpreter that may not open the program or a library. */
    static final int LOADER_FAILURE = 127;

    private static final Set<String> RIGHTS_ON_FILES =
            Set.of("EXECUTE", "WRITE_FILE", "READ_FILE", "TRUNCATE", "IOCTL_DEV", "RESOLVE_UNIX");

    /** Every operation on the layout. */
    static final List<Operation> ALL =
            List.of(
                    row("stat", "HERE/file"),
                    row("read", "HERE/file").needs("READ_FILE"),
                    row("read", "HERE/link").needs("READ_FILE"),
                    row("read", "HERE/sub/file").needs("READ_FILE"),
                    row("read", "HERE/empty/../file").needs("READ_FILE"),
                    row("opath-reopen", "HERE/file").needs("READ_FILE"),
                    row("chdir-read", "HERE", "file").needs("READ_FILE"),
                    row("list", "HERE").needs("READ_DIR"),
                    row("write", "HERE/file").needs("WRITE_FILE"),
                    row("append", "HERE/file").needs("WRITE_FILE"),
                    row("write-file-content", "HERE/file", "x").needs("WRITE_FILE", "TRUNCATE"),
                    row("write-file-content", "HERE/new", "x").needs("WRITE_FILE", "MAKE_REG"),
                    row("truncate", "HERE/file").needs("TRUNCATE"),
                    row("open-trunc", "HERE/file").needs("READ_FILE", "TRUNCATE"),
                    row("create", "HERE/new").needs("WRITE_FILE", "MAKE_REG"),
                    row("mkdir", "HERE/new").needs("MAKE_DIR"),
                    row("symlink", "file", "HERE/new").needs("MAKE_SYM"),
                    row("mkfifo", "HERE/new").needs("MAKE_FIFO"),
                    row("mksock", "HERE/new").needs("MAKE_SOCK"),
                    row("mkchar", "HERE/new", "1", "3").needs("MAKE_CHAR"),
                    row("mkblock", "HERE/new", "7", "0").needs("MAKE_BLOCK"),
                    row("unlink", "HERE/file").needs("REMOVE_FILE"),
                    row("rmdir", "HERE/empty").needs("REMOVE_DIR"),
                    row("link", "HERE/file", "HERE/new").needs("MAKE_REG"),
                    row("link", "HERE/file", "HERE/sub/new").needs("MAKE_REG", "REFER"),
                    row("rename", "HERE/file", "HERE/new").needs("REMOVE_FILE", "MAKE_REG"),
                    row("rename", "HERE/file", "HERE/second").needs("REMOVE_FILE", "MAKE_REG"),
                    row("rename", "HERE/empty", "HERE/new").needs("REMOVE_DIR", "MAKE_DIR"),
                    row("rename", "HERE/file", "HERE/sub/new")
                            .needs("REMOVE_FILE", "MAKE_REG", "REFER"),
                    row("exchange", "HERE/file", "HERE/second").needs("REMOVE_FILE", "MAKE_REG"),
                    row("exchange", "HERE/file", "HERE/empty")
                            .needs("REMOVE_FILE", "MAKE_REG", "REMOVE_DIR", "MAKE_DIR"),
                    row("tmpfile-link", "HERE", "HERE/new").needs("WRITE_FILE", "MAKE_REG"),
                    row("exec", "HERE/run", "exit", "0").needs("EXECUTE", "READ_FILE"),
                    row("exec", "HERE/script").needs("EXECUTE", "READ_FILE"),
                    row("execute-via-ldso", "INTERPRETER", "HERE/dynamic", "exit", "0")
                            .needs("READ_FILE"),
                    row("unix-connect", "HERE/socket").needs("RESOLVE_UNIX"),
                    row("link", "HERE/file", "THERE/new").needs("REFER").there("MAKE_REG", "REFER"),
                    row("rename", "HERE/file", "THERE/new")
                            .needs("REMOVE_FILE", "REFER")
                            .there("MAKE_REG", "REFER"),
                    row("rename", "HERE/empty", "THERE/new")
                            .needs("REMOVE_DIR", "REFER")
                            .there("MAKE_DIR", "REFER"),
                    row("exchange", "HERE/file", "THERE/file")
                            .needs("REMOVE_FILE", "MAKE_REG", "REFER")
                            .there("REMOVE_FILE", "MAKE_REG", "REFER"),
                    row("tmpfile-link", "HERE", "THERE/new")
                            .needs("WRITE_FILE", "REFER")
                            .there("MAKE_REG", "REFER"));

    /**
     * The first Landlock ABI on which a policy can deny what this right stands for.
     *
     * <p>For {@code REFER} that is 1, where the operation is always denied: the right, with which a
     * policy can allow it, came with ABI 2.
     */
    static int abiOf(String right) {
        return switch (right) {
            case "TRUNCATE" -> 3;
            case "IOCTL_DEV" -> 5;
            case "RESOLVE_UNIX" -> 9;
            default -> 1;
        };
    }

    /**
     * What the probe exits with under a policy that handles every file right of an ABI.
     *
     * <p>A missing right is EACCES. A move or link between directories is EXDEV if REFER is
     * missing, if the ABI is too old to grant it, or if the file would have more rights afterwards.
     *
     * @param grantedHere the rights that the policy allows in the place under test
     * @param grantedThere the rights that it allows in the other place
     * @param abi the kernel's Landlock ABI, or the lower one of the policy; at least 1
     */
    int exitValue(Set<String> grantedHere, Set<String> grantedThere, int abi) {
        Set<String> missing = new HashSet<>();
        here.stream().filter(right -> !grantedHere.contains(right)).forEach(missing::add);
        there.stream().filter(right -> !grantedThere.contains(right)).forEach(missing::add);
        missing.removeIf(right -> abiOf(right) > abi);
        boolean notReferred = missing.remove("REFER") || (here.contains("REFER") && abi < 2);
        if (!missing.isEmpty()) {
            return arguments.contains("INTERPRETER") ? LOADER_FAILURE : Errno.EACCES.number();
        }
        boolean wouldGain =
                gains(grantedHere, grantedThere, abi)
                        || (isExchange() && gains(grantedThere, grantedHere, abi));
        boolean crosses = !there.isEmpty();
        return notReferred || (crosses && wouldGain) ? Errno.EXDEV.number() : 0;
    }

    private boolean isExchange() {
        return arguments.get(0).equals("exchange");
    }

    /** Whether what moves would have a right afterwards that it does not have before. */
    private boolean gains(Set<String> before, Set<String> after, int abi) {
        boolean movesDirectory = arguments.contains("HERE/empty");
        return after.stream()
                .filter(right -> abiOf(right) <= abi)
                .filter(right -> movesDirectory || RIGHTS_ON_FILES.contains(right))
                .anyMatch(right -> !before.contains(right));
    }

    /** Whether the operation makes a device node, which needs CAP_MKNOD in the first place. */
    boolean makesDevice() {
        return here.contains("MAKE_CHAR") || here.contains("MAKE_BLOCK");
    }

    /** The probe's arguments for these places. */
    List<String> in(Layout layout, Place place, Place other)
            throws IOException, InterruptedException {
        String interpreter = arguments.contains("INTERPRETER") ? interpreter() : "";
        return arguments.stream()
                .map(argument -> replaceStart(argument, "HERE", layout.path(place)))
                .map(argument -> replaceStart(argument, "THERE", layout.path(other)))
                .map(argument -> argument.equals("INTERPRETER") ? interpreter : argument)
                .toList();
    }

    @Override
    public String toString() {
        return String.join(" ", arguments);
    }

    private static String replaceStart(String argument, String word, Path path) {
        return argument.startsWith(word) ? path + argument.substring(word.length()) : argument;
    }

    /** The ELF interpreter that this machine runs dynamic programs with. */
    static String interpreter() throws IOException, InterruptedException {
        List<String> command = List.of(Probe.dynamicPath().toString(), "interpreter");
        ProbeResult result = ProbeResult.of(command, new ProcessBuilder(command).start());
        result.assertThat().succeeds();
        return result.text().strip();
    }

    private static Operation row(String... arguments) {
        return new Operation(List.of(arguments), Set.of(), Set.of());
    }

    private Operation needs(String... rights) {
        return new Operation(arguments, ordered(rights), there);
    }

    private Operation there(String... rights) {
        return new Operation(arguments, here, ordered(rights));
    }

    private static Set<String> ordered(String... rights) {
        return new LinkedHashSet<>(Arrays.asList(rights));
    }
}
