package io.github.landlauncher.cli;

import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A preset as it is named on the command line: {@code NAME} or {@code NAME:KEY=PATH,...}.
 *
 * @param name with hyphens
 * @param parameters the paths that were given, by their names with hyphens
 */
record PresetUse(String name, Map<String, String> parameters) {

    /** Those without parameters come first, as the library has them, and those for git last. */
    static List<String> names() {
        return Stream.concat(
                        Presets.names().stream().map(PresetUse::hyphened),
                        Stream.of(GitPreset.values()).map(GitPreset::presetName))
                .toList();
    }

    /** Whether this is one of those that look at a repository. */
    boolean isGit() {
        return GitPreset.isNamed(name);
    }

    private static List<String> parametersOf(String name) {
        return GitPreset.isNamed(name)
                ? GitPreset.named(name).parameters()
                : Presets.parametersOf(underscored(name)).stream().map(PresetUse::hyphened).toList();
    }

    /**
     * The rules of a preset that is not for git.
     *
     * @throws IllegalArgumentException if a parameter was not given and this machine does not say, or
     *     a path does not exist
     */
    Rules rules(PresetDefaults defaults) {
        Map<String, Path> paths = new LinkedHashMap<>();
        for (String parameter : Presets.parametersOf(underscored(name))) {
            String given = parameters.get(hyphened(parameter));
            Path path = given == null
                    ? defaults.path(name, hyphened(parameter))
                    : PresetDefaults.real(name, hyphened(parameter), Path.of(given));
            paths.put(parameter, path);
        }
        return Presets.named(underscored(name), paths);
    }

    private static String hyphened(String name) {
        return name.replace('_', '-');
    }

    private static String underscored(String name) {
        return name.replace('-', '_');
    }

    /** Reads one. */
    static final class Converter implements ITypeConverter<PresetUse> {
        @Override
        public PresetUse convert(String text) {
            String[] parts = text.split(":", 2);
            String name = parts[0];
            if (!names().contains(name)) {
                throw new TypeConversionException("'" + name + "' is not a preset: they are "
                        + String.join(", ", names()));
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            List<String> known = parametersOf(name);
            // A path may contain commas, as long as no KEY= follows one.
            for (String parameter : parts.length == 1 ? new String[0] : parts[1].split(",(?=[a-z-]+=)")) {
                String[] pair = parameter.split("=", 2);
                if (pair.length < 2 || pair[1].isEmpty() || !known.contains(pair[0])) {
                    throw new TypeConversionException("'" + parameter + "' is not a parameter of preset "
                            + name + (known.isEmpty() ? ", which has none" : ": they are "
                                    + known.stream().map(key -> key + "=PATH")
                                            .collect(Collectors.joining(", "))));
                }
                if (parameters.put(pair[0], pair[1]) != null) {
                    throw new TypeConversionException("'" + text + "' has " + pair[0] + " twice");
                }
            }
            return new PresetUse(name, parameters);
        }
    }
}
