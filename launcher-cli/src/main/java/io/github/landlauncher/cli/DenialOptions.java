package io.github.landlauncher.cli;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.DenialReport;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that have a program watched and its denials explained. */
final class DenialOptions {

    @Option(names = "--explain",
            description = "Watch the program, and say on standard error at its end what it was denied, how"
                    + " often, and what to add that allows it. It runs slower, and is denied the same.")
    private boolean explain;

    @Option(names = "--explain-as", paramLabel = "FORM", converter = FormConverter.class,
            completionCandidates = FormNames.class,
            description = "As --explain, with what to add as ${COMPLETION-CANDIDATES}. Without this option:"
                    + " as the policy was given.")
    private DenialLines.Form form;

    private final DenialReport report = new DenialReport();

    /** For help and completion. */
    private static final class FormNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("options", "variables", "toml", "java").iterator();
        }
    }

    /** Reads a form. */
    static final class FormConverter implements ITypeConverter<DenialLines.Form> {
        @Override
        public DenialLines.Form convert(String text) {
            try {
                return DenialLines.Form.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + text + "' is none of options, variables, toml, java");
            }
        }
    }

    /** Whether the options say so. */
    boolean given() {
        return explain || form != null;
    }

    /** Has the program watched, if the options say so. */
    void applyTo(SandboxedProcessBuilder builder) {
        if (given()) {
            builder.reportDenials(report);
        }
    }

    /**
     * Says what was denied, if the options say so.
     *
     * @param otherwise in which form, if the options do not say
     * @param exitValue the program's, or empty if it was not started: then only denials are told
     * @param directory that the program was started in, or null if that is this JVM's
     */
    void print(PrintWriter err, DenialLines.Form otherwise, Optional<Integer> exitValue, File directory) {
        if (given() && (exitValue.isPresent() || !report.denials().isEmpty())) {
            Path start = LearnedFile.real(Path.of(directory == null ? "" : directory.getPath()).toAbsolutePath());
            DenialLines.of(report, form == null ? otherwise : form, exitValue.orElse(0), start)
                    .forEach(err::println);
            err.flush();
        }
    }
}
