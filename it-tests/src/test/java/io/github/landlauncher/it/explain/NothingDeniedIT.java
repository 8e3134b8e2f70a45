package io.github.landlauncher.it.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.explain.WatchedPlace.Watched;
import io.github.landlauncher.it.programs.RequiresProgram;
import io.github.landlauncher.it.programs.SystemProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs whose policy is enough, and what is told of them: nothing, or what they do well without. */
@RequiresAbi(7)
@RequiresProgram({"bash", "git", "python3"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class NothingDeniedIT {

    @TempDir private Path directory;
    private WatchedPlace place;

    @BeforeEach
    void makePlace() throws IOException {
        place = new WatchedPlace(directory)
                .with("GIT_AUTHOR_NAME", "A U Thor").with("GIT_AUTHOR_EMAIL", "author@example.org")
                .with("GIT_COMMITTER_NAME", "C O Mitter").with("GIT_COMMITTER_EMAIL", "committer@example.org");
    }

    @Test
    void nothing_is_reported_of_git_at_work() throws Exception {
        Watched watched = place.script(place.policy().allowRead("/proc"), """
                git init -q repo 2>/dev/null; cd repo
                seq 100 >numbers; printf '#!/bin/sh\\necho hello\\n' >run; chmod +x run; ln -s run link
                git add .; git commit -qm first; git checkout -qb side; sed -i s/^7$/seven/ numbers
                git commit -qam side; git checkout -q -; git mv run renamed; git commit -qm moved
                git merge -q --no-edit side; git gc -q --prune=now; git fsck --strict 2>/dev/null
                git clone -q . ../clone; git -C ../clone log --format=%s
                """);

        nothingReported(watched);
    }

    @Test
    void nothing_is_reported_of_python_at_work() throws Exception {
        Watched watched = python(place.policy(), """
                import gzip, json, os, pathlib, shutil, sqlite3, subprocess, tempfile, threading
                work = pathlib.Path('data'); work.mkdir()
                (work / 'a').write_text('text' * 1000); os.rename(work / 'a', 'b'); os.symlink('b', work / 'c')
                shutil.copytree(work, 'copied', symlinks=True); shutil.rmtree('copied')
                with sqlite3.connect('base') as base: base.execute('create table t(n)')
                with tempfile.TemporaryDirectory() as other: shutil.move('b', other)
                print(subprocess.run(['sort', '-r'], input='a\\nb\\n', text=True, capture_output=True).stdout)
                open('/dev/null', 'w').close(); os.kill(os.getpid(), 0)
                threading.Thread(target=lambda: os.listdir('.')).start()
                """);

        nothingReported(watched);
    }

    @Test
    void what_best_effort_leaves_out_is_not_denied_and_not_reported() throws Exception {
        assumeTrue(LandlockSupport.current().abi() < LandlockAbi.V9.number(), "this kernel denies these too");
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V11)
                .bestEffort(LandlockAbi.V1)
                .allow(place.policy().rules());
        Outcome bound = place.free("python3 -c 'import socket; socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)"
                + ".bind(\"../socket\")'");
        assertThat(bound.exitValue()).as("%s", bound).isZero();

        Watched watched = python(policy, """
                import socket
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
                    udp.bind(('127.0.0.1', 0)); udp.sendto(b'x', udp.getsockname())
                with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as unix:
                    unix.connect('../socket')
                """);

        assertThat(watched.outcome().error()).contains("ConnectionRefusedError"); // nobody is there any more
        assertThat(watched.report().denials()).as("%s", watched).isEmpty();
    }

    @Test
    void a_program_that_does_well_with_a_denial_ends_well_and_it_is_told() throws Exception {
        place.file("outside/optional", "content");

        Watched watched = place.script(place.policy(), "cat ../outside/optional 2>/dev/null || echo without");

        assertThat(watched.outcome().output()).isEqualTo("without\n");
        assertThat(watched.exitValue()).isZero();
        assertThat(watched.report().denials()).as("%s", watched).singleElement();
    }

    private Watched python(SandboxPolicy policy, String program) throws Exception {
        return place.run(policy, SystemProgram.path("python3"), "-c", program);
    }

    private static void nothingReported(Watched watched) {
        assertThat(watched.exitValue()).as("%s", watched).isZero();
        assertThat(watched.report().denials()).as("%s", watched).isEqualTo(List.of());
        assertThat(watched.report().unseen()).isEmpty();
    }
}
