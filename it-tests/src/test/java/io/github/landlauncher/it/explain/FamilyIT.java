package io.github.landlauncher.it.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.explain.Denial;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.explain.DenialReport.Repeated;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.explain.WatchedPlace.Watched;
import io.github.landlauncher.it.programs.RequiresProgram;
import io.github.landlauncher.it.programs.SystemProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a watched program starts is watched too, and each denial is told of whom it was. */
@RequiresAbi(7)
@RequiresProgram({"bash", "python3"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class FamilyIT {

    private static final int CHILDREN = 32;

    @TempDir private Path directory;
    private WatchedPlace place;
    private List<Path> files;

    @BeforeEach
    void makePlace() throws Exception {
        place = new WatchedPlace(directory);
        files = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            files.add(place.file("outside/" + i, "content\n"));
        }
    }

    @Test
    void many_children_at_once_are_each_told_with_their_pid_and_executable() throws Exception {
        Watched watched = place.script(place.policy(), """
                for ((i = 0; i < %d; i++)); do cat ../outside/$i 2>/dev/null & done; wait
                """.formatted(CHILDREN));

        List<Repeated> denials = watched.report().denials();
        assertThat(denials).as("%s", watched).hasSize(CHILDREN).allSatisfy(repeated -> {
            assertThat(repeated.count()).isEqualTo(1);
            assertThat(repeated.denial().executable().orElseThrow()).hasFileName("cat");
        });
        assertThat(denials).extracting(repeated -> repeated.denial().path().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(files);
        assertThat(denials).extracting(repeated -> repeated.denial().pid()).doesNotHaveDuplicates();
    }

    @Test
    void of_a_chain_of_programs_in_one_process_the_one_is_told_that_was_denied() throws Exception {
        Watched watched = place.script(place.policy(),
                "exec sh -c 'exec env A=1 sh -c \"exec head -c 1 ../outside/0\"'");

        assertThat(watched.exitValue()).isEqualTo(1);
        assertThat(watched.report().denials()).as("%s", watched).singleElement().satisfies(repeated -> {
            assertThat(repeated.denial().executable().orElseThrow()).hasFileName("head");
            assertThat(repeated.denial().path()).contains(files.get(0));
        });
    }

    @Test
    void a_child_that_shares_memory_with_its_parent_is_told_too() throws Exception {
        Path tool = place.file("outside/tool", "#!/bin/sh\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();

        Watched watched = python("""
                import os, subprocess
                for start in (lambda: os.posix_spawn('%1$s', ['tool'], {}), lambda: subprocess.run(['%1$s'])):
                    try:
                        start()
                    except PermissionError:
                        print('denied')
                """.formatted(tool));

        assertThat(watched.outcome().output()).as("%s", watched).isEqualTo("denied\ndenied\n");
        assertThat(watched.report().denials()).as("%s", watched).isNotEmpty().allSatisfy(repeated -> {
            assertThat(repeated.denial().systemCall()).isEqualTo("execve");
            assertThat(repeated.denial().missing()).contains(AccessFs.EXECUTE);
            assertThat(repeated.denial().path()).contains(tool);
        });
        assertThat(watched.report().denials().stream().mapToLong(Repeated::count).sum()).isEqualTo(2);
    }

    @Test
    void threads_are_told_as_their_process() throws Exception {
        DenialReport report = new DenialReport();
        SandboxedProcess process = place.builder(place.policy(), SystemProgram.path("python3"), "-c", """
                from concurrent.futures import ThreadPoolExecutor
                def read(n):
                    try: open('../outside/%d' % n)
                    except PermissionError: return 1
                with ThreadPoolExecutor(16) as pool: print(sum(pool.map(read, range(32))))
                """).reportDenials(report).start();
        Outcome outcome = Outcome.of(process);

        assertThat(outcome.output()).as("%s", outcome).isEqualTo("32\n");
        assertThat(report.denials()).hasSize(CHILDREN)
                .allMatch(repeated -> repeated.denial().pid() == process.pid());
    }

    @Test
    void several_programs_at_once_may_have_one_report() throws Exception {
        DenialReport report = new DenialReport();
        List<SandboxedProcess> processes = new ArrayList<>();
        for (int i : IntStream.range(0, 8).toArray()) {
            processes.add(place.builder(place.policy(), "/bin/cat", files.get(i).toString())
                    .reportDenials(report).start());
        }
        for (SandboxedProcess process : processes) {
            assertThat(Outcome.of(process).exitValue()).isEqualTo(1);
        }

        assertThat(report.denials()).extracting(repeated -> repeated.denial().path().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(files.subList(0, 8));
        assertThat(report.denials()).extracting(repeated -> (long) repeated.denial().pid())
                .containsExactlyInAnyOrderElementsOf(processes.stream().map(Process::pid).toList());
    }

    @Test
    void a_consumer_is_told_each_denial_before_the_process_ends() throws Exception {
        List<Denial> denials = Collections.synchronizedList(new ArrayList<>());
        SandboxedProcess process = place.builder(place.policy(), "/bin/cat", files.get(0).toString(),
                files.get(0).toString()).reportDenials(denials::add).start();
        process.getErrorStream().readAllBytes();

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(denials).hasSize(2).allMatch(denial -> denial.path().orElseThrow().equals(files.get(0)));
    }

    private Watched python(String program) throws Exception {
        return place.run(place.policy(), SystemProgram.path("python3"), "-c", program);
    }
}
