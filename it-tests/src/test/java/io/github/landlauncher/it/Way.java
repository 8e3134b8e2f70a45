package io.github.landlauncher.it;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The two ways of starting a program that are compared. */
enum Way {
    /** {@link ProcessBuilder}. */
    JDK,
    /** {@link SandboxedProcessBuilder}, with a policy that allows what the programs here do. */
    SANDBOXED;

    /** Every file right that no group leaves out, everywhere; it is not denial that is tested. */
    static final SandboxPolicy POLICY =
            SandboxPolicy.handling(LandlockAbi.V7)
                    .bestEffort(LandlockAbi.V1)
                    .allowReadWriteExecute("/");

    /** A builder that keeps the list. */
    Launch launch(List<String> command) {
        return this == JDK
                ? new JdkLaunch(new ProcessBuilder(command))
                : new SandboxedLaunch(new SandboxedProcessBuilder(command).policy(POLICY));
    }

    /** A builder. */
    Launch launch(String... command) {
        return launch(new ArrayList<>(List.of(command)));
    }

    /** A builder for an operation of the probe. */
    Launch probe(String... operation) {
        return launch(Probe.command(operation));
    }

    /** A builder for a shell script; {@code $1} and so on are the arguments. */
    Launch shell(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return launch(command);
    }

    /** Starts a pipeline of builders that came from this way; null stays null. */
    List<Process> pipeline(List<? extends Launch> stages) throws IOException {
        return this == JDK
                ? ProcessBuilder.startPipeline(builders(stages, s -> ((JdkLaunch) s).builder()))
                : SandboxedProcessBuilder.startPipeline(
                        builders(stages, s -> ((SandboxedLaunch) s).builder()));
    }

    private static <B> List<B> builders(List<? extends Launch> stages, Function<Launch, B> builder) {
        if (stages == null) {
            return null;
        }
        List<B> builders = new ArrayList<>();
        stages.forEach(stage -> builders.add(stage == null ? null : builder.apply(stage)));
        return builders;
    }
}
