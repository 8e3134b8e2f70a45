package io.github.landlauncher.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.landlauncher.explain.Explanation;
import io.github.landlauncher.explain.PolicyFinding;
import io.github.landlauncher.explain.Requirement;
import io.github.landlauncher.explain.Suggestion;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What policies say about themselves, for programs. Keys are only ever added; docs/command-line.md says what
 * each means.
 */
final class ExplainJson {

    private final JsonGenerator json;

    private ExplainJson(JsonGenerator json) {
        this.json = json;
    }

    /** What writes the fields of the one object. */
    private interface Fields {
        void write(ExplainJson to) throws IOException;
    }

    /** A JSON object with the findings about a policy. */
    static String of(List<PolicyFinding> findings) throws IOException {
        return object(to -> to.findings(findings));
    }

    /** A JSON object with an explanation, and why no program would start. */
    static String of(Explanation explanation, List<String> problems) throws IOException {
        return object(to -> {
            to.explanation(explanation);
            to.strings("problems", problems);
        });
    }

    private static String object(Fields fields) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            fields.write(new ExplainJson(json));
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private void findings(List<PolicyFinding> findings) throws IOException {
        json.writeArrayFieldStart("findings");
        for (PolicyFinding finding : findings) {
            json.writeStartObject();
            json.writeStringField("severity", finding.kind().severity().name().toLowerCase(Locale.ROOT));
            json.writeStringField("kind", finding.kind().name());
            strings("rules", finding.rules());
            json.writeStringField("text", finding.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void explanation(Explanation explanation) throws IOException {
        json.writeBooleanField("allowed", explanation.allowed());
        json.writeStringField("errno", explanation.allowed() ? null : explanation.errno());
        json.writeArrayFieldStart("requirements");
        for (Requirement requirement : explanation.requirements()) {
            json.writeStartObject();
            requirement(requirement);
            json.writeBooleanField("met", requirement.met());
            json.writeEndObject();
        }
        json.writeEndArray();
        strings("notes", explanation.notes());
        json.writeArrayFieldStart("suggestions");
        for (Suggestion suggestion : explanation.suggestions()) {
            json.writeStartObject();
            json.writeStringField("java", suggestion.java());
            json.writeStringField("toml", suggestion.toml());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void requirement(Requirement requirement) throws IOException {
        if (requirement instanceof Requirement.OnPath onPath) {
            json.writeStringField("type", "rights_on_path");
            json.writeStringField("path", onPath.path().toString());
            json.writeBooleanField("directory", onPath.directory());
            strings("required", onPath.required());
            strings("missing", onPath.missing());
            strings("rules", onPath.rules());
            json.writeStringField("nearest", onPath.nearest().map(Path::toString).orElse(null));
        } else if (requirement instanceof Requirement.NoGain noGain) {
            json.writeStringField("type", "no_gain");
            json.writeStringField("path", noGain.path().toString());
            json.writeStringField("to", noGain.to().toString());
            strings("gained", noGain.gained());
        } else if (requirement instanceof Requirement.OnPort onPort) {
            json.writeStringField("type", "right_on_port");
            json.writeNumberField("port", onPort.port());
            json.writeStringField("required", onPort.right().name());
            strings("rules", onPort.rules());
        } else if (requirement instanceof Requirement.Unscoped unscoped) {
            json.writeStringField("type", "unscoped");
            json.writeStringField("scope", unscoped.scope().name());
        } else if (requirement instanceof Requirement.Unfiltered unfiltered) {
            json.writeStringField("type", "unfiltered");
            json.writeStringField("group", unfiltered.group().name());
        }
    }

    private void strings(String name, Collection<?> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (Object value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }
}
