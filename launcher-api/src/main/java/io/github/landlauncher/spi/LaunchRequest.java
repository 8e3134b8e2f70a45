package io.github.landlauncher.spi;

import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.OperationListener;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One start, as the builder was when it was asked: validated for null, empty and NUL.
 *
 * @param command program and arguments, at least one
 * @param directory the working directory, or empty for that of the JVM
 * @param environment exactly the child's environment, or empty for the native environment of the
 *     moment, byte for byte
 * @param input where standard input comes from
 * @param output where standard output goes to
 * @param error where standard error goes to; still opened if {@code redirectErrorStream}
 * @param redirectErrorStream whether standard error is a duplicate of standard output
 * @param policy what to make a fresh ruleset of; present if and only if {@code ruleset} is not
 * @param ruleset the prepared ruleset to use
 * @param newSession whether the child becomes the leader of a new session
 * @param cleanEnvironment whether {@code environment} was cleaned of what the JVM's may hold
 * @param tree what is to become of the child's tree of processes
 * @param from the pipe that standard input is connected to, in a pipeline
 * @param to the pipe that standard output is connected to, in a pipeline
 * @param watch who is told what the program tries to do; empty to leave it unwatched
 * @param observer who is told of the start's phases and of the program's end
 */
public record LaunchRequest(
        List<String> command,
        Optional<File> directory,
        Optional<Map<String, String>> environment,
        Redirect input,
        Redirect output,
        Redirect error,
        boolean redirectErrorStream,
        Optional<SandboxPolicy> policy,
        Optional<Ruleset> ruleset,
        boolean newSession,
        boolean cleanEnvironment,
        TreeRequest tree,
        Optional<PipelineLink> from,
        Optional<PipelineLink> to,
        Optional<OperationListener> watch,
        StartObserver observer) {}
