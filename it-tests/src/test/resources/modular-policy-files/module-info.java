/** An application that reads policy files: the module of policies comes with the one that it requires. */
module reader {
    requires io.github.landlauncher.config;
}
