package io.github.landlauncher.cli.convert;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Spells the rules of a policy as calls of the {@code allow} methods. */
final class JavaRules {

    private static final Set<AccessNet> UDP_CLIENT = Set.of(AccessNet.CONNECT_SEND_UDP);

    /** What follows the ports of a UDP client: leave to bind the port that the kernel picks. */
    private static final PortRule UDP_SOURCE = new PortRule(0, Set.of(AccessNet.BIND_UDP));

    private static final Map<AccessNet, String> SINGLE = Map.of(
            AccessNet.CONNECT_TCP, "allowConnectTcp",
            AccessNet.BIND_TCP, "allowBindTcp",
            AccessNet.BIND_UDP, "allowBindUdp");

    private final JavaText text;
    private final SandboxPolicy policy;

    /** The end of a method's name, with what it allows under this policy; the least comes first. */
    private final Map<String, Set<AccessFs>> groups = new LinkedHashMap<>();

    private final List<String> calls = new ArrayList<>();

    JavaRules(JavaText text, SandboxPolicy policy) {
        this.text = text;
        this.policy = policy;
        group("Read", Rules.none().allowRead("."));
        group("ReadExecute", Rules.none().allowReadExecute("."));
        group("ReadWrite", Rules.none().allowReadWrite("."));
        group("ReadWriteExecute", Rules.none().allowReadWriteExecute("."));
    }

    private void group(String name, Rules example) {
        groups.put(name, example.pathRules().get(0).within(policy.handledFs()).access());
    }

    /** The calls, without a point before each. */
    List<String> calls() {
        List<PathRule> paths = policy.rules().pathRules();
        List<PathRule> base = Presets.baseSystem().pathRules().stream()
                .map(rule -> rule.within(policy.handledFs()))
                .toList();
        int at = Collections.indexOfSubList(paths, base);
        if (at < 0) {
            paths(paths);
        } else {
            paths(paths.subList(0, at));
            calls.add("allow(" + text.type(Presets.class) + ".baseSystem())");
            paths(paths.subList(at + base.size(), paths.size()));
        }
        ports(policy.rules().portRules());
        return calls;
    }

    /** Rules that differ in nothing but the path become one call. */
    private void paths(List<PathRule> rules) {
        int from = 0;
        while (from < rules.size()) {
            int to = from + 1;
            while (to < rules.size() && differInPathOnly(rules.get(from), rules.get(to))) {
                to++;
            }
            paths(rules.get(from), rules.subList(from, to).stream().map(PathRule::path).toList());
            from = to;
        }
    }

    private static boolean differInPathOnly(PathRule one, PathRule other) {
        return one.base().equals(other.base()) && other.equals(new PathRule(
                other.base(), other.path(), one.access(), one.exact(), one.ifExists()));
    }

    private void paths(PathRule rule, List<Path> paths) {
        Optional<String> method = rule.exact() ? exactly(rule) : ofGroup(rule);
        if (method.isPresent()) {
            String list = paths.stream()
                    .map(path -> rule.exact() ? text.path(path) : JavaText.quoted(path))
                    .collect(Collectors.joining(", "));
            calls.add(method.get() + list + ")");
        } else {
            paths.forEach(path -> calls.add(constructed(rule, path)));
        }
    }

    /** The beginning of a call with exact rights. */
    private Optional<String> exactly(PathRule rule) {
        if (rule.base().isPresent() || rule.access().isEmpty()) {
            return Optional.empty();
        }
        String method = rule.ifExists() ? "allowIfExists(" : "allow(";
        return Optional.of(method + text.set(rule.access()) + ", ");
    }

    /** The beginning of a call with the rights of a group. */
    private Optional<String> ofGroup(PathRule rule) {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().equals(rule.access()))
                .map(Map.Entry::getKey)
                .findFirst()
                .flatMap(group -> ofGroup(group, rule));
    }

    private Optional<String> ofGroup(String group, PathRule rule) {
        if (rule.base().isPresent()) {
            return rule.ifExists() ? Optional.empty() : Optional.of(
                    "allow" + group + "Beneath(" + text.path(rule.base().get()) + ", ");
        }
        if (!rule.ifExists()) {
            return Optional.of("allow" + group + "(");
        }
        return group.equals("ReadWriteExecute")
                ? Optional.empty() : Optional.of("allow" + group + "IfExists(");
    }

    private String constructed(PathRule rule, Path path) {
        String optional = text.type(Optional.class);
        String base = rule.base()
                .map(directory -> optional + ".of(" + text.path(directory) + ")")
                .orElse(optional + ".empty()");
        return "allow(new " + text.type(PathRule.class) + "(" + base + ", " + text.path(path) + ", "
                + text.set(rule.access()) + ", " + rule.exact() + ", " + rule.ifExists() + "))";
    }

    private void ports(List<PortRule> rules) {
        int from = 0;
        while (from < rules.size()) {
            int to = from + 1;
            while (to < rules.size() && rules.get(to).access().equals(rules.get(from).access())) {
                to++;
            }
            boolean client = rules.get(from).access().equals(UDP_CLIENT)
                    && to < rules.size() && rules.get(to).equals(UDP_SOURCE);
            ports(rules.subList(from, to), client);
            from = client ? to + 1 : to;
        }
    }

    /** Calls for rules with the same rights. */
    private void ports(List<PortRule> rules, boolean client) {
        Set<AccessNet> access = rules.get(0).access();
        Optional<String> method = client ? Optional.of("allowConnectUdp") : single(access);
        if (method.isPresent()) {
            calls.add(method.get() + rules.stream()
                    .map(rule -> Integer.toString(rule.port()))
                    .collect(Collectors.joining(", ", "(", ")")));
        } else {
            rules.forEach(rule -> calls.add("allow(new " + text.type(PortRule.class) + "("
                    + rule.port() + ", " + text.set(access) + "))"));
        }
    }

    private static Optional<String> single(Set<AccessNet> access) {
        return access.size() == 1
                ? Optional.ofNullable(SINGLE.get(access.iterator().next())) : Optional.empty();
    }
}
