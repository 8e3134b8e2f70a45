package io.github.landlauncher.learn;

import static io.github.landlauncher.learn.Recording.merge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Scope;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordingMergeTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "tmp.1", "..d", "e\nf", "usr", "etc");

    private final Random random = new Random(30);

    @Test
    void the_order_makes_no_difference() {
        for (int round = 0; round < 500; round++) {
            Recording one = recording();
            Recording other = recording();

            same(merge(one, other), merge(other, one));
        }
    }

    @Test
    void nor_does_which_are_merged_first() {
        for (int round = 0; round < 500; round++) {
            Recording one = recording();
            Recording two = recording();
            Recording three = recording();

            same(merge(merge(one, two), three), merge(one, merge(two, three)));
            same(merge(merge(one, two), three), merge(one, two, three));
        }
    }

    @Test
    void nor_how_often_one_is_there() {
        for (int round = 0; round < 500; round++) {
            Recording one = recording();
            Recording other = recording();

            same(merge(one, one), one);
            same(merge(one, other, one), merge(one, other));
        }
    }

    @Test
    void what_was_merged_is_not_changed() {
        Recording one = new Story().file("/a/b", AccessFs.READ_FILE).recording();
        Recording other = new Story().file("/a/c", AccessFs.READ_FILE).recording();

        merge(one, other);

        assertThat(one.uses()).hasSize(1);
        assertThat(other.uses()).hasSize(1);
    }

    @Test
    void nothing_cannot_be_merged() {
        assertThatIllegalArgumentException().isThrownBy(Recording::merge);
    }

    private Recording recording() {
        Story story = new Story();
        for (int i = random.nextInt(12); i > 0; i--) {
            AccessFs right = AccessFs.values()[random.nextInt(AccessFs.values().length)];
            switch (random.nextInt(7)) {
                case 0 -> story.directory(path(), right);
                case 1 -> story.made(path(), right);
                case 2 -> story.replaced(path(), right);
                case 3 -> story.moved(path(), path(), random.nextBoolean());
                case 4 -> story.port(AccessNet.CONNECT_TCP, random.nextInt(4));
                case 5 -> story.reached(Scope.values()[random.nextInt(Scope.values().length)]);
                default -> story.file(path(), right);
            }
        }
        return story.recording();
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(4); depth >= 0; depth--) {
            path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
        }
        return path.toString();
    }

    /** Both have the same, and so have the policies that are made of them. */
    private static void same(Recording one, Recording other) {
        assertThat(one.uses()).isEqualTo(other.uses());
        assertThat(one.ports()).isEqualTo(other.ports());
        assertThat(one.scopes()).isEqualTo(other.scopes());
        assertThat(one.moves()).isEqualTo(other.moves());
        Learner learner = Learner.of(LandlockAbi.V7, Story.PLACE).allowDirectoriesFrom(2).on(path -> false);
        assertThat(learner.learn(one, List.of())).isEqualTo(learner.learn(other, List.of()));
    }
}
