package io.github.landlauncher.examples.ci;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.config.ConfigException;
import io.github.landlauncher.config.LandlockConfig;
import io.github.landlauncher.config.ParseOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what a job may do: policy files say what is denied and allow some of it, without them all is
 * denied but what almost every program needs. Presets, paths and ports add to that. A job may always
 * change its own directory and run what is in it, and never gets what a containment refuses.
 */
final class JobPolicy {

    private final Path top;
    private final List<Path> files = new ArrayList<>();
    private Rules rules = Rules.none();

    /**
     * Nothing is allowed so far.
     *
     * @param top where relative names of policy files begin
     */
    JobPolicy(Path top) {
        this.top = top;
    }

    void file(String name) {
        files.add(top.resolve(name));
    }

    void preset(String name, Map<String, Path> parameters) {
        rules = rules.allow(Presets.named(name, parameters));
    }

    void read(String path) {
        rules = rules.allowRead(path);
    }

    void execute(String path) {
        rules = rules.allowReadExecute(path);
    }

    void connect(int port) {
        rules = rules.allowConnectTcp(port);
    }

    /**
     * The policy of a job that runs in a directory.
     *
     * @throws ConfigException if a policy file is not valid
     * @throws IllegalArgumentException if the parts do not fit together
     */
    SandboxPolicy forDirectory(Path directory) throws ConfigException {
        return base().containment()
                .allow(rules)
                .allowReadWriteExecute(directory);
    }

    private SandboxPolicy base() throws ConfigException {
        if (files.isEmpty()) {
            return SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V1)
                    .allow(Presets.baseSystem());
        }
        return LandlockConfig.parse(Set.of(ParseOption.ALLOW_EXTENSION), files.toArray(Path[]::new))
                .toPolicy();
    }
}
