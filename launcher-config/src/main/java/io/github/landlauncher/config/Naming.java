package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.config.Template.Literal;
import io.github.landlauncher.config.Template.Part;
import io.github.landlauncher.config.Template.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts references to variables in the place of the directories that paths begin with. */
final class Naming {

    private final Variables before;
    private final NavigableMap<String, String> directories = new TreeMap<>();
    private final NavigableMap<String, SortedSet<String>> used = new TreeMap<>();

    /** @throws IllegalArgumentException as {@link LandlockConfig#withVariables} */
    Naming(Variables before, Map<String, Path> directories) {
        this.before = before;
        directories.forEach((name, path) -> this.directories.put(checkedName(name), checkedText(name, path)));
    }

    private static String checkedName(String name) {
        Variables.problemOf(name).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return name;
    }

    private String checkedText(String name, Path path) {
        String text = path.toString();
        if (text.isEmpty() || text.equals("/")) {
            throw new IllegalArgumentException("variable " + name + ": \"" + text
                    + "\" is no beginning of a path that a name could say better");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text) || !Path.of(text).equals(path)) {
            throw new IllegalArgumentException("variable " + name + ": the directory is no Unicode text");
        }
        SortedSet<String> taken = before.asMap().get(name);
        if (taken != null && !taken.equals(Set.of(text))) {
            throw new IllegalArgumentException("variable " + name + " stands for " + taken + " already");
        }
        return text;
    }

    LandlockConfig in(LandlockConfig config) {
        Map<Template, Set<AccessFs>> paths = named(config.paths());
        Extension extension = in(config.extension());
        Variables variables = config.variableTexts().and(Variables.of(used));
        return new LandlockConfig(config.abi(), config.handling(), variables, paths, config.portRules(), extension,
                config.sources());
    }

    private Extension in(Extension from) {
        List<ExtensionPath> paths = new ArrayList<>();
        for (ExtensionPath rule : from.rules().paths()) {
            Template path = rule.base().isPresent() ? rule.path() : named(rule.path());
            paths.add(new ExtensionPath(
                    rule.base().map(this::named), path, rule.access(), rule.exact(), rule.ifExists()));
        }
        List<PresetUse> presets = new ArrayList<>();
        for (PresetUse preset : from.rules().presets()) {
            NavigableMap<String, Template> parameters = new TreeMap<>();
            preset.parameters().forEach((name, path) -> parameters.put(name, named(path)));
            presets.add(new PresetUse(preset.name(), parameters, preset.place()));
        }
        return new Extension(from.name(), from.floor(), from.logFlags(), from.handling(), from.unshared(),
                named(from.required()), new ExtensionRules(presets, paths, from.rules().ports()),
                from.containment(), from.places());
    }

    private SortedMap<Template, Set<AccessFs>> named(SortedMap<Template, Set<AccessFs>> rules) {
        SortedMap<Template, Set<AccessFs>> named = new TreeMap<>();
        rules.forEach((path, access) -> named.put(named(path), access));
        return named;
    }

    /** Only text at the beginning is replaced, and whole names of it. */
    private Template named(Template template) {
        if (template.parts().isEmpty() || !(template.parts().get(0) instanceof Literal beginning)) {
            return template;
        }
        Optional<Map.Entry<String, String>> longest = longest(beginning.text(), template.parts().size() == 1);
        if (longest.isEmpty()) {
            return template;
        }
        String name = longest.get().getKey();
        String directory = longest.get().getValue();
        used.put(name, new TreeSet<>(Set.of(directory)));
        List<Part> parts = new ArrayList<>();
        parts.add(new Reference(name, template.place()));
        String rest = beginning.text().substring(directory.length());
        if (!rest.isEmpty()) {
            parts.add(new Literal(rest));
        }
        parts.addAll(template.parts().subList(1, template.parts().size()));
        return new Template(template.place(), parts);
    }

    private Optional<Map.Entry<String, String>> longest(String text, boolean whole) {
        Map.Entry<String, String> longest = null;
        for (Map.Entry<String, String> entry : directories.entrySet()) {
            String directory = entry.getValue();
            boolean begins = text.startsWith(directory + "/") || whole && text.equals(directory);
            if (begins && (longest == null || directory.length() > longest.getValue().length())) {
                longest = entry;
            }
        }
        return Optional.ofNullable(longest);
    }
}
