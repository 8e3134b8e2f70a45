/** Landlock Config files, TOML and JSON, to policies and back. */
module io.github.landlauncher.config {
    requires transitive io.github.landlauncher;
    requires com.fasterxml.jackson.core;
    requires org.tomlj;

    exports io.github.landlauncher.config;
}
