package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import io.github.landlauncher.learn.PathUse.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A recording as a test tells it. */
final class Story {

    static final Surroundings PLACE = new Surroundings(
            Path.of("/home/u"), Path.of("/srv/project"), Set.of(Path.of("/tmp"), Path.of("/var/tmp")));

    private final Recording recording =
            Recording.of(SandboxPolicy.handling(LandlockAbi.V7).explainerOn(LandlockAbi.V7));

    Story file(String path, AccessFs... rights) {
        return use(path, false, Origin.FOUND, rights);
    }

    Story directory(String path, AccessFs... rights) {
        return use(path, true, Origin.FOUND, rights);
    }

    Story made(String path, AccessFs... rights) {
        return use(path, false, Origin.MADE, rights);
    }

    Story replaced(String path, AccessFs... rights) {
        return use(path, false, Origin.REPLACED, rights);
    }

    private Story use(String path, boolean directory, Origin origin, AccessFs... rights) {
        recording.add(new PathUse(Path.of(path), directory, Set.of(rights), origin,
                new TreeSet<>(Set.of(Path.of("/usr/bin/prog"))), false));
        return this;
    }

    Story moved(String from, String to, boolean directory) {
        recording.add(new Move(Path.of(from), Path.of(to), directory));
        return this;
    }

    Story port(AccessNet right, int port) {
        recording.add(new PortUse(port, right));
        return this;
    }

    Story reached(Scope scope) {
        recording.add(scope);
        return this;
    }

    Recording recording() {
        return recording;
    }

    /** What is learned of it on a machine where no protected name is found and there are no presets. */
    LearnedPolicy learned() {
        return learned(Learner.of(LandlockAbi.V7, PLACE));
    }

    LearnedPolicy learned(Learner learner, String... existing) {
        Set<String> files = Set.of(existing);
        return learner.on(path -> files.contains(path.toString())).learn(recording, List.of());
    }

    /** The rules, a line each, without the words that all have. */
    static List<String> rules(LearnedPolicy learned) {
        return learned.rules().stream()
                .map(rule -> rule.rule().path() + " " + rule.rule().access())
                .toList();
    }
}
