package io.github.landlauncher.linux;

import io.github.landlauncher.StartStep;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the helper wrote on the status pipe until it was closed: pairs of int32, step and errno.
 *
 * <p>The program runs if and only if there is one record {0, 0} and nothing else. A record after it
 * says that execve failed. No record, half a record, or anything else is not from our helper.
 */
final class StatusRecords {

    static final int RECORD_SIZE = 2 * Integer.BYTES;

    /** More than this is nothing our helper writes. */
    static final int MAX_SIZE = 2 * RECORD_SIZE;

    /** What the records say: the program runs, or a step failed, or the helper cannot be trusted. */
    enum Outcome { STARTED, STEP_FAILED, LOST }

    private final Outcome outcome;
    private final StartStep step;
    private final int errno;

    private StatusRecords(Outcome outcome, StartStep step, int errno) {
        this.outcome = outcome;
        this.step = step;
        this.errno = errno;
    }

    /** Reads the records. */
    static StatusRecords decode(byte[] bytes) {
        ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        boolean starting = bytes.length >= RECORD_SIZE && records.getLong(0) == 0;
        if (bytes.length == RECORD_SIZE) {
            return starting ? new StatusRecords(Outcome.STARTED, null, 0) : failed(records, 0);
        }
        return starting && bytes.length == MAX_SIZE ? notExecuted(records) : lost();
    }

    /** After the record of a start there is nothing left that can fail but execve. */
    private static StatusRecords notExecuted(ByteBuffer records) {
        StatusRecords second = failed(records, RECORD_SIZE);
        return second.step == StartStep.EXECVE ? second : lost();
    }

    private static StatusRecords failed(ByteBuffer records, int at) {
        StartStep step = step(records.getInt(at) & 0xffff);
        int errno = records.getInt(at + Integer.BYTES);
        return step == null || errno <= 0 ? lost() : new StatusRecords(Outcome.STEP_FAILED, step, errno);
    }

    private static StatusRecords lost() {
        return new StatusRecords(Outcome.LOST, null, 0);
    }

    /** The helper's step numbers, which never change meaning; null for an unknown one. */
    private static StartStep step(int number) {
        return switch (number) {
            case 1 -> StartStep.USAGE;
            case 2 -> StartStep.SIGNAL_MASK;
            case 3 -> StartStep.SIGNAL_DEFAULT;
            case 4 -> StartStep.CLOSE_RANGE;
            case 5 -> StartStep.RECORD;
            case 6 -> StartStep.EXECVE;
            case 16 -> StartStep.CHDIR;
            case 17 -> StartStep.SESSION;
            case 18 -> StartStep.GROUP;
            case 24 -> StartStep.NO_NEW_PRIVS;
            case 25 -> StartStep.LANDLOCK_RESTRICT_SELF;
            case 26 -> StartStep.LANDLOCK_CLOSE;
            case 32 -> StartStep.SECCOMP_READ;
            case 33 -> StartStep.SECCOMP_INSTALL;
            case 34 -> StartStep.SECCOMP_CLOSE;
            case 40 -> StartStep.PARENT_DEATH;
            case 41 -> StartStep.PARENT_GONE;
            case 48 -> StartStep.LIMIT;
            case 56 -> StartStep.USER_GROUPS;
            case 57 -> StartStep.USER_GID;
            case 58 -> StartStep.USER_UID;
            case 59 -> StartStep.USER_KEEPCAPS;
            case 60 -> StartStep.CAPABILITIES;
            case 61 -> StartStep.CAPABILITIES_AMBIENT;
            case 62 -> StartStep.CAPABILITIES_SECUREBITS;
            case 72 -> StartStep.CGROUP;
            case 73 -> StartStep.CGROUP_CLOSE;
            case 80 -> StartStep.NOTIFY_READ;
            case 81 -> StartStep.NOTIFY_INSTALL;
            case 82 -> StartStep.NOTIFY_SEND;
            case 83 -> StartStep.NOTIFY_CLOSE;
            default -> null;
        };
    }

    Outcome outcome() {
        return outcome;
    }

    /** The step, if one failed. */
    StartStep step() {
        return step;
    }

    /** The errno, if a step failed. */
    int errno() {
        return errno;
    }
}
