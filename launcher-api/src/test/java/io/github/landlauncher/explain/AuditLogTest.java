package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records are those of Linux 6.18; only paths and the fields of SYSCALL that nobody reads are shorter. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditLogTest {

    private static final String DOMAIN = "type=1424 audit(1795361773.374:429): domain=1e44789c9 status=allocated"
            + " mode=enforcing pid=17670 uid=0"
            + " exe=2F6D656D66643A6C616E646C6F636B2D65786563202864656C6574656429 comm=\"18\"";
    private static final String ACCESS = "type=1423 audit(1795361773.374:430): domain=1e44789c9"
            + " blockers=fs.read_file path=2F746D702F7365637265742F612066696C65 dev=\"vda\" ino=2147219";
    private static final String CALL = "type=1300 audit(1795361773.374:430): arch=c000003e syscall=257 success=no"
            + " exit=-13 a0=ffffff9c a1=7ffc346b290f a2=0 a3=0 items=0 ppid=17670 pid=17683 auid=4294967295 uid=0"
            + " tty=(none) ses=4294967295 comm=\"cat\" exe=\"/usr/bin/cat\" key=(null)";

    private static List<AuditDenial> denials(String... lines) {
        return AuditLog.read(Stream.of(lines)).denials();
    }

    private static AuditDenial of(String fields) {
        return denials("type=1423 audit(1.2:3): domain=1e447a288 " + fields).get(0);
    }

    @Test
    void the_records_of_an_event_and_of_a_domain_belong_together() {
        assertThat(denials(ACCESS, CALL, "type=1327 audit(1795361773.374:430): proctitle=636174", DOMAIN))
                .containsExactly(new AuditDenial("1e44789c9", OptionalLong.of(17670), List.of("fs.read_file"),
                        Optional.of(Path.of("/tmp/secret/a file")), OptionalInt.empty(), OptionalLong.of(17683),
                        Optional.of(Path.of("/usr/bin/cat")), OptionalInt.of(13)));
    }

    @Test
    void what_other_records_would_tell_is_empty_without_them() {
        assertThat(denials(ACCESS)).singleElement().satisfies(denial -> {
            assertThat(denial.program()).isEmpty();
            assertThat(denial.pid()).isEmpty();
            assertThat(denial.executable()).isEmpty();
            assertThat(denial.errno()).isEmpty();
        });
    }

    @Test
    void a_program_has_the_denials_of_its_domain_whichever_process_they_are_of() {
        AuditLog log = AuditLog.read(Stream.of(ACCESS, CALL, DOMAIN,
                "type=1424 audit(1795361774.1:500): domain=1e44789c9 status=deallocated denials=1",
                ACCESS.replace("1e44789c9", "1e44789ca")));

        assertThat(log.denials()).hasSize(2);
        assertThat(log.denialsOf(17670)).singleElement()
                .satisfies(denial -> assertThat(denial.domain()).isEqualTo("1e44789c9"));
        assertThat(log.denialsOf(17683)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "type=1423 audit(%s",
        "audit: type=1423 audit(%s",
        "[49835.852345] audit: type=1423 audit(%s",
        "[    5.852345] audit: type=1423 audit(%s",
        "Nov 22 15:36:58 host kernel: audit: type=1423 audit(%s",
        "Nov  2 15:36:58 host kernel: audit: type=1423 audit(%s",
        "type=LANDLOCK_ACCESS msg=audit(%s",
        "node=host type=LANDLOCK_ACCESS msg=audit(%s\u001dUID=\"root\"",
        "type=UNKNOWN[1423] msg=audit(%s"
    })
    void each_log_writes_a_record_in_its_own_way(String form) {
        assertThat(denials(String.format(form, "1.2:3): domain=1e blockers=fs.execute,fs.read_file path=\"/a/b\"")))
                .singleElement()
                .satisfies(denial -> assertThat(denial.operations()).containsExactly(
                        new Operation.Use(Path.of("/a/b"), Set.of(AccessFs.EXECUTE, AccessFs.READ_FILE))));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "type=1423",
        "type=1701 audit(1795361817.450:462): auid=4294967295 uid=65534 pid=30794 comm=\".h\" sig=11 res=1",
        "type=1423 audit(1.2:3): blockers=fs.read_file path=\"/a\"",
        "type=1423 audit(1.2:3): domain=1e path=\"/a\"",
        "Nov 22 15:36:58 host prog: audit: type=1423 audit(1.2:3): domain=1e blockers=fs.read_file path=\"/a\"",
        "type=1112 audit(1.2:3): msg='type=1423 audit(1.2:3): domain=1e blockers=fs.read_file path=\"/a\"'",
    })
    void other_lines_are_passed_over(String line) {
        assertThat(denials(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "blockers=net.connect_tcp daddr=127.0.0.1 dest=9 | CONNECT_TCP | 9",
        "blockers=net.bind_tcp saddr=::1 src=999 | BIND_TCP | 999",
    })
    void a_port_is_the_one_that_the_right_is_about(String fields, AccessNet right, int port) {
        assertThat(of(fields).operations()).containsExactly(new Operation.UsePort(right, port));
    }

    @Test
    void scopes_have_no_path() {
        assertThat(of("blockers=scope.signal opid=17550 ocomm=\"java\"").operations())
                .containsExactly(new Operation.Reach(Scope.SIGNAL));
        AuditDenial socket = of("blockers=scope.abstract_unix_socket path=006162732078");
        assertThat(socket.operations()).containsExactly(new Operation.Reach(Scope.ABSTRACT_UNIX_SOCKET));
        assertThat(socket.path()).isEmpty();
    }

    @Test
    void what_has_no_name_here_is_kept_in_the_kernels_words() {
        AuditDenial denial = of("blockers=ptrace,fs.new_right opid=1 ocomm=\"x\"");

        assertThat(denial.blockers()).containsExactly("ptrace", "fs.new_right");
        assertThat(denial.operations()).isEmpty();
    }

    @Test
    void a_rename_between_directories_has_two_records_that_say_too_much_after_exdev() {
        String access = "type=1423 audit(1.2:469): domain=1e447a288 blockers=fs.make_reg,fs.refer path=\"/a\"";
        String other = access.replace("/a", "/b");
        String denied = CALL.replace("1795361773.374:430", "1.2:469");

        assertThat(denials(access, other, denied))
                .hasSize(2)
                .allSatisfy(denial -> assertThat(denial.operations()).hasSize(1));
        assertThat(denials(access, other, denied.replace("exit=-13", "exit=-18")))
                .hasSize(2)
                .allSatisfy(denial -> assertThat(denial.operations()).isEmpty());
    }

    @Test
    void names_cannot_pretend_to_be_fields() {
        String path = "2F6120626C6F636B6572733D66732E65786563757465"; // "/a blockers=fs.execute"
        assertThat(of("blockers=fs.read_file path=" + path).path())
                .contains(Path.of("/a blockers=fs.execute"));
        assertThat(of("blockers=fs.read_file path=\"/a=b,domain=1\" dev=\"x\"").blockers())
                .containsExactly("fs.read_file");
    }

    @Test
    void any_line_is_read_without_failing() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            char[] line = (i % 3 == 0 ? ACCESS : i % 3 == 1 ? CALL : DOMAIN).toCharArray();
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                line[random.nextInt(line.length)] = " \"=:(),-0F\0\u001d".charAt(random.nextInt(12));
            }
            assertThatCode(() -> denials(new String(line), ACCESS, CALL).forEach(AuditDenial::operations))
                    .as(new String(line))
                    .doesNotThrowAnyException();
        }
    }
}
