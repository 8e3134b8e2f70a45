package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A configuration as keys and values, in the order in which people read them. Keys are in snake case;
 * values are strings, whole numbers, booleans, lists and maps.
 */
final class ConfigDocument {

    private ConfigDocument() {}

    static Map<String, Object> of(LandlockConfig config) {
        Map<String, Object> document = new LinkedHashMap<>();
        config.abi().ifPresent(abi -> document.put("abi", (long) abi));
        put(document, "variable", variables(config));
        Map<String, Object> ruleset = handling(config.handling().minus(config.extension().handling()));
        if (!ruleset.isEmpty()) {
            document.put("ruleset", List.of(ruleset));
        }
        boolean published = !config.paths().isEmpty();
        put(document, "path_beneath",
                grouped(published ? config.paths() : config.extension().required(), "parent", Template::toString));
        put(document, "net_port", grouped(config.portRules(), "port", Integer::longValue));
        Map<String, Object> extension = ExtensionDocument.of(config.extension(), published);
        if (!extension.isEmpty()) {
            document.put(ConfigInterpreter.EXTENSION, extension);
        }
        return document;
    }

    /** A single rule on a path. */
    static Map<String, Object> ofPath(Template path, Set<AccessFs> access) {
        return Map.of("path_beneath", grouped(Map.of(path, access), "parent", Template::toString));
    }

    private static List<Object> variables(LandlockConfig config) {
        List<Object> items = new ArrayList<>();
        config.variables().forEach((name, texts) -> {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("name", name);
            put(item, "literal", List.copyOf(texts));
            items.add(item);
        });
        return items;
    }

    /** An item for each set of rights, with all that it is allowed on. */
    private static <K> List<Object> grouped(
            Map<K, ? extends Set<? extends Enum<?>>> rules, String key, Function<K, Object> value) {
        Map<Set<? extends Enum<?>>, List<Object>> byAccess = new LinkedHashMap<>();
        rules.forEach((on, access) ->
                byAccess.computeIfAbsent(access, a -> new ArrayList<>()).add(value.apply(on)));
        List<Object> items = new ArrayList<>();
        byAccess.forEach((access, values) -> {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("allowed_access", RightNames.names(access));
            item.put(key, values);
            items.add(item);
        });
        return items;
    }

    /** The keys that name what is handled. */
    static Map<String, Object> handling(Handling handling) {
        Map<String, Object> keys = new LinkedHashMap<>();
        put(keys, "handled_access_fs", RightNames.names(handling.fs()));
        put(keys, "handled_access_net", RightNames.names(handling.net()));
        put(keys, "scoped", RightNames.names(handling.scopes()));
        return keys;
    }

    /** Adds an array, unless it is empty. */
    static void put(Map<String, Object> document, String key, List<?> values) {
        if (!values.isEmpty()) {
            document.put(key, values);
        }
    }
}
