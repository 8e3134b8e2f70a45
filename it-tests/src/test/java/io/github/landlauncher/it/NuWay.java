package io.github.landlauncher.it;

import com.zaxxer.nuprocess.NuProcessBuilder;
import com.zaxxer.nuprocess.NuProcessHandler;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The two builders for NuProcess's handlers.
 *
 * <p>What NuProcess promises is tested with both, by the same tests: here with ours, and by {@link
 * NuOriginalIT} with NuProcess itself, in a JVM of its own, since NuProcess changes how its JVM treats
 * signals.
 */
enum NuWay {
    /** {@link NuProcessBuilder}. */
    ORIGINAL,
    /** {@link SandboxedNuProcessBuilder}, with a policy that allows what the programs here do. */
    SANDBOXED;

    /** The system property that names the builder to test. */
    static final String PROPERTY = "landlauncher.nuprocess";

    /** The builder that this JVM tests. */
    static NuWay tested() {
        return valueOf(System.getProperty(PROPERTY, SANDBOXED.name()));
    }

    /** What is expected, where ours is known and meant to be unlike the original. */
    <T> T expect(T ofOriginal, T ofOurs) {
        return this == ORIGINAL ? ofOriginal : ofOurs;
    }

    NuLaunch launch(NuProcessHandler handler, List<String> command) {
        return this == ORIGINAL
                ? NuLaunch.of(new NuProcessBuilder(handler, command))
                : NuLaunch.of(new SandboxedNuProcessBuilder(handler, command).policy(Way.POLICY));
    }

    NuLaunch launch(NuProcessHandler handler, String... command) {
        return this == ORIGINAL
                ? NuLaunch.of(new NuProcessBuilder(handler, command))
                : NuLaunch.of(new SandboxedNuProcessBuilder(handler, command).policy(Way.POLICY));
    }

    NuLaunch launch(List<String> command) {
        return this == ORIGINAL
                ? NuLaunch.of(new NuProcessBuilder(command))
                : NuLaunch.of(new SandboxedNuProcessBuilder(command).policy(Way.POLICY));
    }

    NuLaunch launch(String... command) {
        return this == ORIGINAL
                ? NuLaunch.of(new NuProcessBuilder(command))
                : NuLaunch.of(new SandboxedNuProcessBuilder(command).policy(Way.POLICY));
    }

    NuLaunch launch(List<String> command, Map<String, String> environment) {
        return this == ORIGINAL
                ? NuLaunch.of(new NuProcessBuilder(command, environment))
                : NuLaunch.of(new SandboxedNuProcessBuilder(command, environment).policy(Way.POLICY));
    }

    /** A builder for an operation of the probe. */
    NuLaunch probe(NuProcessHandler handler, String... operation) {
        return launch(handler, Probe.command(operation));
    }

    /** A builder for a shell script; {@code $1} and so on are the arguments. */
    NuLaunch shell(NuProcessHandler handler, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return launch(handler, command);
    }
}
