package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rows predict, at the places where the kernel's rules are not obvious. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperationTest {

    private static final int EACCES = 13;
    private static final int EXDEV = 18;

    @ParameterizedTest(name = "{0} with {1} on ABI {2}: {3}")
    @CsvSource({
        "read HERE/file, READ_FILE, 7, 0",
        "read HERE/file, WRITE_FILE, 7, 13",
        "stat HERE/file, , 7, 0",
        "truncate HERE/file, , 2, 0",
        "truncate HERE/file, , 3, 13",
        "open-trunc HERE/file, READ_FILE, 2, 0",
        "open-trunc HERE/file, READ_FILE, 3, 13",
        "unix-connect HERE/socket, , 8, 0",
        "unix-connect HERE/socket, , 9, 13",
        "execute-via-ldso INTERPRETER HERE/dynamic exit 0, , 7, 127",
        "rename HERE/file HERE/sub/new, REMOVE_FILE MAKE_REG, 7, 18",
        "rename HERE/file HERE/sub/new, REMOVE_FILE MAKE_REG REFER, 7, 0",
        "rename HERE/file HERE/sub/new, REMOVE_FILE MAKE_REG REFER, 1, 18",
        "rename HERE/file HERE/sub/new, MAKE_REG REFER, 1, 13",
        "rename HERE/file HERE/new, REMOVE_FILE MAKE_REG, 1, 0",
    })
    void the_exit_value_follows_from_rights_and_abi(
            String operation, String granted, int abi, int exitValue) {
        assertThat(row(operation).exitValue(rights(granted), Set.of(), abi)).isEqualTo(exitValue);
    }

    @Test
    void a_file_that_is_moved_may_lose_rights_but_not_gain_them() {
        Operation link = row("link HERE/file THERE/new");
        Set<String> less = rights("REFER MAKE_REG READ_FILE");
        Set<String> more = rights("REFER MAKE_REG READ_FILE WRITE_FILE");

        assertThat(link.exitValue(more, less, 7)).isZero();
        assertThat(link.exitValue(less, more, 7)).isEqualTo(EXDEV);
    }

    @Test
    void rights_on_directories_count_as_a_gain_for_a_directory_only() {
        Set<String> less = rights("REFER REMOVE_FILE REMOVE_DIR MAKE_DIR MAKE_REG");
        Set<String> more = rights("REFER REMOVE_FILE REMOVE_DIR MAKE_DIR MAKE_REG MAKE_FIFO");

        assertThat(row("rename HERE/file THERE/new").exitValue(less, more, 7)).isZero();
        assertThat(row("rename HERE/empty THERE/new").exitValue(less, more, 7)).isEqualTo(EXDEV);
    }

    @Test
    void an_exchange_must_not_gain_rights_in_either_direction() {
        Operation exchange = row("exchange HERE/file THERE/file");
        Set<String> less = rights("REFER REMOVE_FILE MAKE_REG");
        Set<String> more = rights("REFER REMOVE_FILE MAKE_REG READ_FILE");

        assertThat(exchange.exitValue(more, less, 7)).isEqualTo(EXDEV);
        assertThat(exchange.exitValue(less, more, 7)).isEqualTo(EXDEV);
        assertThat(exchange.exitValue(more, more, 7)).isZero();
        assertThat(exchange.exitValue(more, Set.of(), 7)).isEqualTo(EACCES);
    }

    @Test
    void every_operation_is_listed_once() {
        assertThat(Operation.ALL).extracting(Operation::toString).doesNotHaveDuplicates();
    }

    private static Operation row(String text) {
        return Operation.ALL.stream()
                .filter(operation -> operation.toString().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> rights(String words) {
        return words == null ? Set.of() : new TreeSet<>(Set.of(words.split(" ")));
    }
}
