package io.github.landlauncher.cli;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of which one says what is asked about. */
final class Question {

    @Option(names = "--read", paramLabel = "PATH", description = "Reading a file, or listing a directory.")
    private Path read;

    @Option(names = "--write", paramLabel = "PATH",
            description = "Opening a file for writing, and making it if it is missing, as >> of a shell does.")
    private Path write;

    @Option(names = "--truncate", paramLabel = "PATH",
            description = "The same, and making it empty, as > of a shell does.")
    private Path truncate;

    @Option(names = "--execute", paramLabel = "PATH",
            description = "Executing a program, with what the kernel executes for it.")
    private Path execute;

    @ArgGroup(exclusive = false)
    private Making making;

    /** What is made, and of which type. */
    private static final class Making {

        @Option(names = "--make", required = true, paramLabel = "PATH", description = "Making a file.")
        private Path path;

        @Option(names = "--type", paramLabel = "TYPE", converter = FileTypeConverter.class,
                description = "The type of what --make makes: file (default), directory, symlink, fifo, socket,"
                        + " char or block.")
        private AccessFs right = AccessFs.MAKE_REG;
    }

    @Option(names = "--remove", paramLabel = "PATH", description = "Removing a file or an empty directory.")
    private Path remove;

    @Option(names = "--rename", arity = "2", paramLabel = "FROM TO", hideParamSyntax = true,
            description = "Renaming the first path to the second, which may replace a file.")
    private Path[] rename;

    @Option(names = "--link", arity = "2", paramLabel = "FROM TO", hideParamSyntax = true,
            description = "Making the second path a hard link to the first.")
    private Path[] link;

    @Option(names = "--connect-to", paramLabel = "PORT", converter = PortQuestion.Converter.class,
            description = "Connecting to a TCP port; or, as 53/udp, sending to a UDP port.")
    private PortQuestion connect;

    @Option(names = "--bind-to", paramLabel = "PORT", converter = PortQuestion.Converter.class,
            description = "Binding a TCP port; or a UDP port, as 53/udp.")
    private PortQuestion bind;

    @Option(names = "--unix", paramLabel = "PATH", description = "Connecting to a unix socket by its path.")
    private Path unix;

    @Option(names = "--abstract-unix",
            description = "Connecting to an abstract unix socket of a program outside of the sandbox.")
    private boolean abstractUnix;

    @Option(names = "--signal", description = "A signal to a process outside of the sandbox.")
    private boolean signal;

    /** What is asked about; one of the options was given. */
    Operation operation() {
        if (making != null) {
            return new Operation.Make(making.path, making.right);
        }
        if (rename != null) {
            return new Operation.Rename(rename[0], rename[1], false);
        }
        if (link != null) {
            return new Operation.Link(link[0], link[1]);
        }
        if (connect != null) {
            return connect.operation(AccessNet.CONNECT_TCP, AccessNet.CONNECT_SEND_UDP);
        }
        if (bind != null) {
            return bind.operation(AccessNet.BIND_TCP, AccessNet.BIND_UDP);
        }
        if (signal || abstractUnix) {
            return new Operation.Reach(signal ? Scope.SIGNAL : Scope.ABSTRACT_UNIX_SOCKET);
        }
        return onOnePath();
    }

    private Operation onOnePath() {
        if (read != null) {
            return new Operation.Open(read, Set.of(OpenFlag.READ));
        }
        if (write != null) {
            return new Operation.Open(write, Set.of(OpenFlag.WRITE, OpenFlag.CREATE));
        }
        if (truncate != null) {
            return new Operation.Open(truncate, Set.of(OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.TRUNCATE));
        }
        if (execute != null) {
            return new Operation.Execute(execute);
        }
        if (unix != null) {
            return new Operation.ResolveUnix(unix);
        }
        boolean directory = Files.isDirectory(remove, LinkOption.NOFOLLOW_LINKS);
        return new Operation.Remove(remove, directory ? AccessFs.REMOVE_DIR : AccessFs.REMOVE_FILE);
    }
}
