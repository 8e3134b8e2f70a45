package io.github.landlauncher.config;

import io.github.landlauncher.Containment;
import io.github.landlauncher.ControlGroupLimits;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code landlauncher} as keys and values, as {@link ConfigDocument} has them. */
final class ExtensionDocument {

    private ExtensionDocument() {}

    /**
     * The keys of the table; none if nothing is said beyond the published format.
     *
     * @param published whether the published part has rules on paths of its own, so that required ones
     *     must be rules of the extension
     */
    static Map<String, Object> of(Extension extension, boolean published) {
        Map<String, Object> table = new LinkedHashMap<>();
        extension.name().ifPresent(name -> table.put("name", name));
        extension.floor().ifPresentOrElse(
                floor -> {
                    if (floor != LandlockAbi.V1) {
                        table.put("best_effort", (long) floor.number());
                    }
                },
                () -> table.put("strict", true));
        if (!published && !extension.required().isEmpty()) {
            table.put("missing_path", "error");
        }
        ConfigDocument.put(table, "log", RightNames.names(extension.logFlags()));
        table.putAll(ConfigDocument.handling(extension.handling()));
        rules(table, extension, published);
        Map<String, Object> containment = containment(extension.containment());
        if (!containment.isEmpty()) {
            table.put("containment", containment);
        }
        return table;
    }

    private static void rules(Map<String, Object> table, Extension extension, boolean published) {
        ExtensionRules rules = extension.rules();
        if (!rules.presets().isEmpty()) {
            table.put("preset_version", (long) Presets.VERSION);
        }
        ConfigDocument.put(table, "preset", rules.presets().stream().map(ExtensionDocument::preset).toList());
        List<ExtensionPath> paths = new ArrayList<>();
        if (published) {
            extension.required().forEach((path, access) ->
                    paths.add(new ExtensionPath(Optional.empty(), path, access, false, false)));
        }
        paths.addAll(rules.paths());
        ConfigDocument.put(table, "path_beneath", paths(paths));
        ConfigDocument.put(table, "net_port", ports(rules.ports()));
    }

    private static Map<String, Object> preset(PresetUse preset) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("name", preset.name());
        preset.parameters().forEach((name, path) -> item.put(name, path.toString()));
        return item;
    }

    /** An item for each run of rules that differ only in the path. */
    private static List<Object> paths(List<ExtensionPath> rules) {
        List<Object> items = new ArrayList<>();
        List<Object> parents = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            ExtensionPath rule = rules.get(i);
            if (i == 0 || !rule.sharesItemWith(rules.get(i - 1))) {
                parents = new ArrayList<>();
                items.add(item(rule, parents));
            }
            parents.add(rule.path().toString());
        }
        return items;
    }

    private static Map<String, Object> item(ExtensionPath rule, List<Object> parents) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("allowed_access", RightNames.names(rule.access()));
        rule.base().ifPresent(base -> item.put("beneath", base.toString()));
        item.put("parent", parents);
        if (rule.exact()) {
            item.put("exact", true);
        }
        if (rule.ifExists()) {
            item.put("if_exists", true);
        }
        return item;
    }

    private static List<Object> ports(List<PortRule> rules) {
        List<Object> items = new ArrayList<>();
        List<Object> ports = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            PortRule rule = rules.get(i);
            if (i == 0 || !rule.access().equals(rules.get(i - 1).access())) {
                ports = new ArrayList<>();
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("allowed_access", RightNames.names(rule.access()));
                item.put("port", ports);
                items.add(item);
            }
            ports.add((long) rule.port());
        }
        return items;
    }

    private static Map<String, Object> containment(Containment containment) {
        Map<String, Object> table = new LinkedHashMap<>();
        if (containment.hardened()) {
            table.put("hardening", true);
        }
        if (containment.networkDenied()) {
            table.put("deny_network", true);
        }
        ConfigDocument.put(table, "allow", RightNames.names(containment.allowed()));
        ConfigDocument.put(table, "refuse", RightNames.names(containment.refused()));
        containment.keptCapabilities().ifPresent(kept -> table.put("keep_capabilities",
                kept.isEmpty() ? ContainmentReader.NO_CAPABILITY : RightNames.names(kept)));
        containment.runAs().ifPresent(user -> table.put("run_as", user.toString()));
        together(table, containment.controlGroup());
        List<Object> limits = new ArrayList<>();
        containment.limits().forEach((resource, limit) -> limits.add(limit(resource, limit)));
        ConfigDocument.put(table, "limit", limits);
        return table;
    }

    private static void together(Map<String, Object> table, ControlGroupLimits limits) {
        limits.memoryMax().ifPresent(bytes -> table.put("memory_max", bytes));
        limits.pidsMax().ifPresent(count -> table.put("pids_max", count));
        limits.cpuMax().ifPresent(cpu -> {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("quota_us", cpu.quota().toNanos() / 1000);
            item.put("period_us", cpu.period().toNanos() / 1000);
            table.put("cpu_max", item);
        });
    }

    private static Map<String, Object> limit(Resource resource, Limit limit) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("resource", RightNames.name(resource));
        item.put("soft", end(limit.soft()));
        item.put("hard", end(limit.hard()));
        return item;
    }

    private static Object end(long limit) {
        return limit == Limit.UNLIMITED ? ContainmentReader.NO_LIMIT : (Object) limit;
    }
}
