package io.github.landlauncher.it.escape;

/** What attempts have in common; a section of the page that the suite writes. */
enum Group {
    READING("Files: reading and leaking"),
    WRITING("Files: writing"),
    METADATA("Files: what is said about them"),
    EXECUTION("Programs"),
    MOUNTS("Mounts and namespaces"),
    PROCESSES("Other processes"),
    SIGNALS("Signals"),
    LEAKS("Descriptors that the launcher leaks"),
    RACES("Names that change"),
    IPC("Memory, messages and keyrings"),
    UNIX("Unix sockets"),
    NETWORK("Network"),
    TERMINAL("The launcher's terminal"),
    ADMINISTRATION("The machine"),
    RESOURCES("Use without limit, and life after the end");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    /** The heading on the page. */
    String title() {
        return title;
    }
}
