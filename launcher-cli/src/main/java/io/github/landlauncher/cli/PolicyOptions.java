package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options that say what the program may do.
 *
 * <p>Unlike in the library, best effort is the default here: someone at a terminal sees the line
 * about what was dropped, and most kernels in use know less than ABI 7. Scripts say --strict.
 */
final class PolicyOptions {

    @Option(names = "--ro", paramLabel = "PATH",
            description = "Allow reading PATH and all below it.")
    private List<String> read = new ArrayList<>();

    @Option(names = "--rx", paramLabel = "PATH", description = "Allow reading and executing.")
    private List<String> readExecute = new ArrayList<>();

    @Option(names = "--rw", paramLabel = "PATH", description = "Allow reading and every change.")
    private List<String> readWrite = new ArrayList<>();

    @Option(names = "--rwx", paramLabel = "PATH",
            description = "Allow reading, every change and executing.")
    private List<String> readWriteExecute = new ArrayList<>();

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
            defaultValue = "7",
            description = "Deny all that this Landlock ABI can deny (default: ${DEFAULT-VALUE}).")
    private LandlockAbi handled;

    @ArgGroup
    private Downgrade downgrade = new Downgrade();

    /** What to do on a kernel that knows less than the ABI of the policy. */
    private static final class Downgrade {

        @Option(names = "--best-effort", paramLabel = "ABI", converter = AbiConverter.class,
                defaultValue = "1",
                description = "On a kernel that cannot deny all of it, deny what it can, if it has"
                        + " at least this ABI, and say on standard error what it cannot"
                        + " (default: ${DEFAULT-VALUE}).")
        private LandlockAbi bestEffort = LandlockAbi.V1;

        @Option(names = "--strict",
                description = "Run only if the kernel can deny all of it.")
        private boolean strict;
    }

    /**
     * The policy that the options ask for.
     *
     * @throws IllegalArgumentException if a path is empty, a port out of range, or the ABI cannot
     *     restrict ports although one is allowed
     */
    SandboxPolicy policy() {
        SandboxPolicy handling = SandboxPolicy.handling(handled);
        SandboxPolicy policy =
                downgrade.strict ? handling : handling.bestEffort(downgrade.bestEffort);
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

    private static String[] array(List<String> paths) {
        return paths.toArray(String[]::new);
    }

    private static int[] ports(List<Integer> ports) {
        return ports.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Reads the number of an ABI. */
    static final class AbiConverter implements ITypeConverter<LandlockAbi> {
        @Override
        public LandlockAbi convert(String text) {
            LandlockAbi[] known = LandlockAbi.values();
            for (LandlockAbi abi : known) {
                if (text.equals(Integer.toString(abi.number()))) {
                    return abi;
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' is not a Landlock ABI: they are 1 to " + known.length);
        }
    }
}
