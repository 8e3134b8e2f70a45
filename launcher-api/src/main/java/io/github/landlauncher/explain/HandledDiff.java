package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what policies handle, how strictly, and what they log. */
final class HandledDiff {

    private HandledDiff() {}

    static void compare(SandboxPolicy policy, SandboxPolicy other, DiffLines lines) {
        if (!policy.name().equals(other.name())) {
            lines.neither("name \"" + other.name() + "\" instead of \"" + policy.name() + "\"");
        }
        Set<AccessFs> fs = fs(policy);
        Set<AccessFs> otherFs = fs(other);
        DiffLines.minus(AccessFs.class, fs, otherFs).forEach(right -> open(right, lines));
        DiffLines.minus(AccessFs.class, otherFs, fs).forEach(right ->
                lines.narrower(right + " is handled: denied " + but("on ", PathDiff.paths(other, right))));
        DiffLines.minus(AccessNet.class, policy.handledNet(), other.handledNet())
                .forEach(right -> open(right, lines));
        DiffLines.minus(AccessNet.class, other.handledNet(), policy.handledNet()).forEach(right ->
                lines.narrower(right + " is handled: denied " + but("on port ", PortDiff.ports(other, right))));
        DiffLines.minus(Scope.class, policy.scopes(), other.scopes()).forEach(scope ->
                lines.wider("scope " + scope + " is off: " + scope.withoutIt()));
        DiffLines.minus(Scope.class, other.scopes(), policy.scopes()).forEach(scope ->
                lines.narrower("scope " + scope + " is on"));
        floor(policy.floor(), other.floor(), lines);
        if (!policy.logFlags().equals(other.logFlags())) {
            lines.neither("log flags " + other.logFlags() + " instead of " + policy.logFlags());
        }
    }

    /** What is denied unless a rule allows it: whoever handles any right denies REFER too. */
    static Set<AccessFs> fs(SandboxPolicy policy) {
        EnumSet<AccessFs> handled = EnumSet.noneOf(AccessFs.class);
        handled.addAll(policy.handledFs());
        if (!handled.isEmpty()) {
            handled.add(AccessFs.REFER);
        }
        return handled;
    }

    private static void open(LandlockFeature right, DiffLines lines) {
        // What its absence means is said for policies that handle other rights, and there it is denied.
        String open = right == AccessFs.REFER
                ? "files can be renamed and linked across directories"
                : right.withoutIt();
        lines.wider(right.name() + " is not handled: " + open);
    }

    private static String but(String where, List<String> allowed) {
        return allowed.isEmpty() ? "everywhere" : "but " + where + RightsLint.several(allowed);
    }

    private static void floor(Optional<LandlockAbi> floor, Optional<LandlockAbi> other, DiffLines lines) {
        // A strict policy is one whose floor is above all ABIs.
        int abi = floor.map(LandlockAbi::number).orElse(Integer.MAX_VALUE);
        int otherAbi = other.map(LandlockAbi::number).orElse(Integer.MAX_VALUE);
        lines.compared(Integer.compare(abi, otherAbi), floor(other) + " instead of " + floor(floor));
    }

    private static String floor(Optional<LandlockAbi> floor) {
        return floor.map(abi -> "best effort from ABI " + abi.number()).orElse("strict");
    }
}
