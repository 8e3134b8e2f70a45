package io.github.landlauncher.examples.ci;

import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Steps that run one after the other in one directory.
 *
 * @param name what the output calls it: the name of its file without the suffix
 * @param directory where its steps run, the only place they may write to besides their homes
 * @param policy what its steps may do
 * @param environment variables that its steps see besides the harmless ones
 * @param steps at least one
 */
record Job(
        String name, Path directory, SandboxPolicy policy, Map<String, String> environment, List<Step> steps) {

    Job {
        environment = Map.copyOf(environment);
        steps = List.copyOf(steps);
    }
}
