package io.github.landlauncher.it.explain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Fills a tree with directories, files, programs, links and nodes of every kind. */
final class TreeMaker {

    /** A number that no driver has, so that opening the node reaches none. */
    private static final String NO_DRIVER = "511";

    private final World world;
    private final BatchProbe free;

    private TreeMaker(World world, BatchProbe free) {
        this.world = world;
        this.free = free;
    }

    /** Fills it with the help of a probe that no sandbox holds. */
    static void fill(World world, BatchProbe free) throws IOException {
        TreeMaker maker = new TreeMaker(world, free);
        maker.directories();
        maker.files();
        maker.programs();
        maker.nodes();
        maker.links();
        world.look();
        maker.modes();
    }

    private int upTo(int most) {
        return 1 + world.random().nextInt(most);
    }

    private static boolean isVacant(Path path) {
        return Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void directories() throws IOException {
        for (int i = 6 + upTo(8); i > 0; i--) {
            Path path = world.vacant();
            if (isVacant(path) && world.root().relativize(path).getNameCount() <= 4) {
                Files.createDirectory(path);
                world.look();
            }
        }
    }

    private void files() throws IOException {
        for (int i = 6 + upTo(6); i > 0; i--) {
            Path path = world.vacant();
            if (isVacant(path)) {
                Files.writeString(path, "text");
            }
        }
        world.look();
        for (int i = upTo(3); i > 0; i--) {
            Path path = world.vacant();
            Path file = world.any();
            if (isVacant(path) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.createLink(path, file);
            }
        }
    }

    private void programs() throws IOException {
        for (int i = 7; i > 0; i--) {
            Path path = world.vacant();
            if (isVacant(path)) {
                Files.write(path, i > 5 ? ElfImage.alone() : program());
                Files.setAttribute(path, "unix:mode", 0755);
                world.look();
            }
        }
    }

    private byte[] program() {
        String interpreter = world.chance(0.85)
                ? world.program().toString()
                : world.oneOf(world.any().toString(), world.link().toString(), "/usr/bin/true");
        return switch (world.random().nextInt(5)) {
            case 0, 1 -> ElfImage.alone();
            case 2 -> ElfImage.interpretedBy(interpreter);
            case 3 -> ("#! " + interpreter + " argument\n").getBytes(StandardCharsets.UTF_8);
            default -> ("#!" + interpreter).getBytes(StandardCharsets.UTF_8);
        };
    }

    private void nodes() throws IOException {
        node("010000", "0", "0");
        node("0140000", "0", "0");
        node("020000", "1", world.oneOf("3", "5", "7"));
        node("060000", NO_DRIVER, "0");
        for (String type : List.of("stream", "datagram", "datagram")) {
            Path path = world.vacant();
            if (isVacant(path)) {
                free.must(path.getParent(), "listen-path", type, path.getFileName().toString());
            }
        }
        world.look();
    }

    /** Makes one, if this user may; only root makes devices. */
    private void node(String type, String major, String minor) throws IOException {
        Path path = world.vacant();
        Step step = Steps.node(world.root(), path, type, major, minor);
        if (isVacant(path)) {
            free.run(world.root(), step.request());
        }
    }

    private void links() throws IOException {
        for (int i = 2 + upTo(6); i > 0; i--) {
            Path path = world.vacant();
            if (isVacant(path)) {
                Files.createSymbolicLink(path, Path.of(target(path)));
                world.look();
            }
        }
    }

    /** What a link at a path may say: never more than one "..", and no directory outside. */
    private String target(Path link) {
        return switch (world.random().nextInt(8)) {
            case 0, 1 -> world.directory().toString();
            case 2 -> world.any().toString();
            case 3 -> world.link().toString();
            case 4 -> world.any().getFileName().toString();
            case 5 -> "../" + world.any().getFileName();
            case 6 -> world.oneOf(".", "..", link.getFileName().toString());
            default -> world.oneOf("/dev/null", "/nowhere/a", "a/b/../c");
        };
    }

    /** Some modes keep an ordinary user out, which the sandbox has nothing to do with. */
    private void modes() throws IOException {
        for (int i = world.random().nextInt(3); i > 0; i--) {
            Path path = world.any();
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.setAttribute(path, "unix:mode", world.oneOf(0, 0400, 0200, 0555, 0711));
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && world.chance(0.3)) {
                Files.setAttribute(path, "unix:mode", world.oneOf(0555, 0333, 0666));
            }
        }
    }
}
