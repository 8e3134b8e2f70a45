package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A source of a configuration and rights that it handles.
 *
 * @param source the file, or whatever name the text was given
 * @param fs rights on files
 * @param net rights on ports
 * @param scopes scopes
 */
public record HandledBy(String source, Set<AccessFs> fs, Set<AccessNet> net, Set<Scope> scopes) {

    /** Copies the sets. */
    public HandledBy {
        Objects.requireNonNull(source, "source");
        fs = Handling.copy(AccessFs.class, fs);
        net = Handling.copy(AccessNet.class, net);
        scopes = Handling.copy(Scope.class, scopes);
    }

    static HandledBy of(String source, Handling handling) {
        return new HandledBy(source, handling.fs(), handling.net(), handling.scopes());
    }

    /** That these sources handle nothing together. */
    static ConfigException nothing(List<HandledBy> sources) {
        String names = sources.stream().map(HandledBy::source).collect(Collectors.joining(" + "));
        String what = sources.size() == 1
                ? "; a ruleset or a rule names what to handle"
                : "; files compose to what all of them handle: "
                        + sources.stream().map(HandledBy::toString).collect(Collectors.joining("; "));
        return new ConfigException(
                ConfigProblem.of(names, "handles nothing, so that nothing would be enforced" + what));
    }

    Handling handling() {
        return new Handling(fs, net, scopes);
    }

    /**
     * Such as {@code "build.toml handles read_file, connect_tcp"}, on one line and with escapes in the name as
     * {@link ConfigProblem#toString} has them.
     */
    @Override
    public String toString() {
        return ConfigProblem.visible(source) + " handles " + handling();
    }
}
