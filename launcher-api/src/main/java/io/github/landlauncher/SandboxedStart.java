package io.github.landlauncher;

import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.PipelineLink;
import io.github.landlauncher.spi.SandboxLauncher;
import io.github.landlauncher.spi.StepFailedException;
import io.github.landlauncher.spi.StreamListener;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One start: checks in ProcessBuilder's order, request, and the user's words for a failure. */
final class SandboxedStart {

    private final SandboxedProcessBuilder builder;
    private final boolean environmentTouched;
    private List<String> command;
    private File directory;
    /** Empty for the builder's. */
    private Optional<Redirect> input = Optional.empty();
    private PrivateHome home;
    private StartObservation observation;
    private boolean started;

    SandboxedStart(SandboxedProcessBuilder builder, boolean environmentTouched) {
        this.builder = builder;
        this.environmentTouched = environmentTouched;
    }

    /** What a launcher does with a request. */
    @FunctionalInterface
    private interface Launch {
        SandboxedProcess of(LaunchRequest request) throws IOException;
    }

    SandboxedProcess start(SandboxLauncher launcher) throws IOException {
        return start(launcher, Optional.empty(), Optional.empty());
    }

    SandboxedProcess start(
            SandboxLauncher launcher, Optional<PipelineLink> from, Optional<PipelineLink> to)
            throws IOException {
        return start(from, to, request -> {
            SandboxedProcess process = launcher.start(request);
            started(process);
            return process;
        });
    }

    SandboxedProcess start(SandboxLauncher launcher, StreamListener listener) throws IOException {
        return start(Optional.empty(), Optional.empty(),
                request -> launcher.start(request, new StartListener(this::started, listener)));
    }

    void run(SandboxLauncher launcher, StreamListener listener) throws IOException {
        start(Optional.empty(), Optional.empty(), request -> {
            launcher.run(request, new StartListener(this::started, listener));
            return null;
        });
    }

