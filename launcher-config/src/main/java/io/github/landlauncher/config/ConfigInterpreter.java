package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gives a meaning to what a file says: names become rights, and what a rule allows is handled. It
 * goes on after a problem, to find all of them.
 */
final class ConfigInterpreter {

    /** The key that goes beyond the published format. */
    static final String EXTENSION = "landlauncher";

    private final ConfigText text;
    private final TextLines lines;
    private final Set<ParseOption> options;
    private final Problems problems;
    private final NavigableMap<String, SortedSet<String>> variables = new TreeMap<>();
    private final EnumSet<AccessFs> fs = RightNames.FS.none();
    private final EnumSet<AccessNet> net = RightNames.NET.none();
    private final EnumSet<Scope> scopes = RightNames.SCOPES.none();
    private final NavigableMap<Template, Set<AccessFs>> paths = new TreeMap<>();
    private final NavigableMap<Integer, Set<AccessNet>> ports = new TreeMap<>();
    private Extension extension = Extension.NONE;
    private OptionalInt abi = OptionalInt.empty();
    private boolean abiIsThere;

    private ConfigInterpreter(ConfigText text, Set<ParseOption> options) {
        this.text = text;
        this.lines = new TextLines(text);
        this.options = options;
        this.problems = new Problems(text.name());
    }

    /**
     * What a text means.
     *
     * @param problems gets all that is wrong
     * @return empty if anything is wrong
     */
    static Optional<LandlockConfig> read(
            ConfigText text, Node.Table table, Set<ParseOption> options, List<ConfigProblem> problems) {
        ConfigInterpreter interpreter = new ConfigInterpreter(text, options);
        interpreter.read(table);
        problems.addAll(interpreter.problems.found());
        return interpreter.problems.isEmpty() ? Optional.of(interpreter.config()) : Optional.empty();
    }

    private LandlockConfig config() {
        Handling handling = new Handling(fs, net, scopes).or(extension.handling());
        return new LandlockConfig(abi, handling, Variables.of(variables), paths, ports, extension,
                List.of(HandledBy.of(text.name(), handling)));
    }

    private void read(Node.Table table) {
        Optional<Node.Table> beyond = beyondTheFormat(table);
        Fields fields = fields(
                withoutExtension(table), "abi", "variable", "ruleset", "path_beneath", "net_port");
        if (!new Fields(text, problems, table).has(EXTENSION) && !fields.has("variable") && !fields.has("ruleset")
                && !fields.has("path_beneath") && !fields.has("net_port")) {
            problems.at(table.position(), "empty configuration; at least one of "
                    + fields.spelled("variable", "ruleset", "path_beneath", "net_port") + " is needed");
        }
        fields.value("abi").ifPresent(value -> readAbi(fields, value));
        fields.eachTable("variable", this::readVariable);
        fields.eachTable("ruleset", this::readRuleset);
        fields.eachTable("path_beneath", this::readPathBeneath);
        fields.eachTable("net_port", this::readNetPort);
        beyond.ifPresent(this::readExtension);
    }

    private void readExtension(Node.Table table) {
        extension = ExtensionInterpreter.read(
                new ExtensionTable(text, lines, problems, table), rightsReader(), paths);
        if (!extension.required().isEmpty()) {
            paths.clear();
        }
    }

    private Fields fields(Node.Table table, String... keys) {
        return Fields.of(text, problems, table, keys);
    }

    /**
     * The extension, if it is allowed: a file means the same to every program that reads the published
     * format, or it is an error.
     */
    private Optional<Node.Table> beyondTheFormat(Node.Table table) {
        Node.Member extension = table.members().get(EXTENSION);
        if (extension == null) {
            return Optional.empty();
        }
        if (!options.contains(ParseOption.ALLOW_EXTENSION)) {
            problems.at(extension.keyPosition(), "the key " + EXTENSION
                    + " is beyond the published format and was not allowed (ParseOption.ALLOW_EXTENSION)");
            return Optional.empty();
        }
        Fields fields = new Fields(text, problems, table);
        return fields.value(EXTENSION).flatMap(fields::table);
    }

