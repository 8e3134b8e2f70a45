package io.github.landlauncher;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.MAKE_DIR;
import static io.github.landlauncher.AccessFs.MAKE_FIFO;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.MAKE_SOCK;
import static io.github.landlauncher.AccessFs.MAKE_SYM;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static io.github.landlauncher.AccessFs.REMOVE_DIR;
import static io.github.landlauncher.AccessFs.REMOVE_FILE;
import static io.github.landlauncher.AccessFs.TRUNCATE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rights on files each rule on a path allows, and which paths and rights are refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AllowancesOfPathsTest {

    private static final Path P = Path.of("p");
    private static final SandboxPolicy EVERYTHING = SandboxPolicy.handling(LandlockAbi.V11);

    @Test
    void reading_is_two_rights() {
        assertThat(access(EVERYTHING.allowRead("p"))).containsExactlyInAnyOrder(READ_FILE, READ_DIR);
    }

    @Test
    void executing_adds_one() {
        assertThat(access(EVERYTHING.allowReadExecute("p")))
                .containsExactlyInAnyOrder(READ_FILE, READ_DIR, EXECUTE);
    }

    @Test
    void writing_adds_every_change_but_no_devices_and_no_execution() {
        assertThat(access(EVERYTHING.allowReadWrite("p"))).containsExactlyInAnyOrder(
                READ_FILE, READ_DIR, WRITE_FILE, REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG, MAKE_SOCK,
                MAKE_FIFO, MAKE_SYM, REFER, TRUNCATE);
        assertThat(access(EVERYTHING.allowReadWriteExecute("p"))).containsExactlyInAnyOrder(
                READ_FILE, READ_DIR, WRITE_FILE, REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG, MAKE_SOCK,
                MAKE_FIFO, MAKE_SYM, REFER, TRUNCATE, EXECUTE);
    }

    @Test
    void each_form_of_a_group_has_the_same_rights() {
        assertSameAccess(access(EVERYTHING.allowRead("p")), List.of(
                p -> p.allowRead(P), p -> p.allowReadIfExists("p"), p -> p.allowReadBeneath(P, "p")));
        assertSameAccess(access(EVERYTHING.allowReadExecute("p")), List.of(
                p -> p.allowReadExecute(P),
                p -> p.allowReadExecuteIfExists("p"),
                p -> p.allowReadExecuteBeneath(P, "p")));
        assertSameAccess(access(EVERYTHING.allowReadWrite("p")), List.of(
                p -> p.allowReadWrite(P),
                p -> p.allowReadWriteIfExists("p"),
                p -> p.allowReadWriteBeneath(P, "p")));
        assertSameAccess(access(EVERYTHING.allowReadWriteExecute("p")), List.of(
                p -> p.allowReadWriteExecute(P), p -> p.allowReadWriteExecuteBeneath(P, "p")));
    }

    @Test
    void the_forms_differ_in_base_and_in_what_a_missing_path_means() {
        Set<AccessFs> read = Set.of(READ_FILE, READ_DIR);

        assertThat(EVERYTHING.allowRead("p").rules().pathRules())
                .containsExactly(new PathRule(Optional.empty(), P, read, false, false));
        assertThat(EVERYTHING.allowReadIfExists("p").rules().pathRules())
                .containsExactly(new PathRule(Optional.empty(), P, read, false, true));
        assertThat(EVERYTHING.allowReadBeneath(Path.of("base"), "p").rules().pathRules())
                .containsExactly(new PathRule(Optional.of(Path.of("base")), P, read, false, false));
        assertThat(EVERYTHING.allow(read, P).rules().pathRules())
                .containsExactly(new PathRule(Optional.empty(), P, read, true, false));
        assertThat(EVERYTHING.allowIfExists(read, P).rules().pathRules())
                .containsExactly(new PathRule(Optional.empty(), P, read, true, true));
    }

    @Test
    void a_group_leaves_out_what_the_policy_does_not_handle() {
        assertThat(access(SandboxPolicy.handling(LandlockAbi.V1).allowReadWrite("p")))
                .contains(WRITE_FILE)
                .doesNotContain(REFER, TRUNCATE);
        assertThat(access(SandboxPolicy.handling(Set.of(WRITE_FILE), Set.of(), Set.of()).allowRead("p")))
                .isEmpty();
    }

    @Test
    void an_exact_set_that_the_policy_does_not_handle_is_refused() {
        SandboxPolicy writing = SandboxPolicy.handling(Set.of(WRITE_FILE), Set.of(), Set.of());

        assertThat(access(writing.allow(Set.of(WRITE_FILE), P))).containsExactly(WRITE_FILE);
        assertThatThrownBy(() -> writing.allow(Set.of(WRITE_FILE, EXECUTE), P))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path_beneath p [EXECUTE, WRITE_FILE] exactly: the policy handles only"
                        + " [WRITE_FILE], and a rule can allow only what is handled. EXECUTE is handled by"
                        + " SandboxPolicy.handling(LandlockAbi.V1)");
        assertThatThrownBy(() -> writing.allowIfExists(Set.of(EXECUTE), P))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writing.allow(Rules.none().allow(Set.of(EXECUTE), P)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_exact_set_without_a_right_is_refused() {
        assertThatThrownBy(() -> EVERYTHING.allow(Set.of(), P))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a rule that allows nothing: the set of rights is empty");
        assertThatThrownBy(() -> Rules.none().allowIfExists(Set.of(), P))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_rule_keeps_a_copy_of_its_rights() {
        EnumSet<AccessFs> rights = EnumSet.of(EXECUTE);
        SandboxPolicy policy = EVERYTHING.allow(rights, P);

        rights.add(WRITE_FILE);

        assertThat(access(policy)).containsExactly(EXECUTE);
    }

    @Test
    void an_empty_path_is_refused() {
        assertThatThrownBy(() -> EVERYTHING.allowRead(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("empty path; for the working directory say \".\"");
        assertThatThrownBy(() -> EVERYTHING.allowReadBeneath(Path.of(""), "p"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EVERYTHING.allowReadBeneath(P, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_path_with_nul_is_refused() {
        assertThatThrownBy(() -> EVERYTHING.allowRead("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_path_of_another_file_system_is_refused(@TempDir Path directory) throws Exception {
        URI archive = URI.create("jar:" + directory.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path inside = zip.getPath("/etc");

            assertThatThrownBy(() -> EVERYTHING.allowRead(inside))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("/etc is not a path of the default file system");
            assertThatThrownBy(() -> EVERYTHING.allowReadBeneath(inside, "p"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_path_beneath_a_base_is_relative() {
        String absolute = P.toAbsolutePath().toString();

        assertThatThrownBy(() -> EVERYTHING.allowReadWriteBeneath(Path.of("base"), absolute))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(absolute + " is absolute: it cannot be beneath base");
    }

    private static Set<AccessFs> access(SandboxPolicy policy) {
        return policy.rules().pathRules().get(0).access();
    }

    private static void assertSameAccess(
            Set<AccessFs> expected, List<Function<SandboxPolicy, SandboxPolicy>> forms) {
        assertThat(forms).allSatisfy(form ->
                assertThat(access(form.apply(EVERYTHING))).isEqualTo(expected));
    }
}
