package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.MAKE_DIR;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REMOVE_DIR;
import static io.github.landlauncher.AccessFs.REMOVE_FILE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExitExplainerTest {

    @TempDir Path temporary;
    private Path top;
    private Path secret;
    private Path program;
    private SandboxPolicy policy;
    private List<String> command;

    /** The directory of the program, which may be used, and within it another that may not be. */
    @BeforeEach
    void make_files() throws IOException {
        Path root = temporary.toRealPath();
        top = Files.createDirectories(root.resolve("work"));
        secret = Files.createDirectories(root.resolve("secret"));
        Files.writeString(secret.resolve("file"), "secret");
        program = executable(root.resolve("bin/program"), new ElfBuilder().needed("liba.so.1")
                .runpath(root + "/lib"));
        executable(root.resolve("lib/liba.so.1"), new ElfBuilder());
        policy = Explaining.NOTHING.allowReadWrite(top).allowReadExecute(root.resolve("bin"))
                .allowRead(root.resolve("lib"));
        command = List.of(program.toString());
    }

    private static Path executable(Path file, ElfBuilder elf) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, elf.build());
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private List<Explanation> explain(int exitValue, String error) {
        EndedProgram ended = new EndedProgram(
                command, top, Optional.of(program.getParent().toString()), Optional.empty());
        return ExitExplainer.explain(ended, exitValue, error.getBytes(FileNames.CHARSET),
                () -> Explainer.of(policy, LandlockSupport.ofAbi(7)));
    }

    private void missing(String error, Path path, AccessFs... rights) {
        missing(1, error, path, rights);
    }

    private void missing(int exitValue, String error, Path path, AccessFs... rights) {
        assertThat(explain(exitValue, error)).singleElement().satisfies(denied -> {
            Requirement.OnPath on = (Requirement.OnPath) denied.unmet().get(0);
            assertThat(on.path()).isEqualTo(path);
            assertThat(on.missing()).isEqualTo(EnumSet.copyOf(Arrays.asList(rights)));
        });
    }

    @Test
    void reading() {
        missing("cat: ../secret/file: Permission denied", secret.resolve("file"), READ_FILE);
        missing("cat: '" + secret + "/file': Permission denied\n", secret.resolve("file"), READ_FILE);
        missing("x\nls: cannot open directory '../secret': Permission denied\ny", secret, READ_DIR);
        missing("dash: 1: cannot open ../secret/file: Permission denied", secret.resolve("file"), READ_FILE);
    }

    @Test
    void a_path_with_spaces_and_one_with_colons() throws IOException {
        Path spaces = Files.writeString(secret.resolve("a file, with"), "");
        Path colons = Files.writeString(secret.resolve("a: b"), "");

        missing("bash: line 1: ../secret/a file, with: Permission denied", spaces, READ_FILE);
        missing("cat: '../secret/a: b': Permission denied", colons, READ_FILE);
    }

    @Test
    void what_is_quoted_need_not_be_the_path() {
        missing("Exception in thread \"main\" java.io.FileNotFoundException: " + secret
                + "/file (Permission denied)", secret.resolve("file"), READ_FILE);
    }

    @Test
    void making_and_removing() throws IOException {
        Path directory = Files.createDirectory(secret.resolve("d"));

        missing("touch: cannot touch '../secret/new': Permission denied", secret, MAKE_REG);
        missing("bash: line 1: ../secret/new: Permission denied", secret, MAKE_REG);
        missing("dash: 1: cannot create ../secret/new: Permission denied", secret, MAKE_REG);
        missing("mkdir: cannot create directory '../secret/x': Permission denied", secret, MAKE_DIR);
        missing("rm: cannot remove '../secret/file': Permission denied", secret, REMOVE_FILE);
        missing("rm: cannot remove '" + directory + "': Permission denied", secret, REMOVE_DIR);
        missing("Cannot create temporary file in " + secret + "/: Permission denied", secret, MAKE_REG);
    }

    /** Programs use them where the locale has them. */
    @Test
    void quotes_as_books_print_them() {
        assumeThat(FileNames.CHARSET.newEncoder().canEncode('‘')).as("the locale has them").isTrue();

        missing("mkdir: cannot create directory ‘../secret/x’: Permission denied", secret, MAKE_DIR);
    }

    @Test
    void writing_where_reading_is_allowed() {
        policy = policy.allowRead(secret);

        missing("cp: cannot create regular file '../secret/file': Permission denied",
                secret.resolve("file"), WRITE_FILE);
        missing("truncate: cannot open '../secret/file' for writing: Permission denied",
                secret.resolve("file"), WRITE_FILE);
    }

    @Test
    void executing() throws IOException {
        Path other = executable(secret.resolve("prog"), new ElfBuilder());

        missing(126, "bash: line 1: ../secret/prog: Permission denied", other, EXECUTE, READ_FILE);
        missing("nohup: failed to run command '../secret/prog': Permission denied", other, EXECUTE, READ_FILE);
        policy = policy.allowRead(secret);
        missing(126, "bash: line 1: ../secret/prog: Permission denied", other, EXECUTE);
        missing("PermissionError: [Errno 13] Permission denied: '../secret/prog'", other, EXECUTE);
    }

    @Test
    void moving_and_linking_between_directories() throws IOException {
        Files.writeString(top.resolve("a"), "");
        policy = policy.allowReadWriteExecute(secret); // where the file could be executed

        assertThat(explain(1, "ln: failed to create hard link '../secret/a' => 'a': Invalid cross-device link"))
                .singleElement()
                .satisfies(denied -> {
                    assertThat(denied.errno()).isEqualTo("EXDEV");
                    assertThat(denied.operation())
                            .isEqualTo(new Operation.Link(top.resolve("a"), top.resolve("../secret/a")));
                });
        assertThat(explain(1, "OSError: [Errno 18] Invalid cross-device link: 'a' -> '../secret/a'")).hasSize(1);
        assertThat(explain(1, "PermissionError: [Errno 13] Permission denied: 'a' -> '../secret/a'")).isEmpty();
    }

    @Test
    void a_library_that_the_loader_may_not_read() {
        Path library = program.getParent().resolveSibling("lib").resolve("liba.so.1");
        policy = Explaining.NOTHING.allowReadExecute(program);

        missing(127, program + ": error while loading shared libraries: liba.so.1: cannot open shared object"
                + " file: No such file or directory", library, READ_FILE);
        missing(127, "program: error while loading shared libraries: liba.so.1: cannot open shared object"
                + " file: No such file or directory", library, READ_FILE);
        missing(127, "Error loading shared library liba.so.1: No such file or directory (needed by " + program
                + ")\nError relocating " + program + ": f: symbol not found", library, READ_FILE);
        missing(1, "ImportError: liba.so.1: cannot open shared object file: No such file or directory",
                library, READ_FILE);
    }

    @Test
    void a_library_of_a_program_that_the_command_ran() throws IOException {
        Path other = executable(top.resolve("other"), new ElfBuilder().needed("libb.so").runpath("" + secret));
        Path library = executable(secret.resolve("libb.so"), new ElfBuilder());

        missing(127, "./other: error while loading shared libraries: libb.so: cannot open shared object file:"
                + " No such file or directory", library, READ_FILE);
        assertThat(other).exists();
    }

    @Test
    void a_library_of_which_nothing_was_said() {
        policy = Explaining.NOTHING.allowReadExecute(program);

        missing(127, "", program.getParent().resolveSibling("lib").resolve("liba.so.1"), READ_FILE);
        assertThat(explain(1, "")).isEmpty();
    }

    @Test
    void a_command_that_a_shell_did_not_find() {
        policy = Explaining.NOTHING;
        command = List.of("/bin/sh", "-c", "program x");

        for (String error : List.of("dash: 1: program: not found", "bash: line 1: program: command not found",
                "zsh:1: command not found: program")) {
            assertThat(explain(127, error))
                    .as(error)
                    .first()
                    .satisfies(denied -> assertThat(denied.operation()).isEqualTo(new Operation.Execute(program)));
        }
    }

    @Test
    void a_command_of_a_shell_that_said_nothing_here() throws IOException {
        Path shell = executable(top.resolve("sh"), new ElfBuilder());
        executable(secret.resolve("prog"), new ElfBuilder());
        policy = policy.allowReadExecute(top);
        command = List.of(shell.toString(), "-c", "exec ../secret/prog 1 2");

        missing(126, "", secret.resolve("prog"), EXECUTE, READ_FILE);
        command = List.of(shell.toString(), "-c", "a=1; ../secret/prog");
        assertThat(explain(126, "")).isEmpty();
        command = List.of(shell.toString(), "-c");
        assertThat(explain(126, "")).isEmpty();
    }

    @Test
    void nothing_is_said_of_what_the_policy_allows() throws IOException {
        Files.writeString(top.resolve("file"), "");
        Files.createDirectory(top.resolve("d"));
        String error = """
                cat: file: Permission denied
                ls: cannot open directory 'd': Permission denied
                mkdir: cannot create directory 'x': Permission denied
                touch: cannot touch 'd/new': Permission denied
                """;

        assertThat(explain(1, error)).isEmpty();
        assertThat(explain(127, "")).isEmpty();
        assertThat(explain(126, "bash: line 1: " + program + ": Permission denied")).isEmpty();
    }

    @Test
    void nothing_is_said_of_what_is_not_there() {
        assertThat(explain(1, """
                cat: ../secret/none: No such file or directory
                x: Permission denied at -e line 1.
                zip warning: Permission denied
                rm: cannot remove '../secret/none': Permission denied
                PermissionError: [Errno 13] Permission denied: '/no/such/directory/file'
                mv: cannot move 'none' to '../secret/none': Permission denied
                other: error while loading shared libraries: libx.so: cannot open shared object file: No such file
                """)).isEmpty();
    }

    @Test
    void the_program_that_complains_is_not_what_it_complains_about() {
        assertThat(explain(1, program + ": none: Permission denied")).isEmpty();
        assertThat(explain(1, program + ": cannot touch 'none/none': Permission denied")).isEmpty();
        missing(program + ": cannot touch '../secret/new': Permission denied", secret, MAKE_REG);
    }

    @Test
    void success_is_not_looked_at() {
        assertThat(explain(0, "cat: ../secret/file: Permission denied")).isEmpty();
    }

    @Test
    void each_denial_is_said_once_and_no_more_than_ten_of_them() throws IOException {
        assertThat(explain(1, "cat: ../secret/file: Permission denied\n".repeat(20))).hasSize(1);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            Files.writeString(secret.resolve("f" + i), "");
            many.append("cat: ../secret/f").append(i).append(": Permission denied\n");
        }
        assertThat(explain(1, many.toString())).hasSize(10);
    }

    @Test
    void a_policy_that_is_not_needed_is_not_evaluated() {
        EndedProgram ended = new EndedProgram(command, top, Optional.empty(), Optional.empty());

        assertThat(ExitExplainer.explain(ended, 1, "all is well: x\n".getBytes(), () -> {
            throw new AssertionError();
        })).isEmpty();
    }
}
