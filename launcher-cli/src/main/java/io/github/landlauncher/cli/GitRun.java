package io.github.landlauncher.cli;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.git.GitFinding;
import io.github.landlauncher.git.GitFinding.Outcome;
import io.github.landlauncher.git.GitSandbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a preset for git adds to a policy, and what there is to say about the repository. */
final class GitRun {

    /** An attacker can have a thousand of them. */
    private static final int MOST_TOLD = 10;

    private GitRun() {}

    /**
     * A policy that also allows what git needs in a repository, contained; without any network if no
     * port is allowed.
     *
     * @throws IllegalArgumentException if the policy does not handle a port that is allowed, or not all
     *     that every Landlock can deny, so that git could read or execute what is not the repository's
     * @throws IOException if the repository is refused, or there is none
     */
    static SandboxPolicy added(GitSandbox git, SandboxPolicy policy) throws IOException {
        Set<AccessFs> open = new TreeSet<>(LandlockAbi.V1.accessFs());
        open.removeAll(policy.handledFs());
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("a preset for git needs a policy that denies all of ABI 1:"
                    + " this one leaves everybody " + open);
        }
        SandboxPolicy allowed = policy.containment().allow(git.rules());
        return allowed.rules().portRules().isEmpty() ? allowed.denyNetwork() : allowed;
    }

    /** Tells what the repository asks for and does not get. */
    static void report(GitSandbox git, PrintWriter err) throws IOException {
        List<GitFinding> findings = git.inspect().findings().stream()
                .filter(finding -> finding.outcome() != Outcome.NOTED)
                .toList();
        findings.stream().limit(MOST_TOLD).forEach(finding -> err.println("landlauncher: " + finding));
        if (findings.size() > MOST_TOLD) {
            err.println("landlauncher: and " + (findings.size() - MOST_TOLD) + " more of that kind");
        }
    }
}
