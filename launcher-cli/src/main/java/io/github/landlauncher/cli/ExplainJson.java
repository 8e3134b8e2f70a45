package io.github.landlauncher.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.landlauncher.explain.PolicyFinding;
import java.io.IOException;
import java.io.StringWriter;
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

    private void strings(String name, Collection<?> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (Object value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }
}
