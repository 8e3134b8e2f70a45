package io.github.landlauncher.it;

import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import com.zaxxer.nuprocess.NuProcessHandler;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the two builders for NuProcess's handlers have in common: NuProcessBuilder's methods. */
record NuLaunch(
        Supplier<List<String>> commands,
        Supplier<Map<String, String>> variables,
        Consumer<Path> directory,
        Consumer<NuProcessHandler> listener,
        Supplier<NuProcess> starter,
        Runnable runner) {

    static NuLaunch of(NuProcessBuilder builder) {
        return new NuLaunch(builder::command, builder::environment, builder::setCwd,
                builder::setProcessListener, builder::start, builder::run);
    }

    static NuLaunch of(SandboxedNuProcessBuilder builder) {
        return new NuLaunch(builder::command, builder::environment, builder::setCwd,
                builder::setProcessListener, builder::start, builder::run);
    }

    List<String> command() {
        return commands.get();
    }

    Map<String, String> environment() {
        return variables.get();
    }

    NuLaunch setCwd(Path cwd) {
        directory.accept(cwd);
        return this;
    }

    NuLaunch setProcessListener(NuProcessHandler handler) {
        listener.accept(handler);
        return this;
    }

    NuProcess start() {
        return starter.get();
    }

    void run() {
        runner.run();
    }
}
