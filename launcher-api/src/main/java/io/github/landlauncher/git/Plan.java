package io.github.landlauncher.git;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.git.GitFinding.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller has said and what a repository says, put together.
 *
 * @param choices the caller's
 * @param examination the repository's
 */
record Plan(Choices choices, Examination examination) {

    /**
     * Looks at the repository.
     *
     * @throws GitRefusedException if it is refused, and the caller does not allow that
     */
    static Plan of(Choices choices) throws IOException {
        return of(choices, List.of());
    }

    /** As {@link #of(Choices)}, for a command. */
    static Plan of(Choices choices, List<String> command) throws IOException {
        Examination examination =
                Examination.of(choices, choices.usesShell() || CommandLine.entersOthers(command));
        GitInspection inspection = examination.inspection();
        if (!choices.refused && !inspection.findings(Outcome.REFUSED).isEmpty()) {
            throw new GitRefusedException(inspection);
        }
        return new Plan(choices, examination);
    }

    /** The git that is run, without symbolic links. */
    static Path program(Choices choices) throws IOException {
        return choices.git.isPresent()
                ? choices.git.get().toRealPath()
                : Programs.find(Optional.ofNullable(System.getenv("PATH")));
    }

    Rules rules() throws IOException {
        Rules rules = RepositoryRules.of(examination, choices.writes()).allow(Programs.rules(program(choices)));
        for (Path upstream : choices.upstreams) {
            rules = rules.allowRead(upstream.toRealPath());
        }
        if (choices.usesShell()) {
            rules = rules.allow(Programs.shell());
        }
        for (int port : choices.ports) {
            rules = rules.allowConnectTcp(port);
        }
        return choices.ports.isEmpty() ? rules : rules.allow(Programs.network());
    }

    SandboxPolicy policy() throws IOException {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .containment()
                .allow(rules())
                .named("git");
        return choices.ports.isEmpty() ? policy.denyNetwork() : policy;
    }

    Map<String, String> environment() {
        return Surroundings.of(examination.layout(), choices, examination.overrides());
    }
}
