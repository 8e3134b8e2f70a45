package io.github.landlauncher.it.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Changes files while a program runs that may be held to rules on them: a rule stays with the file
 * that it was made for, which may be elsewhere now, or have no name.
 */
final class Outsider {

    private final World world;

    Outsider(World world) {
        this.world = world;
    }

    /** Changes something; what cannot be changed is left as it is. */
    String act() {
        Path path = world.chance(0.4) ? world.directory() : world.any();
        String deed = world.oneOf("replaces", "moves", "makes anew");
        try {
            if (!path.equals(world.root()) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                act(deed, path);
            }
        } catch (IOException e) {
            return "the outsider cannot do it: " + deed + " " + Step.quoted(path.toString());
        }
        return "the outsider " + deed + " " + Step.quoted(path.toString());
    }

    private void act(String deed, Path path) throws IOException {
        boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        switch (deed) {
            case "replaces" -> {
                Path other = world.root().resolveSibling("other");
                if (!directory) {
                    Files.deleteIfExists(other);
                    makeFile(other);
                    Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            case "moves" -> Files.move(path, world.add(world.vacant()));
            default -> {
                Files.move(path, world.add(world.vacant()));
                if (directory) {
                    Files.createDirectory(path);
                } else {
                    makeFile(path);
                }
            }
        }
    }

    /** Opens nothing that is there: a pipe would wait for a reader. */
    private static void makeFile(Path path) throws IOException {
        Files.writeString(path, "text", StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }
}
