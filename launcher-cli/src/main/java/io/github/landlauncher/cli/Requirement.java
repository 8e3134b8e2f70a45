package io.github.landlauncher.cli;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Erratum;
import io.github.landlauncher.Facility;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Something that a machine must offer.
 *
 * @param text as it was asked for
 * @param missing why a machine does not offer it, or empty if it does
 */
record Requirement(String text, Function<Host, Optional<String>> missing) {

    private static final Pattern ABI = Pattern.compile("(?:abi>=)?(\\d{1,9})");

    private static final Pattern ERRATUM = Pattern.compile("erratum=(\\d{1,9})");

    private static final String SECCOMP = "seccomp";
    private static final String CONTROL_GROUPS = "control-groups";

    /**
     * Reads one: an ABI's number, a feature's or an erratum's name, or one of a few words.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Requirement of(String text) {
        Matcher abi = ABI.matcher(text);
        if (abi.matches() && Integer.parseInt(abi.group(1)) > 0) {
            int number = Integer.parseInt(abi.group(1));
            return new Requirement(text, host -> abi(number, host.support()));
        }
        Matcher erratum = ERRATUM.matcher(text);
        String name = text.toLowerCase(Locale.ROOT).replace('_', '-');
        for (Erratum known : Erratum.values()) {
            if (word(known).equals(name)
                    || erratum.matches() && erratum.group(1).equals("" + known.number())) {
                return new Requirement(text, host -> erratum(known, host.support()));
            }
        }
        for (LandlockFeature feature : features()) {
            if (word(feature).equals(name)) {
                return new Requirement(text, host -> feature(feature, host.support()));
            }
        }
        return switch (name) {
            case SECCOMP -> new Requirement(text, Requirement::seccomp);
            case CONTROL_GROUPS -> new Requirement(text, Requirement::controlGroups);
            default -> throw new IllegalArgumentException("'" + text + "' is not something to require: an"
                    + " ABI such as 6 or abi>=6; erratum=3; " + SECCOMP + "; " + CONTROL_GROUPS
                    + "; or a name of 'landlauncher check', such as truncate, connect-tcp or signal");
        };
    }

    private static Optional<String> abi(int number, LandlockSupport support) {
        return unless(support.abi() >= number, "needs Landlock ABI " + number + ", " + has(support));
    }

    private static Optional<String> feature(LandlockFeature feature, LandlockSupport support) {
        return unless(support.knows(feature), feature.name() + " needs Landlock ABI "
                + feature.since().number() + " (Linux " + feature.since().linux() + "), " + has(support));
    }

    private static Optional<String> erratum(Erratum erratum, LandlockSupport support) {
        return unless(support.errata().contains(erratum), "this kernel does not say that it has fixed erratum "
                + erratum.number() + ", " + erratum);
    }

    private static Optional<String> seccomp(Host host) {
        return unless(host.support().has(Facility.SECCOMP), "this kernel has no seccomp filters");
    }

    private static Optional<String> controlGroups(Host host) {
        return unless(host.groupLimits().complete(), host.groupLimits().gaps());
    }

    private static Optional<String> unless(boolean met, String missing) {
        return met ? Optional.empty() : Optional.of(missing);
    }

    private static String has(LandlockSupport support) {
        return support.state() == State.AVAILABLE
                ? "this kernel has ABI " + support.abi()
                : "Landlock is not available";
    }

    private static List<LandlockFeature> features() {
        List<LandlockFeature> features = new ArrayList<>();
        Stream.<LandlockFeature[]>of(AccessFs.values(), AccessNet.values(), Scope.values(), LogFlag.values())
                .forEach(some -> features.addAll(List.of(some)));
        return features;
    }

    private static String word(Erratum erratum) {
        return erratum.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String word(LandlockFeature feature) {
        return feature.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads one from the command line. */
    static final class Converter implements ITypeConverter<Requirement> {
        @Override
        public Requirement convert(String text) {
            try {
                return of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
