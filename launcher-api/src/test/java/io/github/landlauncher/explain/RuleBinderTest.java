package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.*;
import static io.github.landlauncher.explain.Explaining.NOTHING;
import static io.github.landlauncher.explain.Explaining.allowed;
import static io.github.landlauncher.explain.Explaining.denied;
import static io.github.landlauncher.explain.Explaining.explain;
import static io.github.landlauncher.explain.Explaining.read;
import static io.github.landlauncher.explain.Explaining.rights;
import static io.github.landlauncher.explain.Explaining.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RuleBinderTest {

    @TempDir Path temporary;

    private Path directory;
    private Path file;
    private Path link;

    @BeforeEach
    void make_files() throws IOException {
        Path root = temporary.toRealPath();
        directory = Files.createDirectory(root.resolve("d"));
        file = Files.writeString(directory.resolve("f"), "text");
        link = Files.createSymbolicLink(root.resolve("link"), directory);
    }

    private static List<String> problems(SandboxPolicy policy) {
        return policy.explainerOn(LandlockAbi.V7).problems();
    }

    private void refused(SandboxPolicy policy, String why) {
        assertThat(problems(policy)).singleElement().asString()
                .startsWith("no program starts with this policy: the rule \"path_beneath ")
                .contains(why);
        denied(explain(policy, read(file)), "EACCES", file, READ_FILE);
        assertThat(explain(policy, read(file)).notes()).containsAll(problems(policy));
    }

    @Test
    void a_rule_that_reads_follows_a_symbolic_link() {
        SandboxPolicy policy = NOTHING.allowRead(link);

        assertThat(problems(policy)).isEmpty();
        allowed(explain(policy, read(file)));
    }

    @Test
    void a_rule_that_writes_refuses_a_symbolic_link_at_its_end() {
        refused(NOTHING.allowReadWrite(link), "is a symbolic link (ELOOP)");
        allowed(explain(NOTHING.allowReadWrite(link.resolve("f")), write(file)));
    }

    @Test
    void a_missing_path_is_a_problem_unless_it_may_be_missing() {
        Path missing = directory.resolve("missing");

        refused(NOTHING.allowRead(missing), "its path is missing (ENOENT)");
        SandboxPolicy policy = NOTHING.allowReadIfExists(missing.toString());
        assertThat(problems(policy)).isEmpty();
        assertThat(explain(policy, read(missing)).notes())
                .anyMatch(note -> note.endsWith("is void: " + missing + " was missing when it was bound"));
    }

    @Test
    void a_rule_beneath_a_base_follows_no_symbolic_link() {
        SandboxPolicy base = NOTHING;
        Path root = directory.getParent();

        allowed(explain(base.allowReadBeneath(root, "d/f"), read(file)));
        allowed(explain(base.allowReadBeneath(link, "f"), read(file)));
        allowed(explain(base.allowReadBeneath(root, "d/../d/f"), read(file)));
        refused(base.allowReadBeneath(root, "link/f"), "is a symbolic link (ELOOP)");
        refused(base.allowReadBeneath(directory, "../d/f"), "its path leads out of its base (EXDEV)");
        refused(base.allowReadBeneath(file, "x"), "its base is not a directory (ENOTDIR)");
        refused(base.allowReadBeneath(root.resolve("missing"), "x"), "its path is missing (ENOENT)");
    }

    @Test
    void an_exact_rule_on_a_file_refuses_what_only_directories_have() {
        refused(NOTHING.allow(rights(READ_FILE, READ_DIR), file), "is on a file (EINVAL)");
        allowed(explain(NOTHING.allowReadWrite(file), read(file)));
    }

    @Test
    void a_rule_on_the_jvms_own_entry_of_proc_is_refused() {
        refused(NOTHING.allowRead("/proc/self"), "it is this JVM's own entry of /proc");
        refused(NOTHING.allowRead("/proc/thread-self/status"), "it is this JVM's own entry of /proc");
        assertThat(problems(NOTHING.allowRead("/proc"))).isEmpty();
    }

    @Test
    void a_link_of_proc_to_a_file_is_refused() {
        refused(NOTHING.allowRead("/proc/self/cwd"), "is a symbolic link (ELOOP)");
    }

    @Test
    void a_relative_path_is_relative_to_the_working_directory_of_the_jvm() {
        SandboxPolicy policy = NOTHING.allowRead(".");

        assertThat(problems(policy)).isEmpty();
        allowed(explain(policy, read(Path.of("").toAbsolutePath())));
        allowed(explain(policy, read(Path.of("any"))));
    }

    @Test
    void rules_are_bound_once_and_files_are_looked_at_anew() throws IOException {
        Explainer explainer = NOTHING.allowRead(directory).explainerOn(LandlockAbi.V7);
        Path later = directory.resolve("later");

        Files.writeString(later, "new");
        allowed(explainer.explain(read(later)));
        Files.delete(link);
        Files.createSymbolicLink(link, directory.getParent());
        denied(explainer.explain(read(link)), "EACCES", directory.getParent(), READ_DIR);
    }
}
