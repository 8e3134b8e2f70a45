package io.github.landlauncher.cli;

import io.github.landlauncher.SandboxedProcessBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say where the program runs, what it is given, and when it ends. */
final class SettingOptions {

    @Option(names = "--clean-env",
            description = "Give the program none of this environment but PATH, HOME, the locale, the"
                    + " time zone, the terminal's variables, and what --env names.")
    private boolean cleanEnvironment;

    @Option(names = "--env", paramLabel = "NAME[=VALUE]", converter = VariableConverter.class,
            description = "Set a variable; or, without a value, let --clean-env pass it. NAME may end"
                    + " with * then, which covers nothing that looks like a secret.")
    private List<Variable> variables = new ArrayList<>();

    @Option(names = "--private-home",
            description = "Give the program a new, empty directory for HOME, TMPDIR and the XDG"
                    + " variables, allowed for every change, and remove it afterwards.")
    private boolean privateHome;

    @Option(names = "--timeout", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "End the program and what it has started after this time, such as 90, 1.5m,"
                    + " 2h or 1d; with a second between TERM and KILL.")
    private Duration timeout;

    @Option(names = "--kill-survivors",
            description = "When the program ends, kill what it has left running.")
    private boolean killSurvivors;

    /**
     * A variable of the environment.
     *
     * @param name its name, or the beginning of names and an asterisk
     * @param value what it is set to, or null if it is only to pass
     */
    private record Variable(String name, String value) {}

    /**
     * Tells a builder.
     *
     * @param cleaned whether something else has cleaned the environment, and knows {@link #names()}
     * @throws IllegalArgumentException if a name or the time-out is not valid, or a variable is to
     *     pass that nothing would keep back
     */
    void applyTo(SandboxedProcessBuilder builder, boolean cleaned) {
        environment(builder, cleaned);
        if (privateHome) {
            builder.privateHome();
        }
        if (timeout != null) {
            builder.timeout(timeout);
        }
        if (killSurvivors) {
            builder.killSurvivors();
        }
    }

    /** The variables that --env names. */
    List<String> names() {
        return variables.stream().map(Variable::name).toList();
    }

    private void environment(SandboxedProcessBuilder builder, boolean cleaned) {
        if (cleanEnvironment && !cleaned) {
            builder.cleanEnvironment(names().toArray(String[]::new));
        }
        for (Variable variable : variables) {
            if (variable.value() != null) {
                Map<String, String> environment = builder.environment();
                environment.put(variable.name(), variable.value());
            } else if (!cleanEnvironment && !cleaned) {
                throw new IllegalArgumentException("--env " + variable.name()
                        + " without a value needs --clean-env: without it, all variables pass");
            }
        }
    }

    /** Whether the program gets of this environment only what is harmless or named. */
    boolean cleanEnvironment() {
        return cleanEnvironment;
    }

    /** Whether nothing that the program has started may outlive it. */
    boolean killSurvivors() {
        return killSurvivors;
    }

    /** Reads a variable. */
    static final class VariableConverter implements ITypeConverter<Variable> {
        @Override
        public Variable convert(String text) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (name.isEmpty()) {
                throw new TypeConversionException("'" + text + "' has no name before the value");
            }
            if (equals >= 0 && name.endsWith("*")) {
                throw new TypeConversionException("'" + text + "' sets no variable: its name ends with *");
            }
            return new Variable(name, equals < 0 ? null : text.substring(equals + 1));
        }
    }

    /** Reads a time as timeout(1) does. */
    static final class DurationConverter implements ITypeConverter<Duration> {

        private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([smhd]?)");

        private static final Map<String, Duration> UNITS = Map.of(
                "", Duration.ofSeconds(1),
                "s", Duration.ofSeconds(1),
                "m", Duration.ofMinutes(1),
                "h", Duration.ofHours(1),
                "d", Duration.ofDays(1));

        @Override
        public Duration convert(String text) {
            Matcher duration = DURATION.matcher(text);
            if (!duration.matches()) {
                throw new TypeConversionException("'" + text + "' is not a time: it is a number, with s, m,"
                        + " h or d after it or in seconds");
            }
            BigDecimal seconds = new BigDecimal(duration.group(1))
                    .multiply(BigDecimal.valueOf(UNITS.get(duration.group(2)).toSeconds()));
            long whole = seconds.longValue();
            long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
            return Duration.ofSeconds(whole, nanos);
        }
    }
}
