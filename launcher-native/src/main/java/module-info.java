/** Landlauncher's launcher for Linux, and NuProcess's builder and handlers over it. */
@SuppressWarnings("requires-transitive-automatic") // NuProcess has no module descriptor
module io.github.landlauncher.linux {
    requires transitive io.github.landlauncher;
    requires transitive com.zaxxer.nuprocess;
    requires com.sun.jna;

    exports io.github.landlauncher.nuprocess;

    provides io.github.landlauncher.spi.SandboxLauncher
            with io.github.landlauncher.linux.LinuxLauncher;
}
