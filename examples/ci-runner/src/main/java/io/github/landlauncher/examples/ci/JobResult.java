package io.github.landlauncher.examples.ci;

import java.util.List;

/**
 * What became of a job.
 *
 * @param job which one
 * @param steps what became of each of its steps, in their order
 */
record JobResult(Job job, List<StepResult> steps) {

    JobResult {
        steps = List.copyOf(steps);
    }

    /** Whether all steps have passed. */
    boolean passed() {
        return steps.stream().allMatch(StepResult::passed);
    }
}
