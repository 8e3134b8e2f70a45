package io.github.landlauncher.examples.ci;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A job as somebody has written it down, in TOML.
 *
 * <p>The file itself is trusted as much as the runner's command line: it says what the job may do. The
 * directory it names is not.
 */
final class JobFile {

    /** For steps that say nothing else. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** Stands for the JDK that runs this, in commands and the parameters of presets. */
    private static final String JAVA_HOME = "${java.home}";

    private static final Set<String> JOB_KEYS =
            Set.of("directory", "timeout", "policy", "preset", "read", "execute", "connect",
                    "environment", "step");
    private static final Set<String> STEP_KEYS = Set.of("name", "run", "timeout");

    private final Path file;
    private final TomlTable table;

    private JobFile(Path file, TomlTable table) {
        this.file = file;
        this.table = table;
    }

    /**
     * Reads a job.
     *
     * @throws BadJobException if the file is not a job, with its place
     */
    static Job read(Path file) throws IOException {
        TomlParseResult toml = Toml.parse(file);
        if (toml.hasErrors()) {
            throw new BadJobException(file, toml.errors().get(0).position(), toml.errors().get(0).getMessage());
        }
        return new JobFile(file, toml).job();
    }

    private Job job() throws IOException {
        checkKeys(table, JOB_KEYS);
        Duration timeout = timeout(table, DEFAULT_TIMEOUT);
        Path directory = directory();
        List<Step> steps = new ArrayList<>();
        for (TomlTable step : tables("step")) {
            steps.add(step(step, steps.size() + 1, timeout));
        }
        if (steps.isEmpty()) {
            throw new BadJobException(file, null, "expected at least one [[step]]");
        }
        return new Job(name(file), directory, policy(directory), environment(), steps);
    }

    /** What a job is called whose file this is. */
    static String name(Path file) {
        String name = file.getFileName().toString();
        return OutputLines.printable(name.substring(0, name.length() - ".toml".length()));
    }

    /** The directory: below the one of the file, since a job that could write there could write jobs. */
    private Path directory() throws BadJobException {
        Path top = file.toAbsolutePath().getParent().normalize();
        String named = value(table, "directory", String.class, "a string", name(file));
        Path directory = top.resolve(named).normalize();
        if (!directory.startsWith(top) || directory.equals(top)) {
            throw bad(table, "directory", "expected a directory below " + top);
        }
        if (!Files.isDirectory(directory)) {
            throw bad(table, "directory", directory + " is not a directory");
        }
        return directory;
    }

    private Step step(TomlTable step, int number, Duration timeout) throws BadJobException {
        checkKeys(step, STEP_KEYS);
        List<String> command = strings(step, "run").stream().map(JobFile::expanded).toList();
        if (command.isEmpty()) {
            throw new BadJobException(file, step.inputPositionOf(List.of("run")),
                    "expected run = [\"program\", \"argument\", ...] in step " + number);
        }
        String name = value(step, "name", String.class, "a string", "step " + number);
        return new Step(OutputLines.printable(name), command, timeout(step, timeout));
    }

    private SandboxPolicy policy(Path directory) throws IOException {
        JobPolicy policy = new JobPolicy(file.toAbsolutePath().getParent());
        for (String fragment : strings(table, "policy")) {
            policy.file(fragment);
        }
        for (TomlTable preset : tables("preset")) {
            String name = value(preset, "name", String.class, "a string", "");
            Map<String, Path> parameters = new LinkedHashMap<>();
            for (String key : preset.keySet()) {
                if (!key.equals("name")) {
                    String path = value(preset, key, String.class, "a path", "");
                    parameters.put(key, Path.of(expanded(path)));
                }
            }
            try {
                policy.preset(name, parameters);
            } catch (IllegalArgumentException e) {
                throw bad(preset, "name", e.getMessage());
            }
        }
        strings(table, "read").forEach(policy::read);
        strings(table, "execute").forEach(policy::execute);
        for (Object port : values(table, "connect")) {
            if (!(port instanceof Long number) || number < 0 || number > 65_535) {
                throw bad(table, "connect", "expected port numbers, 0 to 65535");
            }
            policy.connect(number.intValue());
        }
        try {
            return policy.forDirectory(directory);
        } catch (IllegalArgumentException e) {
            throw new BadJobException(file, null, e.getMessage());
        }
    }

    private Map<String, String> environment() throws BadJobException {
        TomlTable variables = value(table, "environment", TomlTable.class, "a table", null);
        Map<String, String> environment = new LinkedHashMap<>();
        if (variables != null) {
            for (String name : variables.keySet()) {
                environment.put(name, value(variables, name, String.class, "a string", ""));
            }
        }
        return environment;
    }

    private Duration timeout(TomlTable from, Duration otherwise) throws BadJobException {
        Long seconds = value(from, "timeout", Long.class, "a number of seconds", null);
        if (seconds == null) {
            return otherwise;
        }
        if (seconds < 1 || seconds > Duration.ofDays(1).toSeconds()) {
            throw bad(from, "timeout", "expected 1 to 86400 seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private List<TomlTable> tables(String key) throws BadJobException {
        List<TomlTable> tables = new ArrayList<>();
        for (Object element : values(table, key)) {
            if (!(element instanceof TomlTable each)) {
                throw bad(table, key, "expected tables, [[" + key + "]]");
            }
            tables.add(each);
        }
        return tables;
    }

    private List<String> strings(TomlTable from, String key) throws BadJobException {
        List<String> strings = new ArrayList<>();
        for (Object element : values(from, key)) {
            if (!(element instanceof String text)) {
                throw bad(from, key, "expected an array of strings");
            }
            strings.add(text);
        }
        return strings;
    }

    private List<Object> values(TomlTable from, String key) throws BadJobException {
        TomlArray array = value(from, key, TomlArray.class, "an array", null);
        return array == null ? List.of() : array.toList();
    }

    private <T> T value(TomlTable from, String key, Class<T> type, String expected, T otherwise)
            throws BadJobException {
        Object value = from.get(List.of(key));
        if (value == null) {
            return otherwise;
        }
        if (!type.isInstance(value)) {
            throw bad(from, key, "expected " + expected);
        }
        return type.cast(value);
    }

    private void checkKeys(TomlTable checked, Set<String> known) throws BadJobException {
        for (String key : checked.keySet()) {
            if (!known.contains(key)) {
                throw bad(checked, key, "unknown key; there are " + known.stream().sorted().toList());
            }
        }
    }

    private static String expanded(String text) {
        return text.replace(JAVA_HOME, System.getProperty("java.home"));
    }

    private BadJobException bad(TomlTable in, String key, String message) {
        TomlPosition position = in.inputPositionOf(List.of(key));
        return new BadJobException(file, position, key + ": " + message);
    }
}
