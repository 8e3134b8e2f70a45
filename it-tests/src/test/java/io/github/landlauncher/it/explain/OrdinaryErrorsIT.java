package io.github.landlauncher.it.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.explain.WatchedPlace.Watched;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Errors that come without a sandbox too are not the sandbox's, and not reported.
 *
 * <pre>
 *     outside/        nothing is allowed here
 *     |-- file        link -> file, tool: executable, plain: not
 *     |-- locked      mode 000, as the directory closed/
 *     |-- sealed/     mode 555
 *     `-- empty/, full/
 * </pre>
 */
@RequiresAbi(7)
@RequiresProgram("bash")
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrdinaryErrorsIT {

    @TempDir private Path directory;
    private WatchedPlace place;
    private Path outside;

    @BeforeEach
    void makePlace() throws Exception {
        place = new WatchedPlace(directory);
        outside = Files.createDirectory(place.beside("outside"));
        Outcome prepared = place.free("""
                cd ../outside; echo content | tee file locked >text; mkdir empty full sealed closed
                touch full/file sealed/file closed/file; ln -s file link; cp /bin/true tool; cp /bin/true plain
                chmod 000 locked; chmod 644 plain; chmod 555 sealed; chmod 000 closed
                """);
        assertThat(prepared.exitValue()).as("%s", prepared).isZero();
    }

    @AfterEach
    void openForRemoval() throws Exception {
        place.free("chmod 755 ../outside/*");
    }

    /** Nothing may be used there, and the modes of files count for root too. */
    private SandboxPolicy policy() {
        return place.policy().allowRead("/proc").containment();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "cat missing", "cat locked", "cat file/below", "cat closed/file", "cat missing/file", "./plain", "./missing",
        "mkdir empty", "mkdir sealed/new", "mkdir missing/new", "echo >sealed/new", "echo >sealed/file/new",
        "echo >>full", "set -C; echo >file", "rmdir full", "rmdir missing", "rmdir file", "rm -f sealed/file",
        "rm missing", "rm full", "mv -T missing new", "mv -T file sealed/new", "ln missing new",
        "ln file empty/../full/file", "ln -s x file", "mkfifo file", "truncate -s 0 locked", "truncate -s 0 full",
        "mknod device c 1 3", "ls closed", "ls missing"
    })
    void what_fails_without_a_sandbox_too_is_not_reported(String command) throws Exception {
        String script = "cd ../outside; " + command;
        Watched watched = place.script(policy(), script);

        assertThat(watched.exitValue()).as("%s", watched).isNotZero();
        assertThat(watched.report().denials()).as("%s", watched).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "cat file", "./tool", "mkdir new", "echo >new", "echo >>file", "rmdir empty", "rm -f file", "mv -T file new",
        "ln file new", "ln -s x new", "mkfifo new", "truncate -s 0 file", "ls full", "cat link"
    })
    void what_works_without_a_sandbox_is_reported(String command) throws Exception {
        String script = "cd ../outside; " + command;
        assertThat(place.free(script).exitValue()).isZero();
        place.free("cd ../outside; rm -rf new; mkdir -p empty; echo content >file");

        Watched watched = place.script(policy(), script);

        assertThat(watched.exitValue()).as("%s", watched).isNotZero();
        assertThat(watched.report().denials()).as("%s", watched).isNotEmpty().allSatisfy(repeated ->
                assertThat(repeated.denial().path().orElseThrow()).startsWith(outside));
    }
}
