package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Makes configurations of policies. */
final class PolicyConfig {

    /** What a policy that no file says is called in messages. */
    private static final Place NO_FILE = new Place("policy", new Position(0, 0));

    private final SandboxPolicy policy;
    private final Handling handling;

    private PolicyConfig(SandboxPolicy policy) {
        this.policy = policy;
        this.handling = new Handling(policy.handledFs(), policy.handledNet(), policy.scopes());
    }

    /**
     * The configuration that means exactly a policy: a published one, if there is one, or all of it in
     * the extension.
     *
     * @throws IllegalArgumentException as {@link LandlockConfig#of}
     */
    static LandlockConfig of(SandboxPolicy policy) {
        PolicyConfig making = new PolicyConfig(policy);
        LandlockConfig published = making.published(making.handling.and(Handling.PUBLISHED));
        return means(published, policy) ? published : making.checked(making.extended());
    }

    /** Whether a configuration means a policy; it need not mean any. */
    private static boolean means(LandlockConfig config, SandboxPolicy policy) {
        try {
            return !config.handling().isEmpty() && config.toPolicy().equals(policy);
        } catch (ConfigException e) {
            return false;
        }
    }

    private LandlockConfig checked(LandlockConfig config) {
        try {
            if (!config.toPolicy().equals(policy)) {
                throw new IllegalStateException("a file would not mean this policy, which is a mistake of the"
                        + " library: " + policy);
            }
            return config;
        } catch (ConfigException e) {
            throw new IllegalArgumentException("no file can mean this policy: " + e.getMessage(), e);
        }
    }

    /** What the published format can say of a policy. */
    static LandlockConfig published(SandboxPolicy policy) {
        PolicyConfig making = new PolicyConfig(policy);
        return making.published(making.handling.and(Handling.PUBLISHED));
    }

    private LandlockConfig published(Handling handled) {
        Map<Template, Set<AccessFs>> paths = new TreeMap<>();
        for (PathRule rule : policy.rules().pathRules()) {
            Path path = rule.base().map(base -> base.resolve(rule.path())).orElse(rule.path());
            add(paths, template(path), EnumSet.noneOf(AccessFs.class), rule.within(handled.fs()).access());
        }
        Map<Integer, Set<AccessNet>> ports = new TreeMap<>();
        for (PortRule rule : policy.rules().portRules()) {
            add(ports, rule.port(), EnumSet.noneOf(AccessNet.class), rule.within(handled.net()).access());
        }
        return config(handled, paths, ports, Extension.NONE);
    }

    private static <K, E extends Enum<E>> void add(Map<K, Set<E>> rules, K on, Set<E> none, Set<E> access) {
        if (!access.isEmpty()) {
            rules.computeIfAbsent(on, key -> none).addAll(access);
        }
    }

    private LandlockConfig extended() {
        List<ExtensionPath> paths = new ArrayList<>();
        for (PathRule rule : policy.rules().pathRules()) {
            paths.add(new ExtensionPath(rule.base().map(PolicyConfig::template), template(rule.path()),
                    rule.access(), rule.exact(), rule.ifExists()));
        }
        Optional<String> name = Optional.of(policy.name()).filter(text -> !text.isEmpty());
        name.ifPresent(text -> checkUnicode("name", text));
        return config(handling, Map.of(), Map.of(), new Extension(name, policy.floor(), policy.logFlags(),
                handling, Handling.NOTHING, new TreeMap<>(),
                new ExtensionRules(List.of(), paths, policy.rules().portRules()),
                policy.beyondLandlock(), Places.NONE));
    }

    private static LandlockConfig config(
            Handling handled,
            Map<Template, Set<AccessFs>> paths,
            Map<Integer, Set<AccessNet>> ports,
            Extension extension) {
        return new LandlockConfig(OptionalInt.empty(), handled, Variables.of(Map.of()), paths, ports, extension,
                List.of(HandledBy.of(NO_FILE.source(), handled)));
    }

    private static Template template(Path path) {
        String text = path.toString();
        checkUnicode("path", text);
        if (!isTextOf(path)) {
            throw new IllegalArgumentException("path " + ConfigProblem.visible(Quoted.of(text))
                    + " cannot be said in a file: it has bytes that are no characters in the JVM's locale"
                    + " (sun.jnu.encoding); name a directory above it");
        }
        return new Template(NO_FILE, List.of(new Template.Literal(text)));
    }

    private static boolean isTextOf(Path path) {
        try {
            return Path.of(path.toString()).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void checkUnicode(String what, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(what + " " + ConfigProblem.visible(Quoted.of(text))
                    + " cannot be said in a file: it has half of a surrogate pair, which is no character");
        }
    }
}
