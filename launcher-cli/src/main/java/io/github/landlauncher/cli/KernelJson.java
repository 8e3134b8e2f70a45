package io.github.landlauncher.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.landlauncher.Erratum;
import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a machine offers a sandbox, for programs. Keys are only ever added; docs/command-line.md
 * says what each means.
 */
final class KernelJson {

    private final JsonGenerator json;

    private KernelJson(JsonGenerator json) {
        this.json = json;
    }

    /** A JSON object, with what became of each requirement. */
    static String of(Host host, List<Requirement> requirements) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new KernelJson(json.useDefaultPrettyPrinter()).write(host, requirements);
        }
        return text.append('\n').toString();
    }

    private void write(Host host, List<Requirement> requirements) throws IOException {
        LandlockSupport support = host.support();
        json.writeStartObject();
        json.writeStringField("kernel", host.release());
        json.writeStringField("landlock", support.state().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("abi", support.abi());
        errata(support);
        abis(support);
        json.writeBooleanField("seccomp", support.has(Facility.SECCOMP));
        json.writeBooleanField("mptcp", support.has(Facility.MPTCP));
        json.writeBooleanField("capabilities", support.has(Facility.CAPABILITIES));
        json.writeBooleanField("root", support.has(Facility.ROOT));
        groupLimits(host.groupLimits());
        boolean met = support.state() == State.AVAILABLE;
        json.writeArrayFieldStart("requirements");
        for (Requirement requirement : requirements) {
            Optional<String> missing = requirement.missing().apply(host);
            met &= missing.isEmpty();
            json.writeStartObject();
            json.writeStringField("require", requirement.text());
            json.writeBooleanField("met", missing.isEmpty());
            json.writeStringField("missing", missing.orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("met", met);
        json.writeEndObject();
    }

    private void errata(LandlockSupport support) throws IOException {
        json.writeArrayFieldStart("errata");
        for (Erratum erratum : Erratum.values()) {
            json.writeStartObject();
            json.writeNumberField("number", erratum.number());
            json.writeStringField("name", erratum.name());
            json.writeBooleanField("fixed", support.errata().contains(erratum));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void abis(LandlockSupport support) throws IOException {
        json.writeArrayFieldStart("abis");
        for (LandlockAbi abi : LandlockAbi.values()) {
            json.writeStartObject();
            json.writeNumberField("abi", abi.number());
            json.writeStringField("linux", abi.linux());
            json.writeBooleanField("here", abi.isWithin(support.abi()));
            json.writeArrayFieldStart("adds");
            for (List<LandlockFeature> added : KernelReport.added(abi).values()) {
                for (LandlockFeature feature : added) {
                    json.writeString(feature.name());
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void groupLimits(GroupLimits limits) throws IOException {
        json.writeObjectFieldStart("control_groups");
        for (Map.Entry<String, String> limit : limits.reasons().entrySet()) {
            json.writeBooleanField(limit.getKey(), limit.getValue().isEmpty());
        }
        json.writeEndObject();
    }
}
