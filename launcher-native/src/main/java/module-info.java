/** Landlauncher's launcher for Linux; everything public is in module io.github.landlauncher. */
module io.github.landlauncher.linux {
    requires io.github.landlauncher;
    requires com.sun.jna;

    provides io.github.landlauncher.spi.SandboxLauncher
            with io.github.landlauncher.linux.LinuxLauncher;
}
