package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Containment;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Presets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gives a meaning to the table {@code landlauncher} of a file. */
final class ExtensionInterpreter {

    private static final Map<String, LogFlag> LOG_FLAGS = Names.of(List.of(LogFlag.values()));

    private static final Map<String, Boolean> MISSING_PATHS = new TreeMap<>(Map.of("skip", false, "error", true));

    private static final LandlockAbi NEWEST = LandlockAbi.values()[LandlockAbi.values().length - 1];

    private final ExtensionTable table;
    private final RightsReader rights;
    private final Map<String, Place> places = new HashMap<>();

    private ExtensionInterpreter(ExtensionTable table, RightsReader rights) {
        this.table = table;
        this.rights = rights;
    }

    /**
     * What a table says; what is wrong with it goes to its problems.
     *
     * @param published the published rules on paths of the file, which are required if it says so
     */
    static Extension read(
            ExtensionTable table, RightsReader rights, SortedMap<Template, Set<AccessFs>> published) {
        Extension extension = new ExtensionInterpreter(table, rights).extension(published);
        table.refuseOthers();
        return extension;
    }

    private Extension extension(SortedMap<Template, Set<AccessFs>> published) {
        Optional<String> name = name();
        Optional<LandlockAbi> floor = floor();
        boolean required = table.text("missing_path")
                .flatMap(text -> table.named(text, "way to treat a missing path", MISSING_PATHS))
                .orElse(false);
        Set<LogFlag> logFlags = EnumSet.noneOf(LogFlag.class);
        table.texts("log").forEach(
                text -> table.named(text, "log flag", LOG_FLAGS).ifPresent(logFlags::add));
        Handling named = new Handling(
                rights.read(table.texts("handled_access_fs"), RightNames.ALL_FS),
                rights.read(table.texts("handled_access_net"), RightNames.ALL_NET),
                rights.read(table.texts("scoped"), RightNames.SCOPES));
        checkPresetVersion();
        ExtensionRules rules = new ExtensionRules(presets(), paths(), ports());
        Containment containment =
                table.table("containment").map(this::containment).orElse(ContainmentReader.NONE);
        return new Extension(name, floor, logFlags, named.or(rules.named()), Handling.NOTHING,
                required ? published : new TreeMap<>(), rules, containment, new Places(places));
    }

    private Optional<String> name() {
        Optional<Node.Text> name = table.text("name");
        remember(table, "name");
        name.ifPresent(text -> {
            if (text.value().isEmpty()) {
                table.problem(text, "empty name; leave name out instead");
            } else if (text.value().chars().anyMatch(Character::isISOControl)) {
                table.problem(text, "a name must not have control characters: " + Quoted.of(text.value()));
            }
        });
        return name.map(Node.Text::value);
    }

    private Optional<LandlockAbi> floor() {
        boolean strict = table.flag("strict");
        OptionalLong floor = table.whole("best_effort", 1, NEWEST.number());
        if (table.has("strict") && table.has("best_effort")) {
            table.problem("best_effort", "strict and best_effort exclude each other; keep one of them");
        }
        if (strict) {
            return Optional.empty();
        }
        return Optional.of(floor.isPresent() ? LandlockAbi.of((int) floor.getAsLong()) : LandlockAbi.V1);
    }

    private void checkPresetVersion() {
        table.whole("preset_version", 1, Integer.MAX_VALUE).ifPresent(version -> {
            if (version != Presets.VERSION) {
                table.problem("preset_version", "written for version " + version + " of the presets, this is version "
                        + Presets.VERSION + "; review what changed in them, then set preset_version = "
                        + Presets.VERSION);
            }
        });
    }

    private List<PresetUse> presets() {
        List<PresetUse> presets = new ArrayList<>();
        for (ExtensionTable item : table.tables("preset")) {
            item.require("name");
            item.text("name").ifPresent(name -> preset(item, name).ifPresent(presets::add));
        }
        return presets;
    }

    private static Optional<PresetUse> preset(ExtensionTable item, Node.Text name) {
        if (!Presets.names().contains(name.value())) {
            item.problem(name, "unknown preset " + Quoted.of(name.value()) + "; there are: "
                    + String.join(", ", Presets.names()));
            return Optional.empty();
        }
        TreeMap<String, Template> parameters = new TreeMap<>();
        for (String parameter : Presets.parametersOf(name.value())) {
            item.require(parameter);
            item.text(parameter).ifPresent(path -> parameters.put(parameter, item.template(path)));
        }
        item.refuseOthers();
        return Optional.of(new PresetUse(name.value(), parameters, item.placeOf("name")));
    }

    private List<ExtensionPath> paths() {
        List<ExtensionPath> rules = new ArrayList<>();
        for (ExtensionTable item : table.tables("path_beneath")) {
            item.require("allowed_access");
            item.require("parent");
            Set<AccessFs> access = rights.read(item.textsOrNone("allowed_access"), RightNames.ALL_FS);
            Optional<Template> base = item.text("beneath").map(item::template);
            boolean exact = item.flag("exact");
            boolean ifExists = item.flag("if_exists");
            for (Node.Text parent : item.texts("parent")) {
                if (base.isPresent() && parent.value().startsWith("/")) {
                    item.problem(parent, "absolute path; with beneath it must be relative");
                }
                rules.add(new ExtensionPath(base, item.template(parent), access, exact, ifExists));
            }
            item.refuseOthers();
        }
        return rules;
    }

    private List<PortRule> ports() {
        List<PortRule> rules = new ArrayList<>();
        for (ExtensionTable item : table.tables("net_port")) {
            item.require("allowed_access");
            item.require("port");
            Set<AccessNet> access = rights.read(item.textsOrNone("allowed_access"), RightNames.ALL_NET);
            for (Node.Whole port : item.wholes("port")) {
                if (port.value() < 0 || port.value() > 65535) {
                    item.problem(port, "port " + port.value() + " is not in 0 to 65535");
                } else {
                    rules.add(new PortRule((int) port.value(), access));
                }
            }
            item.refuseOthers();
        }
        return rules;
    }

    private Containment containment(ExtensionTable inner) {
        List.of("run_as", "allow", "deny_network").forEach(key -> remember(inner, key));
        return ContainmentReader.read(inner);
    }

    private void remember(ExtensionTable inner, String key) {
        if (inner.has(key)) {
            places.put(key, inner.placeOf(key));
        }
    }
}
