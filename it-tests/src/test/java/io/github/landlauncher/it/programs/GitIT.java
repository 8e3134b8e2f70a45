package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** git in a containment does what it does without, to the last byte of its objects and packs. */
@RequiresAbi(3)
@RequiresProgram({"bash", "git"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitIT {

    private static final String UPSTREAM = """
            git init -q ../upstream
            cd ../upstream
            for i in 1 2 3; do
              mkdir -p dir$i; seq $((i * 1000)) >dir$i/numbers; ln -sf ../dir1/numbers dir$i/link
              git add .; git commit -qm "commit $i"; git tag -am "tag $i" v$i
            done
            git repack -qad; git update-server-info
            """;

    @TempDir private Path directory;
    private Workplace place;

    @BeforeEach
    void configure() throws IOException {
        place = new Workplace(directory)
                .with("GIT_CONFIG_NOSYSTEM", "1")
                .with("GIT_CONFIG_COUNT", "4")
                .with("GIT_CONFIG_KEY_0", "init.defaultBranch")
                .with("GIT_CONFIG_VALUE_0", "main")
                .with("GIT_CONFIG_KEY_1", "pack.threads")
                .with("GIT_CONFIG_VALUE_1", "1")
                .with("GIT_CONFIG_KEY_2", "gc.autoDetach")
                .with("GIT_CONFIG_VALUE_2", "false")
                .with("GIT_CONFIG_KEY_3", "gc.writeCommitGraph")
                .with("GIT_CONFIG_VALUE_3", "true")
                .with("GIT_AUTHOR_NAME", "A U Thor")
                .with("GIT_AUTHOR_EMAIL", "author@example.org")
                .with("GIT_AUTHOR_DATE", "2030-01-01T00:00:00Z")
                .with("GIT_COMMITTER_NAME", "C O Mitter")
                .with("GIT_COMMITTER_EMAIL", "committer@example.org")
                .with("GIT_COMMITTER_DATE", "2030-01-01T00:00:00Z")
                .ignoring("index"); // has inode numbers and times
    }

    @Test
    void it_commits_branches_merges_and_collects_garbage() throws Exception {
        String output = place.script("""
                git init -q repo; cd repo
                seq 100 >numbers; printf '#!/bin/sh\\necho hello\\n' >run; chmod +x run; ln -s run link
                git add .; git commit -qm first
                git checkout -qb side; sed -i s/^7$/seven/ numbers; git commit -qam side
                git checkout -q main; git mv run renamed; git commit -qm main
                git merge -q --no-edit side; git stash list
                git rebase -q --force-rebase HEAD~1; git cherry-pick --no-commit side || git cherry-pick --quit
                git reset -q --hard
                git gc -q --prune=now
                git fsck --strict; git count-objects -v | grep -v size-pack
                git status --short; git ls-files -s; git log --format='%H %s' --graph
                """);

        assertThat(output).contains("in-pack:").contains("renamed").contains("main");
    }

    @Test
    void it_runs_the_hooks_and_worktrees_of_its_repository() throws Exception {
        String output = place.allowing(policy -> policy.allowReadWriteExecute(place.work())).script("""
                git init -q repo; cd repo
                printf '#!/bin/sh\\necho hook >>../hooks\\n' >.git/hooks/pre-commit
                chmod +x .git/hooks/pre-commit
                echo a >a; git add a; git commit -qm first
                git worktree add -q ../second -b other; cd ../second
                echo b >b; git add b; git commit -qm second; cat ../hooks
                git log --format=%s
                """);

        assertThat(output).isEqualTo("hook\nhook\nsecond\nfirst\n");
    }

    @Test
    void it_clones_and_fetches_from_a_repository_that_it_may_only_read() throws Exception {
        String output = place.prepared(UPSTREAM)
                .allowing(policy -> policy.allowRead(place.beside("upstream")))
                .script("""
                        git clone -q file://$PWD/../upstream clone
                        git clone -q --depth 1 --no-tags file://$PWD/../upstream shallow
                        git clone -q --bare --no-hardlinks ../upstream local.git
                        cd shallow; git fetch -q --unshallow --tags; git fsck --strict
                        git -C ../clone fetch -q; git -C ../clone fsck --strict
                        git -C ../clone describe; git log --format=%s
                        """);

        assertThat(output).isEqualTo("v3\ncommit 3\ncommit 2\ncommit 1\n");
    }

    /** Who could link a file could also change it, so a link asks for the rights of the upstream. */
    @Test
    void it_copies_objects_of_a_repository_that_it_may_only_read_and_links_no_file() throws Exception {
        place.prepared(UPSTREAM).allowing(policy -> policy.allowRead(place.beside("upstream")));
        String[] clone = {"/bin/bash", "-euc", """
                git clone -q ../upstream clone; git -C clone fsck --strict
                git -C clone log --format=%s; stat -c %h clone/.git/objects/pack/*.pack
                """};

        assertThat(place.free(clone).output()).isEqualTo("commit 3\ncommit 2\ncommit 1\n2\n");
        assertThat(place.contained(clone).output()).isEqualTo("commit 3\ncommit 2\ncommit 1\n1\n");
    }

    @Test
    void it_pushes_to_a_repository_in_its_directory() throws Exception {
        String output = place.script("""
                git init -q --bare upstream.git
                git clone -q upstream.git clone 2>/dev/null; cd clone
                seq 5000 >numbers; git add .; git commit -qm first; git push -q origin main
                git -C ../upstream.git fsck --strict; git -C ../upstream.git log --format=%s main
                """);

        assertThat(output).isEqualTo("first\n");
    }

    /** A shared repository hands on its group by set-group-ID bits, which a containment refuses. */
    @Test
    void it_cannot_make_a_repository_that_a_group_shares() throws Exception {
        String[] init = {"/usr/bin/git", "init", "-q", "--shared=group", "repo"};
        place.free(init).succeeded("ProcessBuilder");

        Seen contained = place.contained(init);

        assertThat(contained.exitValue()).isEqualTo(128);
        assertThat(contained.error()).contains("fatal: Could not make", "writable by group");
    }

    @Test
    void it_clones_by_http_from_the_port_that_is_allowed() throws Exception {
        try (WebServer server = WebServer.of(place.beside("upstream"))) {
            String output = place.prepared(UPSTREAM)
                    .allowing(policy -> policy.allowConnectTcp(server.port()))
                    .script("""
                            git clone -q http://127.0.0.1:%d/.git clone; cd clone
                            git fetch -q; git fsck --strict; git log --format=%%s
                            """.formatted(server.port()));

            assertThat(output).isEqualTo("commit 3\ncommit 2\ncommit 1\n");
        }
    }
}
