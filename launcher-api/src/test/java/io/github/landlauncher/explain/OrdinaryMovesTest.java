package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What could be renamed and linked without a sandbox. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrdinaryMovesTest {

    private static final Subject USER = new Subject(1, 1, Set.of(), 0);

    private final FakeFacts facts = new FakeFacts()
            .with("/a", 1, "0040755")
            .with("/a/file", 1, "0100600")
            .with("/a/other", 1, "0100600")
            .with("/a/roots", 0, "0100644")
            .with("/a/dir", 1, "0040755")
            .with("/a/dir/entry", 1, "0100600")
            .with("/a/empty", 1, "0040755")
            .with("/a/sealed", 0, "0040755")
            .linked("/a/file", "/a/same")
            .with("/b", 1, "0040755")
            .with("/roots", 0, "0040755")
            .with("/roots/file", 0, "0100666")
            .with("/tmp", 0, "0041777")
            .with("/tmp/others", 2, "0100666")
            .with("/srv", 1, "0040755")
            .with("/srv/file", 1, "0100600");

    @ParameterizedTest
    @CsvSource({
        "/a/file, /a/new, true", "/a/file, /b/new, true", "/a/missing, /a/new, false",
        "/a/file, /a/other, true", "/a/roots, /a/new, true", "/a/file, /roots/new, false",
        "/roots/file, /a/new, false", "/tmp/others, /a/new, false", "/a/file, /tmp/others, false",
        "/a/file, /tmp/new, true",
        // kinds
        "/a/file, /a/empty, false", "/a/empty, /a/file, false", "/a/empty, /a/dir, false",
        "/a/dir, /a/empty, true",
        // a directory's entry ".." changes with its parent
        "/a/dir, /b/new, true", "/a/sealed, /a/new, true", "/a/sealed, /b/new, false",
        // loops and mounts
        "/a/dir, /a/dir/sub, false", "/a/dir/entry, /a/dir, false", "/a/file, /srv/new, false",
        "/srv/file, /srv/new, true", "/srv, /b/srv, false",
        // two names of a file: nothing happens
        "/a/file, /a/same, true", "/a/file, /a/file, true"
    })
    void renaming_takes_what_removing_and_making_takes(String from, String to, boolean permitted) {
        assertThat(permits(new Operation.Rename(Path.of(from), Path.of(to), false))).isEqualTo(permitted);
    }

    @ParameterizedTest
    @CsvSource({"/a/file, /a/other, true", "/a/file, /a/missing, false", "/a/dir, /a/file, true",
        "/a/file, /roots/file, false", "/a/sealed, /a/file, true", "/b, /a/sealed, false"})
    void exchanging_takes_it_both_ways(String from, String to, boolean permitted) {
        assertThat(permits(new Operation.Rename(Path.of(from), Path.of(to), true))).isEqualTo(permitted);
    }

    @Test
    void two_names_of_a_file_are_not_renamed_where_nothing_is_written() {
        facts.with("/srv/one", 1, "0100600").linked("/srv/one", "/srv/two").mounted(true, false);

        assertThat(permits(new Operation.Rename(Path.of("/srv/one"), Path.of("/srv/two"), false))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/a/file, /b/new, true", "/a/missing, /b/new, false", "/a/dir, /b/new, false",
        "/a/file, /a/other, false", "/a/file, /roots/new, false", "/a/file, /srv/new, false",
        "/roots/file, /a/new, true", "/a/roots, /b/new, false"})
    void linking_takes_a_file_that_one_may_write_and_a_directory(String from, String to, boolean permitted) {
        assertThat(permits(new Operation.Link(Path.of(from), Path.of(to)))).isEqualTo(permitted);
    }

    @Test
    void where_hard_links_are_not_protected_any_file_is_linked() {
        facts.protectingHardLinks(false);

        assertThat(permits(new Operation.Link(Path.of("/a/roots"), Path.of("/b/new")))).isTrue();
    }

    private boolean permits(Operation operation) {
        return new OrdinaryPermissions(facts, USER, 7)
                .permit(new Explanation(operation, "EACCES", List.of(), List.of(), List.of(), List.of()));
    }
}
