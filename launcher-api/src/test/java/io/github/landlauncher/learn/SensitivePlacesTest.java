package io.github.landlauncher.learn;

import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.places.SensitivePlaces;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are warned of is learned by nobody, in a home and elsewhere. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SensitivePlacesTest {

    static Stream<Path> secrets() {
        return Stream.of(
                        SensitivePlaces.USUAL_SECRETS.stream(),
                        SensitivePlaces.USUAL_SOCKETS.stream(),
                        everywhere(SensitivePlaces.USUAL_SECRET_NAMES))
                .flatMap(paths -> paths);
    }

    static Stream<Path> deciding() {
        return Stream.of(
                        SensitivePlaces.USUAL_DECIDING.stream(),
                        everywhere(SensitivePlaces.USUAL_DECIDING_NAMES),
                        everywhere(SensitivePlaces.DECIDING_OF_GIT))
                .flatMap(paths -> paths);
    }

    private static Stream<Path> everywhere(List<Path> names) {
        return names.stream().flatMap(name ->
                Stream.of(Story.PLACE.home().resolve(name), Path.of("/srv/other").resolve(name)));
    }

    static Stream<List<Path>> lists() {
        return Stream.of(
                SensitivePlaces.ALL_SECRETS, SensitivePlaces.ALL_SECRET_NAMES,
                SensitivePlaces.ALL_DECIDING, SensitivePlaces.ALL_DECIDING_NAMES);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void a_usual_secret_is_not_allowed_to_be_read(Path place) {
        LearnedPolicy learned = new Story().file(place.toString(), READ_FILE).learned();

        assertThat(learned.rules()).isEmpty();
        assertThat(learned.decisions()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("deciding")
    void what_usually_decides_what_is_executed_is_not_allowed_to_be_written(Path place) {
        LearnedPolicy learned = new Story().file(place.toString(), WRITE_FILE).learned();

        assertThat(learned.rules()).isEmpty();
        assertThat(learned.decisions()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void nothing_is_on_a_list_twice(List<Path> list) {
        assertThat(new HashSet<>(list)).hasSameSizeAs(list);
    }
}
