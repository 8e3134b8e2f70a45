package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Four records and four domains are kept here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditWindowTest {

    private final AuditWindow window = new AuditWindow(4);

    private void add(int type, int serial, String fields) {
        window.add(AuditRecord.read("type=" + type + " audit(1.2:" + serial + "): " + fields).orElseThrow());
    }

    private void domain(int number) {
        add(1424, number, "domain=" + number + " status=allocated pid=" + (1_000 + number));
    }

    private void access(int serial, int domain) {
        add(1423, serial, "domain=" + domain + " blockers=fs.execute path=\"/" + serial + "\"");
    }

    private void call(int serial) {
        add(1300, serial, "exit=-13 pid=7 exe=\"/a\"");
    }

    @Test
    void the_oldest_denials_are_forgotten_with_their_system_calls() {
        for (int serial = 1; serial <= 5; serial++) {
            access(serial, 1);
            call(serial);
        }

        assertThat(window.log().denials())
                .extracting(denial -> denial.path().orElseThrow().toString())
                .containsExactly("/4", "/5");
        assertThat(window.log().denials()).allSatisfy(denial -> assertThat(denial.pid()).isPresent());
    }

    @Test
    void a_system_call_that_nothing_was_denied_takes_no_room() {
        access(1, 1);
        for (int serial = 10; serial <= 20; serial++) {
            call(serial);
        }

        assertThat(window.log().denials()).hasSize(1);
    }

    @Test
    void an_event_of_more_records_than_there_is_room_for_is_forgotten() {
        for (int i = 0; i < 9; i++) {
            access(1, 1);
        }

        assertThat(window.log().denials()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void the_program_of_a_domain_that_goes_on_to_deny_is_kept() {
        domain(1);
        for (int other = 2; other <= 20; other++) {
            domain(other);
            access(100 + other, 1);
        }

        assertThat(window.log().denialsOf(1_001)).hasSize(4);
    }

    @Test
    void the_program_of_a_domain_that_has_denied_nothing_for_long_is_forgotten() {
        domain(1);
        for (int other = 2; other <= 5; other++) {
            domain(other);
        }
        access(100, 1);

        assertThat(window.log().denials()).singleElement()
                .satisfies(denial -> assertThat(denial.program()).isEqualTo(OptionalLong.empty()));
    }

    @Test
    void the_end_of_a_domain_does_not_take_its_program_away() {
        domain(1);
        access(2, 1);
        add(1424, 3, "domain=1 status=deallocated denials=1");

        assertThat(window.log().denialsOf(1_001)).hasSize(1);
    }
}
