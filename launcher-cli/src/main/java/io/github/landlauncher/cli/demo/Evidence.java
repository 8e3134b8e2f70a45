package io.github.landlauncher.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What arrived at the targets during one run, whatever the payloads say.
 *
 * @param secrets what there was to find for the attempts that look for something
 * @param arrived for the attempts that leave something, the names of the attacks that did
 * @param signalled whether this JVM got the signal; it does not say from whom
 */
record Evidence(
        Map<Attempt, String> secrets, Map<Attempt, Set<String>> arrived, boolean signalled) {

    /** Whether an attempt of an attack had an effect, or may have had. */
    boolean shows(Attack attack, Attempt attempt, List<Trace> traces) {
        return switch (attempt) {
            case READ, ENVIRONMENT -> secrets.containsKey(attempt)
                    && traces.stream().anyMatch(trace -> trace.attack() == attack
                            && trace.gained().contains(secrets.get(attempt)));
            case WRITE, CONNECT, UDP, MPTCP, DAEMON ->
                arrived.getOrDefault(attempt, Set.of()).contains(attack.id());
            case SIGNAL -> signalled;
        };
    }
}
