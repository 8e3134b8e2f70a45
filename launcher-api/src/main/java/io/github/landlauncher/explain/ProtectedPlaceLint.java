package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import io.github.landlauncher.places.SensitivePlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds rules that open files which hold secrets, or decide what is executed outside of the sandbox: the
 * usual {@link SensitivePlaces}.
 */
final class ProtectedPlaceLint {

    /** What makes a place worth protecting. */
    private enum Protection {
        /** Whoever reads it knows something. */
        SECRET,
        /** Whoever writes it decides what others execute. */
        DECIDING,
        /** Whoever connects to it is root. */
        SOCKET
    }

    private record ProtectedPlace(Path path, Protection protection) {}

    private final List<ProtectedPlace> places = new ArrayList<>();

    /** The places of a machine whose user has this home directory. */
    ProtectedPlaceLint(String home) {
        add("/", SensitivePlaces.USUAL_SECRETS, Protection.SECRET);
        add("/", SensitivePlaces.USUAL_DECIDING, Protection.DECIDING);
        add("/", SensitivePlaces.USUAL_SOCKETS, Protection.SOCKET);
        add(home, SensitivePlaces.USUAL_SECRET_NAMES, Protection.SECRET);
        add(home, SensitivePlaces.USUAL_DECIDING_NAMES, Protection.DECIDING);
    }

    private void add(String directory, List<Path> names, Protection protection) {
        names.forEach(name -> places.add(new ProtectedPlace(Path.of(directory).resolve(name), protection)));
    }

    /** A finding for each rule that opens any. */
    List<PolicyFinding> openedBy(List<FoundRule> rules) {
        List<PolicyFinding> findings = new ArrayList<>();
        for (FoundRule rule : rules) {
            List<String> open = opened(rule);
            if (!open.isEmpty()) {
                findings.add(new PolicyFinding(Kind.PROTECTED_PLACE, List.of(rule.rule()), "The rule on "
                        + rule.name() + " lets the program " + String.join("; ", open) + ", as far as its user"
                        + " may. Allow only what it needs beside that, or keep that elsewhere."));
            }
        }
        return findings;
    }

    private List<String> opened(FoundRule rule) {
        List<Path> read = new ArrayList<>();
        List<Path> changed = new ArrayList<>();
        List<Path> connected = new ArrayList<>();
        for (ProtectedPlace place : places) {
            boolean there = isAlong(place.path(), rule);
            if (there ? rule.writes() : isToBeMade(place.path(), rule)) {
                changed.add(place.path());
            }
            if (there && place.protection() == Protection.SECRET && rule.allows(AccessFs.READ_FILE)) {
                read.add(place.path());
            }
            if (there && place.protection() == Protection.SOCKET && rule.allows(AccessFs.RESOLVE_UNIX)) {
                connected.add(place.path());
            }
        }
        if (rule.writes()) {
            changed.addAll(ofGit(rule));
        }
        List<String> open = new ArrayList<>();
        say("read the secrets in ", read, open);
        say("change what is trusted outside of the sandbox, ", changed, open);
        say("connect to ", connected, open);
        return open;
    }

    private static void say(String what, List<Path> paths, List<String> open) {
        if (!paths.isEmpty()) {
            open.add(what + RightsLint.several(paths.stream().map(Path::toString).toList()));
        }
    }

    /** Whether a place that is there is on, below or above what a rule is on. */
    private static boolean isAlong(Path place, FoundRule rule) {
        return FoundFile.at(place).map(file -> file.isAlongWith(rule.file())).orElse(false);
    }

    /** Whether a place that is not there could be made by the rule. */
    private static boolean isToBeMade(Path place, FoundRule rule) {
        return rule.allows(AccessFs.MAKE_REG)
                && place.startsWith(rule.file().path())
                && !Files.exists(place);
    }

    /** Hooks and the configuration of the repository whose work tree the rule is on, or above it. */
    private static List<Path> ofGit(FoundRule rule) {
        List<Path> found = new ArrayList<>();
        for (Path name : SensitivePlaces.DECIDING_OF_GIT) {
            for (Path at = rule.file().path(); at != null; at = at.getParent()) {
                Path file = at.resolve(name);
                if (isAlong(file, rule)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
