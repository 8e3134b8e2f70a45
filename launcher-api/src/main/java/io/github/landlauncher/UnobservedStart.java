package io.github.landlauncher;

import io.github.landlauncher.spi.StartPhase;

/**
 * A start that nobody wanted to know about. There is one of each policy, made with its name, so that
 * a start makes nothing. Somebody may still want to know of the program's end, when it comes.
 *
 * @param policyName the policy's name, or an empty string
 */
record UnobservedStart(String policyName) implements StartObservation {

    /** Of a policy without a name. */
    static final UnobservedStart NAMELESS = new UnobservedStart("");

    UnobservedStart {
        for (int i = 0; i < policyName.length(); i++) {
            if (Character.isISOControl(policyName.charAt(i))) {
                throw new IllegalArgumentException(
                        "a policy's name must not have control characters, at index " + i);
            }
        }
    }

    @Override
    public void entered(StartPhase phase) {}

    @Override
    public void started(SandboxedProcess process) {}

    @Override
    public void failed(Throwable failure) {}

    @Override
    public void exited(SandboxedProcess process, int exitValue) {
        if (StartRecords.recorderIsThere()) {
            RecordThread.execute(new ProgramExit(process.pid(), exitValue, process.timedOut(),
                    ProgramExit.UNKNOWN_TIME, policyName, false));
        }
    }
}
