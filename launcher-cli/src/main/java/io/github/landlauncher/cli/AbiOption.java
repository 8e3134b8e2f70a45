package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The kernel that a command is about: this one, or one with an ABI. */
final class AbiOption {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--abi", paramLabel = "ABI",
            description = "What becomes of it on a kernel with this ABI, with seccomp filters, for an"
                    + " ordinary user; 0 is a kernel without Landlock. Without this option: on this"
                    + " kernel, for this user.")
    private Integer abi;

    /** Whether it is the running kernel. */
    boolean isHere() {
        return abi == null;
    }

    /**
     * What the kernel offers.
     *
     * @throws ParameterException if the ABI is negative
     */
    LandlockSupport support() {
        if (abi == null) {
            return LandlockSupport.current();
        }
        if (abi < 0) {
            throw new ParameterException(command.commandLine(), "Invalid value for option '--abi': " + abi
                    + " is not an ABI: they are 1 and more, or 0 for a kernel without Landlock");
        }
        return LandlockSupport.ofAbi(abi);
    }
}
