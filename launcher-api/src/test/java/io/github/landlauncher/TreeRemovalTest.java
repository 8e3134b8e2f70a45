package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trees as programs leave them. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TreeRemovalTest {

    private static final Path KEPT = Path.of("kept");
    private static final int DEPTH = 10_000;

    @TempDir private Path directory;
    private Path tree;

    @BeforeEach
    void make_a_tree_beside_something_else() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
        Files.createFile(tree.resolve(KEPT));
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("file"), "content");
    }

    @Test
    void files_and_directories_are_removed() throws IOException {
        Files.writeString(tree.resolve("file"), "content");
        Files.createDirectories(tree.resolve("a/b/c"));
        Files.createFile(tree.resolve("a/b/c/file"));
        Files.createDirectories(tree.resolve("a/" + KEPT));

        remove();

        assertOnlyTheTreeIsGone();
    }

    @Test
    void a_directory_with_thousands_of_entries_is_removed() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            Files.createFile(Files.createDirectory(tree.resolve("directory" + i)).resolve("file"));
            Files.createFile(tree.resolve("file" + i));
        }

        remove();

        assertOnlyTheTreeIsGone();
    }

    @Test
    void links_are_removed_and_not_what_they_lead_to() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.createDirectory(tree.resolve("a"));
        for (String link : new String[] {"link", "a/link"}) {
            Files.createSymbolicLink(tree.resolve(link), elsewhere);
            Files.createSymbolicLink(tree.resolve(link + "-to-file"), elsewhere.resolve("file"));
            Files.createSymbolicLink(tree.resolve(link + "-to-itself"), tree);
            Files.createSymbolicLink(tree.resolve(link + "-to-nothing"), Path.of("nothing"));
        }
        Files.createLink(tree.resolve("hard-link"), elsewhere.resolve("file"));

        remove();

        assertOnlyTheTreeIsGone();
    }

    /** Deeper than any path can be, than a stack and than the limit of open files. */
    @Test
    void ten_thousand_directories_in_each_other_are_removed() throws IOException {
        Path deepest = directory.resolve("deepest");
        Files.createDirectory(deepest);
        for (int i = 1; i < DEPTH; i++) { // the tree grows at its root
            Path outer = Files.createDirectory(directory.resolve("outer"));
            Files.move(deepest, outer.resolve("d"));
            Files.createFile(outer.resolve("f"));
            Files.move(outer, deepest);
        }
        Files.move(deepest, tree.resolve("home"));

        remove();

        assertOnlyTheTreeIsGone();
    }

    @Test
    void directories_that_are_closed_to_their_owner_are_removed() throws IOException {
        Path inner = Files.createDirectories(tree.resolve("a/b/c"));
        Files.createFile(inner.resolve("file"));
        for (String mode : new String[] {"---------", "r--------", "r-x------", "--x------", "-wx------"}) {
            Path closed = Files.createDirectory(tree.resolve("a/b/" + mode));
            Files.createFile(closed.resolve("file"));
            Files.createDirectory(closed.resolve("directory"));
            Files.setPosixFilePermissions(closed.resolve("directory"), Set.of());
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString(mode));
        }
        for (Path path : new Path[] {inner, inner.getParent(), inner.getParent().getParent(), tree}) {
            Files.setPosixFilePermissions(path, Set.of());
        }

        remove();

        assertOnlyTheTreeIsGone();
    }

    @Test
    void permissions_of_what_a_link_leads_to_stay() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString("r-x------");
        Files.setPosixFilePermissions(elsewhere, mode);
        Files.createSymbolicLink(tree.resolve("link"), elsewhere);

        remove();

        assertThat(Files.getPosixFilePermissions(elsewhere)).isEqualTo(mode);
    }

    @Test
    void names_that_are_no_text_are_removed() throws Exception {
        String script = "mkdir \"$1/$(printf '\\377\\376')\" && : > \"$1/$(printf '\\377\\376')/$(printf 'a\\nb')\"";
        assertThat(new ProcessBuilder("sh", "-c", script, "sh", tree.toString()).start().waitFor()).isZero();

        remove();

        assertOnlyTheTreeIsGone();
    }

    @Test
    void a_fifo_is_removed_and_not_opened() throws Exception {
        Path fifo = Files.createDirectory(tree.resolve("a")).resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

        remove();

        assertOnlyTheTreeIsGone();
    }

    @Test
    void what_an_interrupted_removal_has_left_is_removed() throws IOException {
        Files.createDirectories(tree.resolve("removed-123-0/a"));
        Files.delete(tree.resolve(KEPT));

        remove();

        assertOnlyTheTreeIsGone();
    }

    @Test
    void a_link_in_the_tree_s_place_is_not_followed() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), tree);

        assertThatThrownBy(() -> remove(link)).isInstanceOf(NotDirectoryException.class);
        assertThat(tree.resolve(KEPT)).exists();
    }

    /** The open one is emptied; what has its name now is not touched. */
    @Test
    void a_tree_that_was_exchanged_meanwhile_is_left_where_it_is() throws IOException {
        Files.createDirectories(tree.resolve("a/b"));
        Path other = Files.createDirectory(directory.resolve("other"));
        Path inOther = Files.createFile(other.resolve("file"));
        try (SecureDirectoryStream<Path> parent = TreeRemoval.open(directory);
                SecureDirectoryStream<Path> top = TreeRemoval.open(parent, tree)) {
            Files.move(tree, directory.resolve("moved"));
            Files.move(other, tree);

            assertThatThrownBy(() -> TreeRemoval.remove(parent, top, tree, KEPT))
                    .isInstanceOf(DirectoryNotEmptyException.class);
        }
        assertThat(tree.resolve(inOther.getFileName())).exists();
        assertThat(directory.resolve("moved")).isEmptyDirectory();
    }

    private void remove() throws IOException {
        remove(tree);
    }

    private void remove(Path path) throws IOException {
        try (SecureDirectoryStream<Path> parent = TreeRemoval.open(directory);
                SecureDirectoryStream<Path> top = TreeRemoval.open(parent, path)) {
            TreeRemoval.remove(parent, top, path, KEPT);
        }
    }

    private void assertOnlyTheTreeIsGone() throws IOException {
        assertThat(Files.exists(tree, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(directory.resolve("elsewhere/file")).hasContent("content");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(directory.resolve("elsewhere"));
        }
    }
}
