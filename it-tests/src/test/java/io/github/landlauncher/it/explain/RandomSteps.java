package io.github.landlauncher.it.explain;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.explain.OpenFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Operations at random, on a world's names by all sorts of ways. */
final class RandomSteps {

    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path NULL = Path.of("/dev/null");
    private static final Set<OpenFlag> SELDOM =
            EnumSet.of(
                    OpenFlag.TRUNCATE, OpenFlag.EXCLUSIVE, OpenFlag.DIRECTORY, OpenFlag.NO_FOLLOW,
                    OpenFlag.TMPFILE, OpenFlag.PATH);

    private final World world;
    private final Peers peers;
    private Path directory;

    RandomSteps(World world, Peers peers) {
        this.world = world;
        this.peers = peers;
    }

    Step next() {
        directory = world.chance(0.1) ? HERE : real(world.directory());
        int kind = world.random().nextInt(100);
        if (kind < 40) {
            return kind < 26 ? open() : kind < 36 ? execute() : truncate();
        }
        if (kind < 63) {
            return kind < 56 ? make() : remove();
        }
        return kind < 88 ? refer() : reach();
    }

    private Step open() {
        Set<OpenFlag> flags = EnumSet.of(world.oneOf(OpenFlag.READ, OpenFlag.WRITE));
        flags.add(world.oneOf(OpenFlag.READ, OpenFlag.WRITE));
        Path path = old();
        int kind = world.random().nextInt(10);
        if (kind < 2) {
            path = world.directory();
            flags.remove(OpenFlag.WRITE);
            flags.add(OpenFlag.READ);
        } else if (kind == 2) {
            path = world.directory();
            flags.addAll(EnumSet.of(OpenFlag.WRITE, OpenFlag.TMPFILE));
        } else if (kind < 7) {
            flags.add(OpenFlag.CREATE);
            path = world.chance(0.5) ? world.add(world.vacant()) : path;
        }
        for (OpenFlag flag : SELDOM) {
            if (world.chance(flag == OpenFlag.TRUNCATE ? 0.25 : 0.06)) {
                flags.add(flag);
            }
        }
        return Steps.open(directory, way(path), flags);
    }

    private Step execute() {
        return Steps.execute(directory, way(world.chance(0.85) ? world.program() : old()));
    }

    private Step truncate() {
        return Steps.truncate(directory, way(old()));
    }

    private Step make() {
        Path path = world.chance(0.8) ? world.add(world.vacant()) : old();
        return switch (world.random().nextInt(9)) {
            case 0, 1 -> Steps.makeDirectory(directory, way(path));
            case 2, 3 -> Steps.symbolicLink(directory, world.any().toString(), way(path));
            case 4 -> Steps.bindPath(directory, way(path));
            case 5 -> Steps.node(directory, way(path), world.oneOf("020000", "060000"), "511", "0");
            default -> Steps.node(
                    directory, way(path), world.oneOf("0", "0100000", "010000", "0140000"), "0", "0");
        };
    }

    private Step remove() {
        return world.chance(0.4)
                ? Steps.removeFile(directory, way(old()))
                : Steps.removeDirectory(directory, way(world.chance(0.8) ? world.emptyDirectory() : old()));
    }

    private Step refer() {
        Path from = way(world.chance(0.3) ? world.directory() : old());
        int kind = world.random().nextInt(10);
        boolean makes = kind < 2 || kind == 4;
        Path to = way(world.chance(makes ? 0.9 : 0.6) ? world.add(world.vacant()) : old());
        return switch (kind) {
            case 0, 1 -> Steps.link(directory, from, to);
            case 2, 3 -> Steps.exchange(directory, from, way(old()));
            case 4 -> Steps.renameToNew(directory, from, to);
            default -> Steps.rename(directory, from, to);
        };
    }

    private Step reach() {
        String family = world.oneOf("4", "6", "46");
        int port = world.oneOf(RandomPolicies.PORTS);
        return switch (world.random().nextInt(14)) {
            case 0 -> Steps.controlDevice(directory, world.chance(0.5) ? way(world.node()) : NULL);
            case 1 -> Steps.signal(directory, peers.pid());
            case 2 -> Steps.connectAbstract(directory, peers.abstractName());
            case 3, 4 -> Steps.port(
                    directory, world.oneOf(AccessNet.BIND_TCP, AccessNet.CONNECT_TCP), family, port);
            case 5, 6, 7 -> Steps.udp(directory, world.oneOf(Steps.UDP_WAYS), family, port);
            default -> unix();
        };
    }

    /** Paths of sockets must not be long. */
    private Step unix() {
        String type = world.oneOf("stream", "datagram");
        return switch (world.random().nextInt(6)) {
            case 0 -> Steps.connectPath(directory, type, peers.socket());
            case 1 -> Steps.sendPath(directory, peers.socket());
            case 2 -> Steps.listenPath(directory, type, relative(world.add(world.vacant())));
            case 3 -> Steps.sendPath(directory, relative(way(socket())));
            default -> Steps.connectPath(directory, type, relative(way(socket())));
        };
    }

    private Path socket() {
        return world.chance(0.8) ? world.socket() : old();
    }

    private Path old() {
        return switch (world.random().nextInt(10)) {
            case 0 -> world.link();
            case 1 -> world.node();
            case 2 -> world.inDirectory();
            case 3 -> world.program();
            default -> world.any();
        };
    }

    /** One of the ways by which a path can be named. */
    private Path way(Path path) {
        Path named = switch (world.random().nextInt(24)) {
            case 0 -> world.link().resolve(path.getFileName());
            case 1 -> world.directory().resolve("..").resolve(path.getFileName());
            case 2 -> path.resolveSibling(".").resolve(path.getFileName());
            case 3 -> path.resolve(world.oneOf(".", "..", "a"));
            case 4 -> world.link().resolve(world.oneOf("..", "a", "."));
            default -> path;
        };
        return world.chance(0.3) ? relative(named) : named;
    }

    /** Without resolving "..", which may follow a link. */
    private Path relative(Path path) {
        Path root = world.root();
        if (!path.startsWith(root) || path.equals(root) || path.equals(directory)) {
            return path;
        }
        return path.startsWith(directory)
                ? below(directory, path)
                : directory.relativize(root).resolve(below(root, path));
    }

    private static Path below(Path directory, Path path) {
        return path.subpath(directory.getNameCount(), path.getNameCount());
    }

    /** A directory as it is now, or the root: "..", from there on, is what it seems to be. */
    private Path real(Path path) {
        try {
            return Files.isDirectory(path) ? path.toRealPath() : world.root();
        } catch (IOException e) {
            return world.root(); // not for this user
        }
    }
}
