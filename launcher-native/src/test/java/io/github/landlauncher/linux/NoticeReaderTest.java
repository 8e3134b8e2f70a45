package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.explain.Subject;
import io.github.landlauncher.linux.libc.Errno;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who tries something, how strings are read, and what becomes of a program that cannot be seen. */
class NoticeReaderTest extends ProgramTest {

    private List<Attempt> open(Object path) throws Exception {
        return program.attempts(Syscall.OPEN, path, 0);
    }

    @Test
    void an_attempt_says_who_tries_and_as_whom() throws Exception {
        program.status(FakeProgram.PID, "1\t2\t3\t4294967294", "00000000a80425fb", true);
        file("file");

        assertThat(open("file")).containsExactly(new Attempt(
                FakeProgram.PID,
                Optional.of(program.top().resolve("bin/program")),
                "open",
                new Operation.Open(work("file"), Set.of(OpenFlag.READ)),
                new Subject(4294967294L, 9, Set.of(8L, 20L), 0xa80425fbL)));
    }

    @Test
    void an_attempt_of_a_thread_is_one_of_its_process() throws Exception {
        String status = Files.readString(program.entry("status"));
        Files.writeString(program.entry("status"), status.replace("Tgid:\t100", "Tgid:\t90"));
        file("file");

        assertThat(open("file")).extracting(Attempt::pid).containsExactly(90);
    }

    @Test
    void capabilities_count_in_the_user_namespace_of_the_jvm_only() throws Exception {
        program.status(FakeProgram.PID, "7\t7\t7\t7", "000001ffffffffff", true);
        file("file");
        Path own = Files.createDirectories(program.proc().resolve("self/ns")).resolve("user");
        Files.createSymbolicLink(own, Path.of("user:[4026531837]"));
        Path other = Files.createDirectories(program.entry("ns")).resolve("user");

        Files.createSymbolicLink(other, Path.of("user:[4026531837]"));
        assertThat(open("file")).extracting(attempt -> attempt.subject().effectiveCapabilities())
                .containsExactly(0x1ffffffffffL);
        Files.delete(other);
        Files.createSymbolicLink(other, Path.of("user:[4026532200]"));
        assertThat(open("file")).extracting(attempt -> attempt.subject().effectiveCapabilities())
                .containsExactly(0L);
    }

    @Test
    void a_process_without_groups_has_none() throws Exception {
        String status = Files.readString(program.entry("status"));
        Files.writeString(program.entry("status"), status.replace("Groups:\t8 20 ", "Groups:\t "));
        file("file");

        assertThat(open("file")).singleElement()
                .satisfies(attempt -> assertThat(attempt.subject().groups()).isEmpty());
    }

    @Test
    void a_program_whose_file_was_removed_keeps_its_name() throws Exception {
        Path program = this.program.top().resolve("bin/program");
        this.program.link("exe", Path.of(program + " (deleted)"));
        file("file");

        assertThat(open("file")).extracting(attempt -> attempt.executable().orElseThrow())
                .containsExactly(program);
        Files.createFile(Path.of(program + " (deleted)"));
        assertThat(open("file")).extracting(attempt -> attempt.executable().orElseThrow())
                .containsExactly(Path.of(program + " (deleted)"));
    }

    @Test
    void a_program_that_cannot_be_told_is_empty() throws Exception {
        Files.delete(program.entry("exe"));
        file("file");

        assertThat(open("file")).singleElement()
                .satisfies(attempt -> assertThat(attempt.executable()).isEmpty());
    }

    @Test
    void a_call_that_is_not_watched_is_no_attempt() throws Exception {
        NoticeReader reader = new NoticeReader(program, program, program.proc());

        assertThat(reader.attempts(new Notice(FakeProgram.PID, 4095, 0, 0, 0, 0, 0, 0))).isEmpty();
    }

