package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SyscallGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlGroupGapsTest {

    private static final Set<SyscallGroup> FILTER = Set.of(SyscallGroup.NAMESPACES);
    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V1);

    @TempDir private Path directory;
    private Path mount;

    @BeforeEach
    void a_mount() throws IOException {
        directory = directory.toRealPath();
        mount = Files.createDirectories(directory.resolve("sys/cgroup"));
        Files.createDirectories(mount.resolve("group"));
        Files.createDirectories(directory.resolve("sys/other"));
    }

    private String ways(SandboxPolicy policy, Set<SyscallGroup> refused) throws IOException {
        List<Enforcement.Line> lines =
                ControlGroupGaps.lines(policy, refused, List.of(Path.of("/nowhere"), mount));
        assertThat(lines).hasSizeLessThan(2).allSatisfy(line -> {
            assertThat(line.what()).isEqualTo("control group");
            assertThat(line.status()).isEqualTo(Enforcement.Status.NOT_COVERED);
        });
        return lines.isEmpty() ? "" : lines.get(0).reason();
    }

    @Test
    void a_filter_against_clone3_and_no_rule_leave_no_way() throws Exception {
        assertThat(ways(POLICY, FILTER)).isEmpty();
        assertThat(ways(POLICY.allowReadWrite(directory.resolve("sys/other").toString()), FILTER))
                .isEmpty();
    }

    @Test
    void without_that_filter_clone3_is_a_way() throws Exception {
        assertThat(ways(POLICY, Set.of(SyscallGroup.MOUNTS))).contains("no filter refuses clone3");
    }

    @Test
    void a_policy_that_does_not_handle_writing_is_a_way() throws Exception {
        SandboxPolicy others = SandboxPolicy.handling(
                EnumSet.complementOf(EnumSet.of(AccessFs.WRITE_FILE)), Set.of(), Set.of());

        assertThat(ways(others, FILTER)).contains("the policy does not handle WRITE_FILE");
    }

    @Test
    void a_rule_above_at_or_below_the_mount_that_allows_writing_is_a_way() throws Exception {
        for (Path path : List.of(directory, mount, mount.resolve("group"))) {
            assertThat(ways(POLICY.allowReadWrite(path.toString()), FILTER))
                    .as(path.toString())
                    .contains("rule \"path_beneath " + path)
                    .contains("allows writing control files");
        }
    }

    @Test
    void a_rule_by_way_of_a_link_is_one_too() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("sys"));

        assertThat(ways(POLICY.allowReadWrite(link.resolve("cgroup").toString()), FILTER))
                .contains("allows writing control files");
        assertThat(ways(POLICY.allowReadWriteBeneath(directory, "sys/cgroup"), FILTER))
                .contains("allows writing control files");
    }

    @Test
    void reading_there_and_paths_that_do_not_exist_are_none() throws Exception {
        assertThat(ways(POLICY.allowRead(mount.toString()), FILTER)).isEmpty();
        assertThat(ways(POLICY.allowReadWriteIfExists(mount.resolve("gone").toString()), FILTER))
                .isEmpty();
    }
}
