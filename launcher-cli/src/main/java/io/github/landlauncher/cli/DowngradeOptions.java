package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * What to do on a kernel that knows less than the policy.
 *
 * <p>Unlike in the library, best effort is the default here: someone at a terminal sees the line
 * about what was dropped, and most kernels in use know less than ABI 7. Scripts say --strict.
 */
final class DowngradeOptions {

    @ArgGroup
    private Choice choice = new Choice();

    /** One or the other. */
    private static final class Choice {

        @Option(names = "--best-effort", paramLabel = "ABI", converter = AbiConverter.class,
                description = "On a kernel that cannot deny all of it, deny what it can, if it has"
                        + " at least this ABI, and say on standard error what it cannot"
                        + " (default: 1, or what policy files say).")
        private LandlockAbi bestEffort;

        @Option(names = "--strict",
                description = "Run only if the kernel can deny all of it.")
        private boolean strict;
    }

    /**
     * A policy as it was before these options.
     *
     * @param option where it comes from, or empty if options make it, which ask for no floor
     * @param policy the policy
     */
    record Source(String option, SandboxPolicy policy) {}

    /**
     * The policy with these options: they make one that was written elsewhere stricter, never weaker.
     *
     * @throws IllegalArgumentException if it is strict or has a higher floor than is asked for
     */
    SandboxPolicy appliedTo(Source source) {
        SandboxPolicy policy = source.policy();
        if (choice.strict) {
            return policy.strict();
        }
        LandlockAbi asked = choice.bestEffort;
        if (asked == null) {
            return policy;
        }
        boolean weaker = policy.floor().map(floor -> floor.compareTo(asked) > 0).orElse(true);
        if (weaker && !source.option().isEmpty()) {
            throw new IllegalArgumentException("--best-effort " + asked.number() + " would weaken the policy of "
                    + source.option() + ", which "
                    + policy.floor().map(floor -> "needs ABI " + floor.number()).orElse("is strict"));
        }
        return policy.bestEffort(asked);
    }
}
