package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.Scope;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.LandlockHeader;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed to the kernel; its Landlock is played by the test, so that any ABI will do. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RulesetMakerTest {

    private final Libc real = Libc.get();
    private final List<String> handed = new ArrayList<>();
    private final FakeLibc fake = FakeLibc.over(real)
            .answer("landlock_create_ruleset", arguments -> {
                assertThat(arguments[1]).as("size").isEqualTo(48L);
                assertThat(arguments[2]).as("flags").isEqualTo(0);
                ByteBuffer attr = structure((long) arguments[0], 48);
                handed.add(String.format("ruleset fs=%x net=%x scoped=%x quiet=%x",
                        attr.getLong(0), attr.getLong(8), attr.getLong(16),
                        attr.getLong(24) | attr.getLong(32) | attr.getLong(40)));
                return real.fcntl(0, LinuxHeader.F_DUPFD_CLOEXEC, 10);
            })
            .answer("landlock_add_rule", arguments -> {
                boolean path = (int) arguments[1] == LandlockHeader.LANDLOCK_RULE_PATH_BENEATH;
                ByteBuffer attr = structure((long) arguments[2], path ? 12 : 16);
                handed.add(path
                        ? String.format("path %x", attr.getLong(0))
                        : String.format("port %d %x", attr.getLong(8), attr.getLong(0)));
                return 0;
            });
    private final Libc libc = fake.libc();
    private final MemoryPool pool = Scratch.pool(real);

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void a_file() throws IOException {
        file = Files.createFile(directory.resolve("file"));
    }

    private static ByteBuffer structure(long address, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(48).order(ByteOrder.nativeOrder());
        for (int i = 0; i + 8 <= size; i += 8) {
            bytes.putLong(i, Libc.get().pointer(address + i));
        }
        return bytes;
    }

    private List<String> handed(SandboxPolicy policy, int abi) throws IOException {
        maker(abi).make(policy).close();
        return handed;
    }

    private RulesetMaker maker(int abi) {
        return new RulesetMaker(libc, pool, LandlockSupport.ofAbi(abi));
    }

    @Test
    void a_policy_is_handed_over_as_the_bits_it_handles_and_its_rules_in_order() throws IOException {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V6)
                .allowRead(directory)
                .allowReadExecute(file)
                .allowReadWrite(file)
                .allowConnectTcp(443)
                .allowBindTcp(0);

        assertThat(handed(policy, 6)).containsExactly(
                "ruleset fs=ffff net=3 scoped=3 quiet=0",
                "path c", // READ_FILE, READ_DIR
                "path 5", // on a file: READ_FILE, EXECUTE
                "path 4006", // on a file: WRITE_FILE, READ_FILE, TRUNCATE
                "port 443 2",
                "port 0 1");
    }

    @Test
    void what_this_kernel_lacks_is_left_out() throws IOException {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V11)
                .bestEffort(LandlockAbi.V1)
                .allowReadWrite(directory)
                .allowConnectTcp(443)
                .allow(Set.of(AccessFs.TRUNCATE), directory);

        assertThat(handed(policy, 1)).containsExactly("ruleset fs=1fff net=0 scoped=0 quiet=0", "path 17be");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void an_exact_directory_right_on_a_file_is_refused_whether_the_kernel_knows_it_or_not(int abi) {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V5)
                .bestEffort(LandlockAbi.V1)
                .allow(Set.of(AccessFs.READ_FILE, AccessFs.REFER), file);

        StepFailedException e =
                catchThrowableOfType(StepFailedException.class, () -> handed(policy, abi));

        assertThat(e.step()).isEqualTo(StartStep.ADD_RULE);
        assertThat(e.errno()).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void a_link_where_writing_is_asked_is_refused_whether_the_kernel_knows_the_right_or_not(int abi)
            throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V5)
                .bestEffort(LandlockAbi.V1)
                .allow(Set.of(AccessFs.READ_FILE, AccessFs.TRUNCATE), link);

        StepFailedException e =
                catchThrowableOfType(StepFailedException.class, () -> handed(policy, abi));

        assertThat(e.step()).isEqualTo(StartStep.OPEN_PATH);
        assertThat(e.errno()).isEqualTo(Errno.ELOOP);
    }

    @Test
    void scopes_and_ports_may_come_alone() throws IOException {
        assertThat(handed(SandboxPolicy.handling(Set.of(), Set.of(), Set.of(Scope.SIGNAL)), 6))
                .containsExactly("ruleset fs=0 net=0 scoped=2 quiet=0");
        handed.clear();
        assertThat(handed(SandboxPolicy.handling(Set.of(), Set.of(AccessNet.BIND_TCP), Set.of()), 4))
                .containsExactly("ruleset fs=0 net=1 scoped=0 quiet=0");
    }

    @Test
    void thousands_of_paths_that_may_be_missing_and_are_need_no_memory() throws IOException {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V1);
        String[] missing = new String[5_000];
        for (int i = 0; i < missing.length; i++) {
            missing[i] = directory.resolve("missing" + i).toString();
        }

        assertThat(handed(policy.allowReadIfExists(missing), 1)).hasSize(1);
    }

    @Test
    void thousands_of_rules_of_which_nothing_is_left_need_no_memory() throws IOException {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V3).bestEffort(LandlockAbi.V1);
        Path[] same = new Path[2_000];
        Arrays.fill(same, file);

        assertThat(handed(policy.allow(Set.of(AccessFs.TRUNCATE), same), 1)).hasSize(1);
    }

    @Test
    void a_policy_the_kernel_cannot_enforce_is_not_handed_over() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7);

        assertThatThrownBy(() -> maker(6).make(policy.logging(LogFlag.LOG_NEW_EXEC_ON)))
                .isInstanceOf(SandboxUnavailableException.class);
        assertThat(handed).isEmpty();
    }

    @Test
    void a_rule_that_fails_names_itself_and_closes_the_ruleset() throws IOException {
        fake.fail("landlock_add_rule", Errno.EINVAL);
        SandboxPolicy policy =
                SandboxPolicy.handling(LandlockAbi.V1).allow(Set.of(AccessFs.READ_DIR), file);

        assertThatThrownBy(() -> maker(1).make(policy))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.step()).isEqualTo(StartStep.ADD_RULE);
                    assertThat(failed.errno()).isEqualTo(Errno.EINVAL);
                    assertThat(failed).hasMessage("rule \"path_beneath " + file
                            + " [READ_DIR] exactly\": error=22, Invalid argument");
                    assertThat(failed.advice()).contains("See docs/errors.md#add-rule-einval");
                });
        assertThat(fake.calls("close")).as("path and ruleset").hasSize(2);
    }

    @Test
    void a_ruleset_that_cannot_be_made_fails_its_own_step() {
        fake.fail("landlock_create_ruleset", Errno.EMFILE);

        assertThatThrownBy(() -> maker(1).make(SandboxPolicy.handling(LandlockAbi.V1)))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.step()).isEqualTo(StartStep.CREATE_RULESET);
                    assertThat(failed.advice()).contains("See docs/errors.md#create-ruleset-emfile");
                });
    }
}
