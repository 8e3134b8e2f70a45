package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of each directory of {@code composition} make its golden text, in whatever order. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompositionVectorsTest {

    static Stream<Path> vectors() {
        return Samples.in("composition").stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void files_compose_to_the_same_in_every_order(Path vector) throws Exception {
        String golden = Files.readString(vector.resolve("golden.txt")).stripTrailing();
        List<Path> files = files(vector);

        assertThat(files).hasSizeGreaterThan(1);
        for (List<Path> order : orders(files)) {
            assertThat(LandlockConfig.parse(order.toArray(Path[]::new))).as("%s", order).hasToString(golden);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_file_that_is_named_again_changes_nothing(Path vector) throws Exception {
        List<Path> files = files(vector);
        LandlockConfig once = LandlockConfig.parse(files.toArray(Path[]::new));
        List<Path> again = new ArrayList<>(files);
        again.addAll(files);

        assertThat(LandlockConfig.parse(again.toArray(Path[]::new))).isEqualTo(once);
        assertThat(once.compose(once)).isEqualTo(once);
        assertThat(once.compose(once).sources()).isEqualTo(once.sources());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void one_after_the_other_is_as_all_at_once(Path vector) throws Exception {
        List<Path> files = files(vector);
        LandlockConfig composed = LandlockConfig.parse(files.get(0));
        for (Path file : files.subList(1, files.size())) {
            composed = composed.compose(LandlockConfig.parse(file));
        }

        assertThat(composed).isEqualTo(LandlockConfig.parse(files.toArray(Path[]::new)));
    }

    private static List<Path> files(Path vector) {
        return Samples.in("composition/" + vector.getFileName()).stream().filter(Samples::isConfig).toList();
    }

    private static List<List<Path>> orders(List<Path> files) {
        if (files.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Path>> orders = new ArrayList<>();
        for (Path first : files) {
            List<Path> others = new ArrayList<>(files);
            others.remove(first);
            for (List<Path> rest : orders(others)) {
                List<Path> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }
}