    @Test
    void numbers_are_those_of_the_architecture() throws Exception {
        file("file");
        NoticeReader reader =
                new NoticeReader(program, program, program.proc(), FakeProgram.JVM, Architecture.AARCH64);
        long name = program.put("file");

        assertThat(reader.attempts(new Notice(FakeProgram.PID, 56, -100, name, 0, 0, 0, 0)))
                .extracting(Attempt::systemCall).containsExactly("openat");
        assertThat(reader.attempts(new Notice(FakeProgram.PID, 257, -100, name, 0, 0, 0, 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 100})
    void a_string_is_read_up_to_its_nul_wherever_pages_end(int bytesOfFirstPage) throws Exception {
        file("file");
        byte[] area = new byte[2 * FakeProgram.PAGE];
        byte[] name = "file\0rest".getBytes(StandardCharsets.US_ASCII);
        int at = FakeProgram.PAGE - bytesOfFirstPage;
        System.arraycopy(name, 0, area, at, name.length);
        long address = program.put(area) + at;

        assertThat(open(address)).hasSize(1);
    }

    @Test
    void a_string_at_the_end_of_memory_is_read_without_what_follows() throws Exception {
        file("file");

        assertThat(open(program.putAtEnd("file\0".getBytes(StandardCharsets.US_ASCII)))).hasSize(1);
        assertThat(open(program.putAtEnd("file".getBytes(StandardCharsets.US_ASCII)))).isEmpty();
    }

    @Test
    void the_longest_path_has_4095_bytes() throws Exception {
        file("file");
        String padded = "." + "/".repeat(4095 - 5) + "file";
        assertThat(padded).hasSize(4095);

        assertThat(open(padded)).hasSize(1);
        assertThat(open(padded.replaceFirst("/", "//"))).isEmpty();
    }

    @Test
    void where_the_kernel_finds_no_memory_either_there_is_no_attempt() throws Exception {
        assertThat(open(0L)).isEmpty();
        assertThat(open(1L)).isEmpty();
        assertThat(open(-1L)).isEmpty();
        assertThat(program.attempts(Syscall.OPENAT2, -100, "file", 0L, 24)).isEmpty();
    }

    @Test
    void a_process_that_has_ended_tries_nothing() throws Exception {
        file("file");
        Files.delete(program.entry("status"));
        assertThat(open("file")).isEmpty();
        Files.delete(program.entry("cwd"));
        assertThat(open("file")).isEmpty();
        program.failReading(Errno.ESRCH);
        assertThat(open("file")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EPERM, Errno.EACCES, Errno.ENOSYS})
    void memory_that_must_not_be_read_is_an_error(int errno) {
        program.failReading(errno);

        assertThatThrownBy(() -> open("file"))
                .isInstanceOfSatisfying(UnreadableException.class,
                        e -> assertThat(e.errno()).isEqualTo(errno))
                .hasMessageContaining("memory of process 100").hasMessageContaining(Errno.name(errno));
    }

    @Test
    void a_path_that_is_no_text_here_is_an_error() {
        assumeThat(Encoding.CHARSET).isIn(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> open(new byte[] {'f', (byte) 0xff}))
                .isInstanceOfSatisfying(UnreadableException.class,
                        e -> assertThat(e.errno()).isEqualTo(Errno.EILSEQ))
                .hasMessageContaining(Encoding.CHARSET.toString());
    }

    @Test
    void a_path_beyond_ascii_is_read_in_the_encoding_of_file_names() throws Exception {
        assumeThat(Encoding.CHARSET).isEqualTo(StandardCharsets.UTF_8);
        file("\u00e9\u4e2d");

        assertThat(open("\u00e9\u4e2d")).extracting(Attempt::operation)
                .containsExactly(new Operation.Open(work("\u00e9\u4e2d"), Set.of(OpenFlag.READ)));
    }

    @Test
    void a_notice_has_six_arguments() {
        assertThatThrownBy(() -> new Notice(1, 2, 3, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
