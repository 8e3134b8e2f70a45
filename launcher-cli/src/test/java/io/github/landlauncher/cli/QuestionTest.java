package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QuestionTest {

    private static final Path P = Path.of("p");
    private static final Path Q = Path.of("q");

    static List<Arguments> questions() {
        return List.of(
                arguments("--read p", new Operation.Open(P, Set.of(OpenFlag.READ))),
                arguments("--write p", new Operation.Open(P, Set.of(OpenFlag.WRITE, OpenFlag.CREATE))),
                arguments("--truncate p",
                        new Operation.Open(P, Set.of(OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.TRUNCATE))),
                arguments("--execute p", new Operation.Execute(P)),
                arguments("--make p", new Operation.Make(P, AccessFs.MAKE_REG)),
                arguments("--make p --type directory", new Operation.Make(P, AccessFs.MAKE_DIR)),
                arguments("--type symlink --make p", new Operation.Make(P, AccessFs.MAKE_SYM)),
                arguments("--make p --type socket", new Operation.Make(P, AccessFs.MAKE_SOCK)),
                arguments("--remove p", new Operation.Remove(P, AccessFs.REMOVE_FILE)),
                arguments("--rename p q", new Operation.Rename(P, Q, false)),
                arguments("--link p q", new Operation.Link(P, Q)),
                arguments("--connect 1 --connect-to 443", new Operation.UsePort(AccessNet.CONNECT_TCP, 443)),
                arguments("--connect-to 53/udp", new Operation.UsePort(AccessNet.CONNECT_SEND_UDP, 53)),
                arguments("--bind 1 --bind-to 0", new Operation.UsePort(AccessNet.BIND_TCP, 0)),
                arguments("--bind-to 65535/udp", new Operation.UsePort(AccessNet.BIND_UDP, 65535)),
                arguments("--unix p", new Operation.ResolveUnix(P)),
                arguments("--signal", new Operation.Reach(Scope.SIGNAL)),
                arguments("--abstract-unix", new Operation.Reach(Scope.ABSTRACT_UNIX_SOCKET)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void each_option_asks_about_one_operation(String options, Operation operation) {
        assertThat(asked(options.split(" "))).isEqualTo(operation);
    }

    @Test
    void removing_a_directory_is_another_right_and_a_link_to_one_is_a_file(@TempDir Path directory)
            throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);

        assertThat(asked("--remove", directory.toString()))
                .isEqualTo(new Operation.Remove(directory, AccessFs.REMOVE_DIR));
        assertThat(asked("--remove", link.toString())).isEqualTo(new Operation.Remove(link, AccessFs.REMOVE_FILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "--ro p", "--read p --write q", "--read p --signal", "--rename p", "--type fifo", "--make p --type door",
        "--connect-to 65536", "--connect-to x", "--bind-to 1/sctp", "--signal --signal=no"
    })
    void no_question_two_of_them_or_half_a_one_are_refused(String options) {
        Executed refused = Executed.of(("explain " + options).trim().split(" "));

        assertThat(refused.exitValue()).isEqualTo(2);
        assertThat(refused.output()).isEmpty();
    }

    private static Operation asked(String... options) {
        String[] arguments = Stream.concat(Stream.of("explain"), Stream.of(options)).toArray(String[]::new);
        ParseResult parsed = Landlauncher.commandLine().parseArgs(arguments).subcommand();
        return ((ExplainCommand) parsed.commandSpec().userObject()).operation();
    }
}
