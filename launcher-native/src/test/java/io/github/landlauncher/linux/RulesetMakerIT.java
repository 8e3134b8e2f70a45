package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdict on a rule is the same on every kernel; older ones are simulated by their ABI. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RulesetMakerIT {

    private static final Libc LIBC = Libc.get();
    private static final LandlockSupport HERE = LandlockProbe.ask(LIBC);

    @TempDir Path temp;

    private Path file;
    private Path link;

    @BeforeEach
    void layout() throws IOException {
        boolean required = !System.getProperty("landlauncher.requireAbi", "").isEmpty();
        assumeTrue(required || HERE.abi() >= 1, "this kernel has no Landlock");
        file = Files.createFile(temp.resolve("file"));
        link = Files.createSymbolicLink(temp.resolve("link"), file);
    }

    @Test
    void a_right_that_files_have_makes_a_ruleset() throws IOException {
        try (LandlockRuleset ruleset = make(HERE.abi(), policy(EnumSet.of(AccessFs.READ_FILE), file))) {
            assertThat(ruleset.fd()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void a_directory_right_on_a_file_is_refused_on_every_abi(int abi) {
        SandboxPolicy policy = policy(EnumSet.of(AccessFs.READ_FILE, AccessFs.REFER), file);

        StepFailedException e =
                catchThrowableOfType(StepFailedException.class, () -> make(abi, policy));

        assertThat(e.step()).isEqualTo(StartStep.ADD_RULE);
        assertThat(e.errno()).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void a_link_where_a_rule_allows_writing_is_refused_although_the_abi_lacks_the_right(int abi) {
        SandboxPolicy policy = policy(EnumSet.of(AccessFs.READ_FILE, AccessFs.TRUNCATE), link);

        StepFailedException e =
                catchThrowableOfType(StepFailedException.class, () -> make(abi, policy));

        assertThat(e.step()).isEqualTo(StartStep.OPEN_PATH);
        assertThat(e.errno()).isEqualTo(Errno.ELOOP);
    }

    private static SandboxPolicy policy(EnumSet<AccessFs> access, Path path) {
        return SandboxPolicy.handling(LandlockAbi.V5).bestEffort(LandlockAbi.V1).allow(access, path);
    }

    /** A ruleset as a kernel with this ABI would get it, if this kernel has as much. */
    private static LandlockRuleset make(int abi, SandboxPolicy policy) throws IOException {
        LandlockSupport support = LandlockSupport.ofAbi(Math.min(abi, HERE.abi()));
        return new RulesetMaker(LIBC, Scratch.pool(LIBC), support).make(policy);
    }
}
