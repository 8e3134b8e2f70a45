package io.github.landlauncher.examples.ci;

import java.time.Duration;
import java.util.List;

/**
 * A command of a job.
 *
 * @param name what the output calls it
 * @param command the program and its arguments; no shell reads them
 * @param timeout when it is ended with all it has started
 */
record Step(String name, List<String> command, Duration timeout) {}
