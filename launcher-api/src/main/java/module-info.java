/** Sandboxed child processes: policies as values, and ProcessBuilder's API over them. */
module io.github.landlauncher {
    requires static jdk.jfr;

    exports io.github.landlauncher;
    exports io.github.landlauncher.explain;
    exports io.github.landlauncher.git;
    exports io.github.landlauncher.learn;
    exports io.github.landlauncher.spi;

    uses io.github.landlauncher.spi.SandboxLauncher;
}
