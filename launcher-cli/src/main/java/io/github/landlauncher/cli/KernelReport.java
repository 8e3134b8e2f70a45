package io.github.landlauncher.cli;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Erratum;
import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a kernel offers of Landlock, and what a sandbox has besides, as text. */
final class KernelReport {

    private static final String ROW = "%-5s%-7s%-6s%s%n";
    private static final int INDENT = 18;
    private static final int WIDTH = 80;

    private KernelReport() {}

    /** The report; on a kernel without Landlock it says what to do. */
    static String of(Host host) {
        LandlockSupport support = host.support();
        StringBuilder text = new StringBuilder();
        text.append("Kernel: Linux ").append(host.release()).append('\n');
        if (support.state() == State.AVAILABLE) {
            text.append("Landlock: available, ").append(abi(support)).append('\n');
            text.append("Errata fixed: ").append(errata(support)).append('\n');
        } else {
            text.append("Landlock: not available: ").append(advice(support)).append('\n');
        }
        text.append("MPTCP: ").append(mptcp(support)).append('\n');
        text.append("Seccomp: ").append(seccomp(support)).append('\n');
        text.append("Capabilities: ").append(capabilities(support)).append('\n');
        text.append("Control groups: ").append(groupLimits(host.groupLimits())).append("\n\n");
        return text.append(table(support)).toString();
    }

    /** Its number and the Linux release that it came with. */
    static String abi(LandlockSupport support) {
        LandlockAbi[] known = LandlockAbi.values();
        LandlockAbi newest = known[known.length - 1];
        return support.abi() > newest.number()
                ? "ABI " + support.abi() + ", newer than Linux " + newest.linux() + " with ABI "
                        + newest.number() + ", the newest known here"
                : "ABI " + support.abi()
                        + " (that of Linux " + LandlockAbi.of(support.abi()).linux() + ")";
    }

    private static String errata(LandlockSupport support) {
        String fixed = support.errata().stream()
                .sorted(Comparator.comparing(Erratum::number))
                .map(erratum -> erratum.number() + " " + erratum)
                .collect(Collectors.joining(", "));
        return fixed.isEmpty() ? "this kernel reports none" : fixed;
    }

    private static String mptcp(LandlockSupport support) {
        if (!support.has(Facility.MPTCP)) {
            return "programs cannot make MPTCP sockets";
        }
        return support.errata().contains(Erratum.TCP_SOCKET_IDENTIFICATION)
                ? "programs can make MPTCP sockets, which rules on TCP ports do not cover"
                : "programs can make MPTCP sockets";
    }

    private static String seccomp(LandlockSupport support) {
        return support.has(Facility.SECCOMP)
                ? "programs can be given filters, as by --containment and --no-network"
                : "this kernel has no filters, which --containment and --no-network need";
    }

    private static String capabilities(LandlockSupport support) {
        if (!support.has(Facility.CAPABILITIES)) {
            return "this user has none";
        }
        return (support.has(Facility.ROOT) ? "this user is root and" : "this user")
                + " has some, which --containment takes from programs";
    }

    private static String groupLimits(GroupLimits limits) {
        String available = limits.available().isEmpty()
                ? ""
                : "programs can be given " + String.join(", ", limits.available());
        return available + (available.isEmpty() || limits.complete() ? "" : "; but not ") + limits.gaps();
    }

    /** Why nothing can start on this kernel, and what to do; the same for every policy. */
    private static String advice(LandlockSupport support) {
        SandboxPolicy any = SandboxPolicy.handling(LandlockAbi.V1);
        return any.enforcementOn(support).refusal().orElseThrow();
    }

    private static String table(LandlockSupport support) {
        String head = ROW.formatted("ABI", "Linux", "here", "adds");
        return Stream.of(LandlockAbi.values())
                .map(abi -> ROW.formatted(
                        abi.number(),
                        abi.linux(),
                        abi.isWithin(support.abi()) ? "yes" : "no",
                        Paragraph.wrapped(adds(abi), INDENT, WIDTH)))
                .collect(Collectors.joining("", head, ""));
    }

    private static String adds(LandlockAbi abi) {
        String added = added(abi).entrySet().stream()
                .map(kind -> kind.getKey() + ": " + names(kind.getValue()))
                .collect(Collectors.joining("; "));
        return added.isEmpty() ? "nothing that a launcher uses" : added;
    }

    private static String names(List<LandlockFeature> features) {
        return features.stream().map(LandlockFeature::name).collect(Collectors.joining(", "));
    }

    /** The features that came with an ABI, by their kind. */
    static Map<String, List<LandlockFeature>> added(LandlockAbi abi) {
        Map<String, List<LandlockFeature>> added = new LinkedHashMap<>();
        added.put("files", since(abi, AccessFs.values()));
        added.put("ports", since(abi, AccessNet.values()));
        added.put("scopes", since(abi, Scope.values()));
        added.put("log flags", since(abi, LogFlag.values()));
        added.values().removeIf(List::isEmpty);
        return added;
    }

    private static List<LandlockFeature> since(LandlockAbi abi, LandlockFeature... features) {
        return Arrays.stream(features).filter(feature -> feature.since() == abi).toList();
    }
}
