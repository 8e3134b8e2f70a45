package io.github.landlauncher.spi;

/** What a start spends its time with, in this order; a phase may be left out. */
public enum StartPhase {
    /** Making a ruleset of the policy; not entered with a prepared one. */
    RULESET,
    /** Pipes, files of redirects and, if the policy asks for one, the control group. */
    DESCRIPTORS,
    /** The helper's command line, and spawning it. */
    SPAWN,
    /** From the helper's birth to its report that it becomes the program. */
    REPORT,
    /** Everything else, before and after. */
    REST
}
