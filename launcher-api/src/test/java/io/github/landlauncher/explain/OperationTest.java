package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can ask about what no program can try. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperationTest {

    private static final Path P = Path.of("/p");

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void a_port_that_there_is_not_is_refused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Operation.UsePort(AccessNet.CONNECT_TCP, port))
                .withMessage("port " + port + " is not in 0 to 65535");
        assertThatIllegalArgumentException().isThrownBy(() -> Explaining.NOTHING.explainConnect(port));
        assertThatIllegalArgumentException().isThrownBy(() -> Explaining.NOTHING.explainBind(port));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = "MAKE_.*")
    void nothing_is_made_by_another_right(AccessFs right) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Operation.Make(P, right))
                .withMessageContaining(right.name());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = "REMOVE_.*")
    void nothing_is_removed_by_another_right(AccessFs right) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Operation.Remove(P, right))
                .withMessageContaining(right.name());
    }

    @Test
    void what_is_missing_is_refused_where_it_is_given() {
        assertThatNullPointerException().isThrownBy(() -> new Operation.Execute(null)).withMessage("path");
        assertThatNullPointerException().isThrownBy(() -> new Operation.Rename(P, null, false)).withMessage("to");
        assertThatNullPointerException().isThrownBy(() -> new Operation.Link(null, P)).withMessage("from");
        assertThatNullPointerException().isThrownBy(() -> new Operation.Reach(null)).withMessage("scope");
    }
}
