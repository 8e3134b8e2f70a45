package io.github.landlauncher.cli;

import io.github.landlauncher.EffectivePolicy;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A policy in the kernel's words, and what becomes of it on a kernel. */
final class PolicyText {

    private PolicyText() {}

    /**
     * The text.
     *
     * @param here whether the kernel is the running one, which the report calls "this kernel"
     */
    static String of(SandboxPolicy policy, LandlockSupport support, boolean here) {
        EffectivePolicy effective = EffectivePolicy.of(policy, support);
        String report = CommandLineAdvice.of(effective.enforcement().toString());
        StringBuilder text = new StringBuilder();
        text.append("Policy:\n").append(indented(policy.toString())).append('\n');
        text.append(here ? "On this kernel, " : "On a kernel ").append(abi(support)).append(": ")
                .append(here ? report : report.replace("this kernel", "that kernel")).append('\n');
        if (effective.enforcement().refusal().isEmpty() && !isWhole(policy, effective)) {
            text.append("\nOf the policy, Landlock is given there:\n");
            text.append(indented(ruleset(effective)));
        }
        return text.toString();
    }

    private static String abi(LandlockSupport support) {
        return support.state() == State.AVAILABLE
                ? "with " + KernelReport.abi(support)
                : "without Landlock";
    }

    private static boolean isWhole(SandboxPolicy policy, EffectivePolicy effective) {
        return effective.handledFs().equals(policy.handledFs())
                && effective.handledNet().equals(policy.handledNet())
                && effective.scopes().equals(policy.scopes())
                && effective.logFlags().equals(policy.logFlags());
    }

    private static String ruleset(EffectivePolicy effective) {
        Stream<String> paths = effective.rules().pathRules().stream()
                .filter(rule -> !rule.access().isEmpty())
                .map(PathRule::toString);
        Stream<String> ports = effective.rules().portRules().stream()
                .filter(rule -> !rule.access().isEmpty())
                .map(PortRule::toString);
        return "handled_access_fs " + effective.handledFs()
                + "\nhandled_access_net " + effective.handledNet()
                + "\nscoped " + effective.scopes()
                + (effective.logFlags().isEmpty() ? "" : "\nrestrict_self " + effective.logFlags())
                + Stream.concat(paths, ports).map(rule -> "\n" + rule).collect(Collectors.joining());
    }

    private static String indented(String lines) {
        return lines.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
    }
}
