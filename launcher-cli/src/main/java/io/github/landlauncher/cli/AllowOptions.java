package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A policy in options: what is denied, and what of it is allowed again. */
final class AllowOptions {

    /** Denied without {@code --handling}: the newest ABI of a kernel that many have. */
    private static final LandlockAbi HANDLED = LandlockAbi.V7;

    @Option(names = "--ro", paramLabel = "PATH",
            description = "Allow reading PATH and all below it.")
    private List<Path> read = new ArrayList<>();

    @Option(names = "--rx", paramLabel = "PATH", description = "Allow reading and executing.")
    private List<Path> readExecute = new ArrayList<>();

    @Option(names = "--rw", paramLabel = "PATH", description = "Allow reading and every change.")
    private List<Path> readWrite = new ArrayList<>();

    @Option(names = "--rwx", paramLabel = "PATH",
            description = "Allow reading, every change and executing.")
    private List<Path> readWriteExecute = new ArrayList<>();

    @Option(names = "--connect", paramLabel = "PORT",
            description = "Allow connecting to this TCP port, on any address.")
    private List<Integer> connect = new ArrayList<>();

    @Option(names = "--bind", paramLabel = "PORT",
            description = "Allow binding this TCP port; 0 is the port the kernel picks.")
    private List<Integer> bind = new ArrayList<>();

    @Option(names = "--no-base",
            description = "Do not allow what almost every program needs: the ELF interpreter,"
                    + " libraries, locales, time zones, /dev/null, /dev/zero, /dev/urandom.")
    private boolean noBase;

    @Option(names = "--handling", paramLabel = "ABI", converter = AbiConverter.class,
            description = "Deny all that this Landlock ABI can deny (default: 7).")
    private LandlockAbi handled;

    /**
     * The policy that the options ask for, strict.
     *
     * @throws IllegalArgumentException if a path is empty, a port out of range, or the ABI cannot
     *     restrict ports although one is allowed
     */
    SandboxPolicy policy() {
        SandboxPolicy policy = SandboxPolicy.handling(handled == null ? HANDLED : handled);
        if (!noBase) {
            policy = policy.allow(Presets.baseSystem());
        }
        return policy.allowRead(array(read))
                .allowReadExecute(array(readExecute))
                .allowReadWrite(array(readWrite))
                .allowReadWriteExecute(array(readWriteExecute))
                .allowConnectTcp(ports(connect))
                .allowBindTcp(ports(bind));
    }

    /** One of these options that was given, or empty if none was. */
    Optional<String> given() {
        if (handled != null) {
            return Optional.of("--handling");
        }
        if (noBase) {
            return Optional.of("--no-base");
        }
        if (!connect.isEmpty() || !bind.isEmpty()) {
            return Optional.of(connect.isEmpty() ? "--bind" : "--connect");
        }
        if (!read.isEmpty() || !readExecute.isEmpty()) {
            return Optional.of(read.isEmpty() ? "--rx" : "--ro");
        }
        if (!readWrite.isEmpty() || !readWriteExecute.isEmpty()) {
            return Optional.of(readWrite.isEmpty() ? "--rwx" : "--rw");
        }
        return Optional.empty();
    }

    private static Path[] array(List<Path> paths) {
        return paths.toArray(Path[]::new);
    }

    private static int[] ports(List<Integer> ports) {
        return ports.stream().mapToInt(Integer::intValue).toArray();
    }
}
