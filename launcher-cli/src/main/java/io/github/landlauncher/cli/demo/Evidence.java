package io.github.landlauncher.cli.demo;

import java.util.List;
import java.util.Set;

/**
 * What arrived at the targets during one run, whatever the payloads say.
 *
 * @param secret what is in the secret file
 * @param files the names of the attacks that wrote a file outside
 * @param connections the names of the attacks that connected
 * @param signalled whether this JVM got the signal; it does not say from whom
 */
record Evidence(String secret, Set<String> files, Set<String> connections, boolean signalled) {

    /** Whether an attempt of an attack had an effect, or may have had. */
    boolean shows(Attack attack, Attempt attempt, List<Trace> traces) {
        return switch (attempt) {
            case READ -> traces.stream()
                    .anyMatch(trace -> trace.attack() == attack && trace.gained().contains(secret));
            case WRITE -> files.contains(attack.id());
            case CONNECT -> connections.contains(attack.id());
            case SIGNAL -> signalled;
        };
    }
}
