package io.github.landlauncher.cli;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.git.GitFinding;
import io.github.landlauncher.git.GitFinding.Outcome;
import io.github.landlauncher.git.GitSandbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** What a preset for git adds to a policy, and what there is to say about the repository. */
final class GitRun {

    /** An attacker can have a thousand of them. */
    private static final int MOST_TOLD = 10;

    private GitRun() {}

    /**
     * A policy that also allows what git needs in a repository, contained; without any network if no
     * port is allowed.
     *
     * @throws IllegalArgumentException if the policy does not handle a port that is allowed
     * @throws IOException if the repository is refused, or there is none
     */
    static SandboxPolicy added(GitSandbox git, SandboxPolicy policy) throws IOException {
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
