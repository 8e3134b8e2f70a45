package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * The options that say what a program may do.
 *
 * <p>Unlike in the library, best effort is the default here: someone at a terminal sees the line
 * about what was dropped, and most kernels in use know less than ABI 7. Scripts say --strict.
 */
final class PolicyOptions {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private AllowOptions allow;

    @ArgGroup
    private Downgrade downgrade = new Downgrade();

    @Mixin
    private ContainmentOptions containment;

    /** What to do on a kernel that knows less than the ABI of the policy. */
    private static final class Downgrade {

        @Option(names = "--best-effort", paramLabel = "ABI", converter = AbiConverter.class,
                description = "On a kernel that cannot deny all of it, deny what it can, if it has"
                        + " at least this ABI, and say on standard error what it cannot"
                        + " (default: 1).")
        private LandlockAbi bestEffort;

        @Option(names = "--strict",
                description = "Run only if the kernel can deny all of it.")
        private boolean strict;
    }

    /**
     * The policy that the options ask for.
     *
     * @throws ParameterException if a path is empty, a port out of range, the ABI cannot restrict
     *     ports although one is allowed, or options contradict each other
     */
    SandboxPolicy policy() {
        try {
            return containment.addedTo(downgraded(allow.policy()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(), CommandLineAdvice.of(e.getMessage()), e);
        }
    }

    private SandboxPolicy downgraded(SandboxPolicy policy) {
        if (downgrade.strict) {
            return policy.strict();
        }
        return policy.bestEffort(
                downgrade.bestEffort == null ? LandlockAbi.V1 : downgrade.bestEffort);
    }
}
