/** An application that knows the public module only. */
module app {
    requires io.github.landlauncher;
}
