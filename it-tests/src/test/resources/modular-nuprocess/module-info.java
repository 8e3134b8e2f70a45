/** An application that uses NuProcess's handlers: both modules come with the one that it requires. */
module talker {
    requires io.github.landlauncher.linux;
}
