package io.github.landlauncher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The presets by their names, which are those of the constants in lower case. */
enum NamedPreset {
    BASE_SYSTEM(Presets::baseSystem),
    TLS(Presets::tls),
    DNS(Presets::dns),
    TERMINAL(Presets::terminal),
    JAVA(paths -> Presets.java(paths.get("home")), "home"),
    MAVEN(paths -> Presets.maven(paths.get("home"), paths.get("repository")), "home", "repository"),
    GRADLE(paths -> Presets.gradle(paths.get("home"), paths.get("user_home")), "home", "user_home"),
    NPM(paths -> Presets.npm(paths.get("cache")), "cache"),
    GCC(Presets::gcc);

    private final Function<Map<String, Path>, Rules> rules;
    private final List<String> parameters;

    NamedPreset(Supplier<Rules> rules) {
        this(paths -> rules.get());
    }

    NamedPreset(Function<Map<String, Path>, Rules> rules, String... parameters) {
        this.rules = rules;
        this.parameters = List.of(parameters);
    }

    static NamedPreset of(String name) {
        Objects.requireNonNull(name, "name");
        return Arrays.stream(values())
                .filter(preset -> preset.publicName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no preset is called \"" + name + "\"; there are " + names()));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(NamedPreset::publicName).toList();
    }

    List<String> parameters() {
        return parameters;
    }

    Rules rules(Map<String, Path> values) {
        if (!values.keySet().equals(Set.copyOf(parameters))) {
            throw new IllegalArgumentException("the parameters of preset " + publicName() + " are "
                    + parameters + ", not " + values.keySet().stream().sorted().toList());
        }
        values.forEach((name, path) -> Objects.requireNonNull(path, name));
        return rules.apply(values);
    }

    private String publicName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
