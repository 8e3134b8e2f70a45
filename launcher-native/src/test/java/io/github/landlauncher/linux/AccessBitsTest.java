package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.Scope;
import io.github.landlauncher.linux.libc.LandlockHeader;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The bits, compared by name with the header's constants. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessBitsTest {

    /** Flags of landlock_restrict_self that change more than the log. */
    private static final List<String> NO_LOG_FLAGS = List.of("TSYNC", "NO_NEW_PRIVS");

    private static <E extends Enum<E>> void assertBitsAreTheHeaders(
            Class<E> names, String prefix, ToLongFunction<Set<E>> bits) {
        for (E name : names.getEnumConstants()) {
            assertThat(bits.applyAsLong(EnumSet.of(name)))
                    .as(prefix + name)
                    .isEqualTo(constant(prefix + name.name()));
        }
        assertThat(bits.applyAsLong(EnumSet.noneOf(names))).isZero();
        assertThat(bits.applyAsLong(EnumSet.allOf(names)))
                .isEqualTo(EnumSet.allOf(names).stream()
                        .mapToLong(name -> constant(prefix + name.name()))
                        .sum());
    }

    private static long constant(String name) {
        try {
            return ((Number) LandlockHeader.class.getField(name).get(null)).longValue();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no constant " + name, e);
        }
    }

    private static List<String> namesAfter(String prefix) {
        return Arrays.stream(LandlockHeader.class.getFields())
                .map(Field::getName)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(name -> !NO_LOG_FLAGS.contains(name))
                .toList();
    }

    private static String[] names(Enum<?>... constants) {
        return Arrays.stream(constants).map(Enum::name).toArray(String[]::new);
    }

    @Test
    void a_right_on_files_is_the_bit_of_its_name() {
        assertBitsAreTheHeaders(AccessFs.class, "LANDLOCK_ACCESS_FS_", AccessBits::fs);
    }

    @Test
    void a_right_on_ports_is_the_bit_of_its_name() {
        assertBitsAreTheHeaders(AccessNet.class, "LANDLOCK_ACCESS_NET_", AccessBits::net);
    }

    @Test
    void a_scope_is_the_bit_of_its_name() {
        assertBitsAreTheHeaders(Scope.class, "LANDLOCK_SCOPE_", AccessBits::scopes);
    }

    @Test
    void a_log_flag_is_the_bit_of_its_name() {
        assertBitsAreTheHeaders(LogFlag.class, "LANDLOCK_RESTRICT_SELF_", AccessBits::logFlags);
    }

    @Test
    void the_api_has_a_name_for_everything_in_the_header() {
        assertThat(namesAfter("LANDLOCK_ACCESS_FS_")).containsExactlyInAnyOrder(names(AccessFs.values()));
        assertThat(namesAfter("LANDLOCK_ACCESS_NET_")).containsExactlyInAnyOrder(names(AccessNet.values()));
        assertThat(namesAfter("LANDLOCK_SCOPE_")).containsExactlyInAnyOrder(names(Scope.values()));
        assertThat(namesAfter("LANDLOCK_RESTRICT_SELF_"))
                .containsExactlyInAnyOrder(names(LogFlag.values()));
    }
}