    private static Node.Table withoutExtension(Node.Table table) {
        Map<String, Node.Member> rest = new LinkedHashMap<>(table.members());
        rest.remove(EXTENSION);
        return new Node.Table(table.position(), rest);
    }

    private void readAbi(Fields fields, Node value) {
        abiIsThere = true;
        fields.whole(value).ifPresent(number -> {
            if (number.value() < 1 || number.value() > Integer.MAX_VALUE) {
                problems.at(value.position(), "ABI " + number.value() + " is not in 1 to " + Integer.MAX_VALUE);
            } else {
                abi = OptionalInt.of(RightNames.abi((int) number.value()).number());
            }
        });
    }

    private void readVariable(Node.Table table) {
        Fields fields = fields(table, "name", "literal");
        Optional<Node.Text> name = fields.required("name").flatMap(fields::text);
        SortedSet<String> texts = new TreeSet<>();
        fields.value("literal").ifPresent(array -> fields.eachText(array, literal -> {
            PathText.checkNul(problems, literal);
            texts.add(literal.value());
        }));
        name.ifPresent(node -> {
            Variables.problemOf(node.value()).ifPresent(problem -> problems.at(node.position(), problem));
            variables.computeIfAbsent(node.value(), n -> new TreeSet<>()).addAll(texts);
        });
    }

    private void readRuleset(Node.Table table) {
        Fields fields = fields(table, "handled_access_fs", "handled_access_net", "scoped");
        if (!fields.has("handled_access_fs") && !fields.has("handled_access_net") && !fields.has("scoped")) {
            problems.at(table.position(), "empty ruleset; at least one of "
                    + fields.spelled("handled_access_fs", "handled_access_net", "scoped") + " is needed");
        }
        fields.value("handled_access_fs").ifPresent(names -> fs.addAll(rights(fields, names, RightNames.FS)));
        fields.value("handled_access_net").ifPresent(names -> net.addAll(rights(fields, names, RightNames.NET)));
        fields.value("scoped").ifPresent(names -> scopes.addAll(rights(fields, names, RightNames.SCOPES)));
    }

    private void readPathBeneath(Node.Table table) {
        Fields fields = fields(table, "allowed_access", "parent");
        EnumSet<AccessFs> allowed = allowed(fields, RightNames.FS);
        fs.addAll(allowed);
        fields.required("parent").ifPresent(array -> fields.eachText(array, parent -> {
            Template template = TemplateReader.path(lines, problems, parent);
            if (!allowed.isEmpty()) {
                paths.computeIfAbsent(template, t -> RightNames.FS.none()).addAll(allowed);
            }
        }));
    }

    private void readNetPort(Node.Table table) {
        Fields fields = fields(table, "allowed_access", "port");
        EnumSet<AccessNet> allowed = allowed(fields, RightNames.NET);
        net.addAll(allowed);
        fields.required("port").ifPresent(array -> fields.eachWhole(array, port -> {
            if (port.value() < 0 || port.value() > 65535) {
                problems.at(port.position(), "port " + port.value() + " is not in 0 to 65535");
            } else if (!allowed.isEmpty()) {
                ports.computeIfAbsent((int) port.value(), p -> RightNames.NET.none()).addAll(allowed);
            }
        }));
    }

    private <E extends Enum<E>> EnumSet<E> allowed(Fields fields, RightNames<E> names) {
        return fields.required("allowed_access")
                .map(array -> rights(fields, array, names))
                .orElseGet(names::none);
    }

    /** The rights that names stand for, which may be none if they are groups. */
    private <E extends Enum<E>> EnumSet<E> rights(Fields fields, Node array, RightNames<E> names) {
        List<Node.Text> texts = new ArrayList<>();
        fields.eachText(array, texts::add);
        return rightsReader().read(texts, names);
    }

    private RightsReader rightsReader() {
        return new RightsReader(problems, abi, abiIsThere);
    }
}