    /** Starts, and fails by the future. */
    CompletableFuture<Completed> runAsync(SandboxLauncher launcher, Capture capture) {
        AsyncRun run = new AsyncRun(capture);
        input = Optional.of(capture.source(builder.chosenInput()));
        try {
            start(Optional.empty(), Optional.empty(), request -> {
                run.request(request);
                return launcher.start(request, new StartListener(this::started, run));
            });
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        return run.future();
    }

    private SandboxedProcess start(
            Optional<PipelineLink> from, Optional<PipelineLink> to, Launch launch) throws IOException {
        command = checkedCommand();
        checkPolicy();
        directory = builder.directory();
        observation = StartRecords.observe(command, directory, builder.policyInForce());
        try {
            return attempt(from, to, launch);
        } catch (IOException | RuntimeException | Error e) {
            if (!started) {
                observation.failed(e);
            }
            throw e;
        }
    }

    private SandboxedProcess attempt(
            Optional<PipelineLink> from, Optional<PipelineLink> to, Launch launch) throws IOException {
        try {
            checkDirectory(directory);
            home = builder.hasPrivateHome() ? makeHome(builder.policy()) : null;
            return launch.of(request(from, to));
        } catch (SandboxUnavailableException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            if (started) { // a listener's
                throw e;
            }
            throw cannotRun(command.get(0), directory, e);
        } finally {
            if (home != null && !started) {
                home.remove();
            }
        }
    }

    /** Before anybody else learns of the process. */
    private void started(SandboxedProcess process) {
        started = true;
        if (home != null) {
            home.belongTo(process);
        }
        StartRecords.started(process, command, directory, observation);
    }

    /** A pipe to the next program of a pipeline. */
    PipelineLink link(SandboxLauncher launcher) throws IOException {
        List<String> words = checkedCommand();
        try {
            return launcher.link();
        } catch (IOException e) {
            IOException failure = cannotRun(words.get(0), builder.directory(), e);
            if (builder.policyInForce() != null) { // nothing would have been started without
                StartRecords.observe(words, builder.directory(), builder.policyInForce()).failed(failure);
            }
            throw failure;
        }
    }

    private List<String> checkedCommand() throws IOException {
        String[] command = builder.command().toArray(new String[0]);
        List<String> copy = List.of(command);
        // An empty command must fail as an array does, which is what ProcessBuilder has inside.
        boolean invalid = command[0].indexOf('\0') >= 0;
        for (String argument : command) {
            invalid |= argument.indexOf('\0') >= 0;
        }
        if (invalid) {
            throw new IOException("invalid null character in command");
        }
        return copy;
    }

    private void checkPolicy() {
        if (builder.policy() == null && builder.ruleset() == null) {
            throw new IllegalStateException(
                    "no policy: call policy(...) or ruleset(...); nothing is started unsandboxed");
        }
        if (builder.policy() != null && builder.ruleset() != null) {
            throw new IllegalStateException(
                    "both a policy and a ruleset: a child has one layer, so set only one of them");
        }
        if (builder.ruleset() != null && builder.hasPrivateHome()) {
            throw new IllegalStateException("both a ruleset and a private home: a prepared ruleset"
                    + " cannot allow a directory that is made at start, so set a policy");
        }
    }

    private static PrivateHome makeHome(SandboxPolicy policy) throws StepFailedException {
        try {
            return PrivateHome.make(policy.beyondLandlock().runAs());
        } catch (IOException e) {
            throw PrivateHomeFailure.of(e);
        }
    }

    private static void checkDirectory(File directory) throws IOException {
        if (directory != null && directory.toString().indexOf('\0') >= 0) {
            throw new IOException("invalid null character in directory");
        }
    }

    private LaunchRequest request(Optional<PipelineLink> from, Optional<PipelineLink> to) {
        SandboxPolicy policy = builder.policy();
        Optional<SandboxPolicy> fresh = Optional.ofNullable(home == null ? policy : home.allowedBy(policy));
        return new LaunchRequest(
                command,
                Optional.ofNullable(directory),
                environment(),
                from.isPresent() ? Redirect.PIPE : input.orElseGet(builder::redirectInput),
                builder.redirectOutput(),
                builder.redirectError(),
                builder.redirectErrorStream(),
                fresh,
                Optional.ofNullable(builder.ruleset()),
                builder.newSession(),
                builder.cleansEnvironment(),
                builder.tree(home == null ? Optional.empty() : Optional.of(home::treeIsGone)),
                from,
                to,
                builder.watch(fresh.orElseGet(builder::policyInForce)),
                observation);
    }

    /** Empty for the native environment of the moment. */
    private Optional<Map<String, String>> environment() {
        if (!environmentTouched && !builder.changesEnvironment()) {
            return Optional.empty();
        }
        Map<String, String> own = environmentTouched ? builder.environment() : System.getenv();
        return Optional.of(builder.surroundings(own, home));
    }

    /** The first line is ProcessBuilder's, to the letter. */
    private static IOException cannotRun(String program, File directory, Exception cause) {
        String where = directory == null ? "" : " (in directory \"" + directory + "\")";
        String first = "Cannot run program \"" + program + "\"" + where + ": " + cause.getMessage();
        return cause instanceof StepFailedException failed
                ? stepFailed(first, failed)
                : new IOException(first, cause);
    }

    private static SandboxStartException stepFailed(String first, StepFailedException failed) {
        StringBuilder message = new StringBuilder(first);
        failed.advice().forEach(line -> message.append("\n  ").append(line));
        return new SandboxStartException(message.toString(), failed.step(), failed.errno(), failed);
    }

    static Ruleset createRuleset(SandboxPolicy policy, SandboxLauncher launcher) throws IOException {
        try {
            return launcher.createRuleset(policy);
        } catch (StepFailedException e) {
            throw stepFailed("Cannot create the ruleset: " + e.getMessage(), e);
        }
    }
}
