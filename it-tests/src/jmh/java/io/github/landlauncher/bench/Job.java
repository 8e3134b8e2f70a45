package io.github.landlauncher.bench;

import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One run of a program in a sandbox.
 *
 * @param policy its policy
 * @param directory its working directory
 * @param environment its whole environment
 * @param command its command line
 */
record Job(
        SandboxPolicy policy, Path directory, Map<String, String> environment, List<String> command) {}
