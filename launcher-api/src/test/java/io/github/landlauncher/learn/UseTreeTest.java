package io.github.landlauncher.learn;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.learn.PathUse.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UseTreeTest {

    private static PathUse use(String path, AccessFs... rights) {
        return new PathUse(Path.of(path), false, Set.of(rights), Origin.FOUND, new TreeSet<>(), false);
    }

    private static List<PathUse> told(int maxEntries, List<PathUse> uses) {
        UseTree tree = new UseTree(maxEntries, 1000);
        uses.forEach(tree::add);
        return tree.uses();
    }

    @Test
    void uses_of_one_file_add_up() {
        assertThat(told(9, List.of(use("/a/b", READ_FILE), use("/a/b", WRITE_FILE))))
                .containsExactly(use("/a/b", READ_FILE, WRITE_FILE));
    }

    @Test
    void a_directory_with_too_many_entries_is_a_whole() {
        List<PathUse> uses = told(2, List.of(use("/d/a", READ_FILE), use("/d/b/c", WRITE_FILE), use("/d/e", EXECUTE)));

        assertThat(uses).singleElement().satisfies(use -> {
            assertThat(use.path()).isEqualTo(Path.of("/d"));
            assertThat(use.whole()).isTrue();
            assertThat(use.rights()).containsExactly(EXECUTE, WRITE_FILE, READ_FILE);
        });
    }

    @Test
    void in_whatever_order_uses_are_told_the_tree_is_the_same() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<PathUse> uses = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                AccessFs right = AccessFs.values()[random.nextInt(AccessFs.values().length)];
                String path = "/" + random.nextInt(3) + "/" + random.nextInt(4) + "/" + random.nextInt(4);
                uses.add(new PathUse(Path.of(path.substring(0, 2 + 2 * random.nextInt(3))), random.nextBoolean(),
                        Set.of(right), Origin.values()[random.nextInt(3)], new TreeSet<>(), false));
            }
            List<PathUse> shuffled = new ArrayList<>(uses);
            Collections.shuffle(shuffled, random);

            assertThat(told(2, shuffled)).isEqualTo(told(2, uses));
        }
    }

    @Test
    void a_million_files_need_no_more_room_than_the_directory() {
        UseTree tree = new UseTree(Recording.MAX_ENTRIES, Recording.MAX_PATHS);
        for (int i = 0; i < 1_000_000; i++) {
            tree.add(use("/srv/data/in/f" + i, READ_FILE));
        }

        assertThat(tree.isFull()).isFalse();
        assertThat(tree.uses()).extracting(PathUse::path).containsExactly(Path.of("/srv/data/in"));
    }

    @Test
    void a_million_files_in_as_many_directories_fill_it_and_it_says_so() {
        UseTree tree = new UseTree(100, 5000);
        for (int i = 0; i < 1_000_000; i++) {
            tree.add(use("/srv/" + i % 90 + "/" + i / 90 % 90 + "/" + i / 8100 + "/f", READ_FILE));
        }

        assertThat(tree.isFull()).isTrue();
        assertThat(tree.uses()).hasSizeLessThan(5000);
    }
}
