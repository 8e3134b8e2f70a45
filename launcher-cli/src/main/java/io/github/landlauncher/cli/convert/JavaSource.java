package io.github.landlauncher.cli.convert;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Containment;
import io.github.landlauncher.ControlGroupLimits.CpuMax;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import io.github.landlauncher.SyscallGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A policy as Java: a class whose method makes an equal policy.
 *
 * <p>It says things as a person would: the ABI where the handled rights are those of one, the method
 * of a group where a rule allows what the group does, the preset of the base system where its rules
 * are there; and spells out the rest.
 */
public final class JavaSource {

    /** Chains of more calls are cut, so that the compiler's stack does for them. */
    private static final int CALLS_IN_A_CHAIN = 100;

    private static final String INDENT = "        ";

    private static final Map<SyscallGroup, String> ALLOWED = new EnumMap<>(Map.of(
            SyscallGroup.PTRACE, "allowPtrace()",
            SyscallGroup.NAMESPACES, "allowUserNamespaces()",
            SyscallGroup.IO_URING, "allowIoUring()"));

    private static final Map<SyscallGroup, String> REFUSED = new EnumMap<>(Map.of(
            SyscallGroup.METADATA, "frozenMetadata()",
            SyscallGroup.UNIX_SOCKETS, "noUnixSockets()",
            SyscallGroup.MEMFD, "noMemfdExec()"));

    private final JavaText text = new JavaText();
    private final SandboxPolicy policy;
    private final List<String> calls = new ArrayList<>();

    private JavaSource(SandboxPolicy policy) {
        this.policy = policy;
    }

    /**
     * The source of a class {@code Policy} in the unnamed package, with a static method {@code
     * policy()}. It compiles with the library of this version and later ones. The preset of the base
     * system stands for the paths of the machine it runs on.
     *
     * @throws ConversionException if a path is no text in this JVM's encoding
     */
    public static String of(SandboxPolicy policy) {
        return new JavaSource(policy).compilationUnit();
    }

    private String compilationUnit() {
        String type = text.type(SandboxPolicy.class);
        handled();
        policy.floor().ifPresent(floor -> call("bestEffort", text.constant(floor)));
        if (!policy.logFlags().isEmpty()) {
            call("logging", text.constants(policy.logFlags()));
        }
        if (!policy.name().isEmpty()) {
            call("named", JavaText.quoted(policy.name()));
        }
        containment(policy.beyondLandlock());
        calls.addAll(new JavaRules(text, policy).calls());
        String body = body(type);
        return text.imports() + "\n/** A policy for programs that are started. */\n"
                + "final class Policy {\n\n    private Policy() {}\n\n"
                + "    /** What the program may do. */\n"
                + "    static " + type + " policy() {\n" + body + "    }\n}\n";
    }

    private String body(String type) {
        if (calls.size() <= CALLS_IN_A_CHAIN) {
            return INDENT + "return " + chain(type, calls) + ";\n";
        }
        StringBuilder body = new StringBuilder(INDENT + type + " policy = ");
        for (int from = 0; from < calls.size(); from += CALLS_IN_A_CHAIN) {
            List<String> some = calls.subList(from, Math.min(from + CALLS_IN_A_CHAIN, calls.size()));
            body.append(from == 0 ? chain(type, some) : INDENT + "policy = " + chain("policy", some))
                    .append(";\n");
        }
        return body.append(INDENT).append("return policy;\n").toString();
    }

    private static String chain(String start, List<String> calls) {
        return start + "." + String.join("\n" + INDENT + "        .", calls);
    }

    private void call(String method, String... arguments) {
        calls.add(method + "(" + String.join(", ", arguments) + ")");
    }

    private void handled() {
        Optional<LandlockAbi> same = abi(abi -> abi.scopes().equals(policy.scopes()));
        Optional<LandlockAbi> more =
                same.or(() -> abi(abi -> abi.scopes().containsAll(policy.scopes())));
        if (more.isEmpty()) {
            call("handling",
                    all(policy.handledFs(), LandlockAbi::accessFs, "accessFs"),
                    all(policy.handledNet(), LandlockAbi::accessNet, "accessNet"),
                    text.set(policy.scopes()));
            return;
        }
        call("handling", text.constant(more.get()));
        EnumSet<Scope> off = EnumSet.noneOf(Scope.class);
        off.addAll(more.get().scopes());
        off.removeAll(policy.scopes());
        if (off.contains(Scope.SIGNAL)) {
            call("allowSignals");
        }
        if (off.contains(Scope.ABSTRACT_UNIX_SOCKET)) {
            call("allowAbstractUnixSockets");
        }
    }

    /** The first ABI with the handled rights and such scopes. */
    private Optional<LandlockAbi> abi(Function<LandlockAbi, Boolean> scopes) {
        Set<AccessFs> fs = policy.handledFs();
        Set<AccessNet> net = policy.handledNet();
        return List.of(LandlockAbi.values()).stream()
                .filter(abi -> abi.accessFs().equals(fs) && abi.accessNet().equals(net))
                .filter(scopes::apply)
                .findFirst();
    }

    private <E extends Enum<E>> String all(
            Collection<E> rights, Function<LandlockAbi, Set<E>> known, String method) {
        return List.of(LandlockAbi.values()).stream()
                .filter(abi -> !rights.isEmpty() && known.apply(abi).equals(rights))
                .findFirst()
                .map(abi -> text.constant(abi) + "." + method + "()")
                .orElseGet(() -> text.set(rights));
    }

    private void containment(Containment containment) {
        if (containment.hardened()) {
            call("containment");
        }
        if (containment.networkDenied()) {
            call("denyNetwork");
        }
        containment.allowed().forEach(group -> calls.add(method(ALLOWED, group)));
        containment.refused().forEach(group -> calls.add(method(REFUSED, group)));
        containment.keptCapabilities()
                .ifPresent(kept -> call("keepCapabilities", text.constants(kept)));
        containment.runAs().ifPresent(user ->
                call("runAs", JavaText.number(user.uid()), JavaText.number(user.gid())));
        containment.limits().forEach((resource, limit) ->
                call("limit", text.constant(resource), limits(limit)));
        containment.controlGroup().memoryMax()
                .ifPresent(bytes -> call("memoryMax", JavaText.number(bytes)));
        containment.controlGroup().pidsMax()
                .ifPresent(count -> call("pidsMax", JavaText.number(count)));
        containment.controlGroup().cpuMax().ifPresent(this::cpuMax);
    }

    private static String method(Map<SyscallGroup, String> methods, SyscallGroup group) {
        return Optional.ofNullable(methods.get(group)).orElseThrow(
                () -> new ConversionException(group + ": no method of a policy says this"));
    }

    private String limits(Limit limit) {
        return (limit.soft() == limit.hard() ? List.of(limit.soft()) : List.of(limit.soft(), limit.hard()))
                .stream()
                .map(number -> number == Limit.UNLIMITED
                        ? text.type(Limit.class) + ".UNLIMITED" : JavaText.number(number))
                .collect(Collectors.joining(", "));
    }

    private void cpuMax(CpuMax limit) {
        call("cpuMax", duration(limit.quota()), duration(limit.period()));
    }

    private String duration(Duration duration) {
        long nanos = duration.toNanos();
        long millis = duration.toMillis();
        String type = text.type(Duration.class);
        return Duration.ofMillis(millis).equals(duration)
                ? type + ".ofMillis(" + JavaText.number(millis) + ")"
                : type + ".ofNanos(" + JavaText.number(nanos) + ")";
    }
}
