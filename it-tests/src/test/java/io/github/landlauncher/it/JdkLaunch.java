package io.github.landlauncher.it;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;

/** The plain builder, without a sandbox. */
record JdkLaunch(ProcessBuilder builder) implements Launch {

    @Override
    public Map<String, String> environment() {
        return builder.environment();
    }

    @Override
    public Launch directory(File directory) {
        builder.directory(directory);
        return this;
    }

    @Override
    public Launch redirectInput(Redirect source) {
        builder.redirectInput(source);
        return this;
    }

    @Override
    public Launch redirectOutput(Redirect destination) {
        builder.redirectOutput(destination);
        return this;
    }

    @Override
    public Launch redirectError(Redirect destination) {
        builder.redirectError(destination);
        return this;
    }

    @Override
    public Launch redirectErrorStream(boolean redirectErrorStream) {
        builder.redirectErrorStream(redirectErrorStream);
        return this;
    }

    @Override
    public Process start() throws IOException {
        return builder.start();
    }
}
