package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * What happened when git worked on a copy of the repository.
 *
 * @param work the commands of git and how they ended
 * @param traces what the payloads recorded
 * @param evidence what arrived at the targets
 */
record Run(List<Git.Ended> work, List<Trace> traces, Evidence evidence) {

    /** Does the work, sees what is left when all of git has ended, and ends that too. */
    static Run of(Git git, Targets targets) throws IOException, InterruptedException {
        Set<ProcessHandle> before = Daemons.children();
        try {
            List<Git.Ended> work = new GitWork(git).run();
            Daemons.awaitGuards(before);
            Set<Long> living = Daemons.in(git.repository());
            List<Trace> traces = new HostileRepository(git).traces().stream()
                    .map(trace -> trace.knowing(living))
                    .toList();
            return new Run(work, traces, targets.taken(traces));
        } finally {
            Daemons.kill(git.repository());
        }
    }

    /** Whether all work succeeded. */
    boolean workSucceeded() {
        return work.stream().allMatch(ended -> ended.exitValue() == 0);
    }

    /** What came of an attempt of an attack. */
    Outcome outcome(Attack attack, Attempt attempt) {
        return Outcome.of(attack, attempt, traces, evidence);
    }
}
