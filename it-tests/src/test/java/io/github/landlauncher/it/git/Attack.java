package io.github.landlauncher.it.git;

import java.util.List;
import java.util.stream.Stream;

/**
 * A way for a repository to have git run a command.
 *
 * @param name what names the command
 * @param planted a script of the shell that plants it in the repository; {@code $run} is the command
 * @param command what git is asked to do then
 * @param input what git reads
 */
record Attack(String name, String planted, String command, String input) {

    private static final String CREDENTIAL = "protocol=https\nhost=example.org\n\n";

    /** All of them; each runs with git 2.39. */
    static List<Attack> all() {
        return Stream.of(drivers(), programs(), remotes(), hooks(), places())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Attack> drivers() {
        return List.of(
                key("diff.external", "diff"),
                key("diff.d.command", "diff"),
                key("diff.d.command", "diff --ext-diff"),
                key("diff.d.command", "log -p --ext-diff"),
                key("diff.d.textconv", "diff HEAD~"),
                key("diff.d.textconv", "log -p"),
                key("diff.d.textconv", "show"),
                key("diff.d.textconv", "whatchanged -p"),
                key("diff.d.textconv", "blame a.t"),
                key("diff.d.textconv", "annotate a.t"),
                key("diff.d.textconv", "grep --textconv two"),
                key("diff.d.textconv", "cat-file --textconv HEAD:a.t"),
                key("diff.d.textconv", "range-diff HEAD~..HEAD HEAD~..side"),
                key("diff.d.textconv", "commit --dry-run -v -a"),
                key("filter.f.clean", "add ."),
                key("filter.f.clean", "status"),
                key("filter.f.clean", "diff"),
                key("filter.f.clean", "stash"),
                key("filter.f.smudge", "checkout -q -f side"),
                key("filter.f.smudge", "archive HEAD"),
                key("filter.f.smudge", "reset -q --hard HEAD~"),
                key("filter.f.process", "add ."),
                key("filter.f.process", "checkout -q -f side"),
                new Attack("a required filter",
                        "git config filter.f.smudge \"$run\"; git config filter.f.required true",
                        "checkout -q -f side", ""),
                key("merge.m.driver", "merge -q side"),
                key("merge.m.driver", "cherry-pick side"),
                key("merge.m.driver", "rebase -q --autostash side"));
    }

    private static List<Attack> programs() {
        return List.of(
                key("core.fsmonitor", "status"),
                key("core.fsmonitor", "add ."),
                key("core.editor", "commit -q -a"),
                key("sequence.editor", "rebase -q -i --autostash HEAD~"),
                file("gpg.program", "commit -q -a -S -m signed"),
                file("gpg.openpgp.program", "commit -q -a -S -m signed"),
                new Attack("commit.gpgSign",
                        "git config commit.gpgSign true; git config gpg.program \"$PWD/payload\"",
                        "commit -q -a -m signed", ""),
                new Attack("gpg.ssh.program",
                        "git config gpg.format ssh; git config user.signingKey k;"
                                + " git config gpg.ssh.program \"$PWD/payload\"",
                        "tag -s -m signed v1", ""),
                new Attack("gpg.ssh.defaultKeyCommand",
                        "git config gpg.format ssh; git config gpg.ssh.defaultKeyCommand \"$run\"",
                        "tag -s -m signed v1", ""),
                new Attack("gpg.x509.program",
                        "git config gpg.format x509; git config gpg.x509.program \"$PWD/payload\"",
                        "tag -s -m signed v1", ""),
                new Attack("interactive.diffFilter",
                        "git config color.ui always;"
                                + " git config interactive.diffFilter \"$run\"", "commit -p", ""),
                new Attack("credential.helper",
                        "git config credential.helper \"!$run\"", "credential fill", CREDENTIAL),
                new Attack("credential.URL.helper",
                        "git config credential.https://example.org.helper \"!$run\"",
                        "credential fill", CREDENTIAL),
                new Attack("core.askPass",
                        "git config core.askPass \"$PWD/payload\"", "credential fill", CREDENTIAL),
                new Attack("alias", "git config alias.unknown \"!$run\"", "unknown", ""),
                key("tar.other.command", "archive --format=other HEAD"),
                new Attack("tar.tar.gz.command", "git config tar.tar.gz.command \"$run\"",
                        "archive --format=tar.gz HEAD", ""),
                key("tar.tar.gz.command", "archive --remote=. --format=tar.gz HEAD"),
                key("trailer.t.command", "interpret-trailers --trailer t=x a.t"),
                key("trailer.t.cmd", "interpret-trailers --trailer t=x a.t"),
                key("difftool.x.cmd", "difftool -y -t x"),
                new Attack("diff.tool", "git config diff.tool \"../../../..$PWD/payload\"",
                        "difftool -y", ""),
                new Attack("merge.guitool", "git config merge.guitool \"../../../..$PWD/payload\"",
                        "difftool -g -y", ""),
                new Attack("mergetool.x.cmd",
                        "git config mergetool.x.cmd \"$run\"; git checkout -q -f .; git merge -q side || :",
                        "mergetool -y -t x", ""),
                new Attack("mergetool.vimdiff.layout",
                        "git config mergetool.vimdiff.layout '`sh<payload`';"
                                + " git config mergetool.vimdiff.path /dev/null;"
                                + " git checkout -q -f .; git merge -q side || :",
                        "mergetool -y -t vimdiff", ""),
                key("browser.x.cmd", "web--browse -b x http://example.org/"),
                new Attack("man.x.cmd",
                        "git config man.viewer x; git config man.x.cmd \"$run\"", "help -m log", ""),
                new Attack("imap.tunnel", "git config imap.folder x; git config imap.tunnel \"$run\"",
                        "imap-send",
                        "From a Mon Sep 17 00:00:00 2001\nFrom: a\nDate: b\nSubject: c\n\ntext\n"));
    }

    private static List<Attack> remotes() {
        return List.of(
                key("core.sshCommand", "fetch ssh://example.org/x"),
                file("core.gitProxy", "fetch git://example.org/x"),
                new Attack("remote.x.uploadpack",
                        "git config remote.x.url . ; git config remote.x.uploadpack \"$run;\"",
                        "fetch x", ""),
                new Attack("remote.x.receivepack",
                        "git config remote.x.url . ; git config remote.x.receivepack \"$run;\"",
                        "push x main:other", ""),
                new Attack("ext::",
                        "git config protocol.ext.allow always;"
                                + " git config remote.x.url \"ext::$PWD/payload\"",
                        "fetch x", ""),
                new Attack("url.insteadOf",
                        "git config protocol.ext.allow always;"
                                + " git config \"url.ext::$PWD/payload.insteadOf\" y:",
                        "fetch y:", ""),
                new Attack("remote.x.vcs",
                        "git config protocol.ext.allow always; git config remote.x.vcs ext;"
                                + " git config remote.x.url \"$PWD/payload\"",
                        "fetch x", ""),
                new Attack("core.alternateRefsCommand",
                        "git config core.alternateRefsCommand \"$run;\"; git clone -q -s . other;"
                                + " echo \"$PWD/other/.git/objects\" >.git/objects/info/alternates;"
                                + " git -C other commit -q --allow-empty -m more",
                        "fetch ./other", ""),
                new Attack("submodule.x.update", "git submodule --quiet add ./ lib; git commit -qm lib;"
                        + " git config submodule.lib.update \"!$run;:\"", "submodule update --force", ""),
                new Attack("a promised object",
                        "git config remote.x.url . ; git config remote.x.promisor true;"
                                + " git config extensions.partialClone x;"
                                + " git config core.repositoryFormatVersion 1;"
                                + " git config remote.x.uploadpack \"$run;\"",
                        "cat-file -p 1234567890123456789012345678901234567890", ""));
    }

    private static List<Attack> hooks() {
        return List.of(
                hook("pre-commit", "commit -q -a -m more"),
                hook("commit-msg", "commit -q -a -m more"),
                hook("prepare-commit-msg", "commit -q -a -m more"),
                hook("post-commit", "commit -q -a -m more"),
                hook("post-checkout", "checkout -q -f side"),
                hook("post-merge", "merge -q -s ours side"),
                hook("pre-merge-commit", "merge -q -s ours side"),
                hook("reference-transaction", "update-ref refs/heads/new HEAD"),
                hook("post-index-change", "add ."),
                hook("pre-rebase", "rebase -q --autostash side"),
                hook("post-rewrite", "commit -q --amend -m other"),
                hook("pre-push", "push . main:other"),
                new Attack("a filter of git-receive-pack",
                        "git config receive.denyCurrentBranch updateInstead; git checkout -q -f .;"
                                + " git branch topic side; git reset -q --hard HEAD~;"
                                + " git config filter.f.smudge \"$run\"",
                        "push . +topic:main", ""),
                hook("pre-receive", "push . main:other"),
                hook("update", "push . main:other"),
                new Attack("hook pre-auto-gc",
                        "git repack -q; git commit -q --allow-empty -m more; git repack -q;"
                        + " mkdir -p .git/hooks; cp payload .git/hooks/pre-auto-gc",
                        "-c gc.autoPackLimit=1 gc --auto", ""),
                new Attack("hook push-to-checkout", "git config receive.denyCurrentBranch updateInstead;"
                        + " mkdir -p .git/hooks; cp payload .git/hooks/push-to-checkout",
                        "push . +side:main", ""),
                new Attack("a shell as hook",
                        "mkdir -p .git/hooks; ln -s /bin/sh .git/hooks/pre-receive;"
                                + " cp payload .git; git config remote.x.url .;"
                                + " git config remote.x.push 'main:refs/heads/$(sh<payload)'",
                        "push x", ""),
                new Attack("a bare repository to push to",
                        "git clone -q --bare . bare; git -C bare --work-tree=. checkout -q -f main;"
                                + " git -C bare config core.bare false; git -C bare config core.worktree .;"
                                + " git -C bare config receive.denyCurrentBranch updateInstead;"
                                + " git -C bare config filter.f.smudge \"$run\"",
                        "push ./bare +side:main", ""),
                new Attack("core.hooksPath", "git config core.hooksPath \"$PWD/hooks\"; mkdir hooks;"
                        + " cp payload hooks/pre-commit", "commit -q -a -m more", ""));
    }

    private static List<Attack> places() {
        return List.of(
                new Attack("config.worktree", "git config extensions.worktreeConfig true;"
                        + " git config --worktree filter.f.clean \"$run\"", "add .", ""),
                new Attack("an old section",
                        "printf '[FILTER.f]\\n clean = %s\\n' \"$run\" >>.git/config", "add .", ""),
                new Attack("a strange section",
                        "printf '[core][filter \"\\\\f\"]clean=\"%s\"' \"$run\" >>.git/config",
                        "add .", ""),
                new Attack("a submodule", "git submodule --quiet add ./ lib; git commit -qm lib;"
                        + " git -C lib config filter.f.clean \"$run\"; echo tow >lib/a.t", "status", ""),
                new Attack("a submodule with .git",
                        "git clone -q . lib; git add lib; git commit -qm lib;"
                        + " git -C lib config filter.f.clean \"$run\"; echo tow >lib/a.t", "status", ""),
                new Attack("a submodule with a file for refs",
                        "git submodule --quiet add ./ lib; git commit -qm lib;"
                        + " git -C lib config filter.f.clean \"$run\"; echo tow >lib/a.t;"
                        + " git -C lib checkout -q --detach; rm -r .git/modules/lib/refs;"
                        + " cp payload .git/modules/lib/refs", "status", ""),
                new Attack("a bare repository with a work tree",
                        "git clone -q . lib; git add lib; git commit -qm lib;"
                        + " git -C lib config filter.f.clean \"$run\"; echo tow >lib/a.t;"
                        + " mv .git/* .; rmdir .git; git config -f config core.bare false;"
                        + " git config -f config core.worktree \"$PWD\"", "status", ""),
                new Attack("a linked configuration",
                        "git config filter.f.clean \"$run\"; mv .git/config other;"
                        + " ln -s ../other .git/config", "add .", ""),
                new Attack("a git directory elsewhere",
                        "git config filter.f.clean \"$run\"; mv .git inner;"
                        + " echo 'gitdir: inner' >.git", "add .", ""),
                new Attack("a linked git directory", "git config filter.f.clean \"$run\"; mv .git inner;"
                        + " ln -s inner .git", "add .", ""),
                new Attack("a common directory elsewhere",
                        "git config filter.f.clean \"$run\"; cp -r .git inner;"
                        + " echo ../inner >.git/commondir; rm .git/config", "add .", ""));
    }

    private static Attack key(String key, String command) {
        return new Attack(key, "git config " + key + " \"$run\"", command, "");
    }

    /** git runs this one without a shell. */
    private static Attack file(String key, String command) {
        return new Attack(key, "git config " + key + " \"$PWD/payload\"", command, "");
    }

    private static Attack hook(String hook, String command) {
        return new Attack("hook " + hook,
        "mkdir -p .git/hooks; cp payload .git/hooks/" + hook, command, "");
    }

    @Override
    public String toString() {
        return name + ": git " + command;
    }
}
