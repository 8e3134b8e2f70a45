package io.github.landlauncher.cli.demo;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What each payload tries. */
enum Attempt {
    /** Read the secret. */
    READ("read a secret", AccessFs.READ_FILE),
    /** Make a file outside the work directory. */
    WRITE("write outside", AccessFs.MAKE_REG),
    /** Connect to the demo on a loopback port and send a line. */
    CONNECT("connect by TCP", AccessNet.CONNECT_TCP, "network"),
    /** Send a datagram to the demo and have an answer. */
    UDP("send by UDP", AccessNet.CONNECT_SEND_UDP, "network", "UDP"),
    /** The same as CONNECT, past Landlock's rules on TCP ports. */
    MPTCP("connect by MPTCP", null, "network", "other sockets"),
    /** Send USR1 to the JVM. */
    SIGNAL("signal the JVM", Scope.SIGNAL, "signals to the JVM's pid"),
    /** Leave a process that runs on when git has ended. */
    DAEMON("outlive git", null, "survivors"),
    /** Find a secret among the variables of the JVM's environment. */
    ENVIRONMENT("find a token", null, "environment");

    private static final Set<String> REFUSED = Set.of("Permission denied", "Operation not permitted");

    /** So a filter answers, as a kernel built without that network does. */
    private static final Set<String> NO_SOCKET =
            Set.of("Address family not supported by protocol", "Protocol not supported");

    private static final Set<String> NO_MPTCP =
            Set.of("Protocol not supported", "Protocol not available", "needs perl");

    private static final String NOT_SET = "not set";

    /** What became of a daemon; nothing that a payload can know. */
    static final String ENDED = "ended";

    private final String title;
    private final LandlockFeature feature;
    private final List<String> others;

    Attempt(String title, LandlockFeature feature, String... others) {
        this.title = title;
        this.feature = feature;
        this.others = List.of(others);
    }

    /** For the table. */
    String title() {
        return title;
    }

    /** The feature of Landlock that denies this, if there is one. */
    Optional<LandlockFeature> feature() {
        return Optional.ofNullable(feature);
    }

    /** What else denies this, as an Enforcement names it. */
    List<String> deniedBy() {
        return others;
    }

    /** The name in the payload's record. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a result means that something kept this from succeeding, and nothing else did. */
    boolean isDenial(String result) {
        return REFUSED.contains(result) || switch (this) {
            case CONNECT, UDP, MPTCP -> NO_SOCKET.contains(result);
            case DAEMON -> result.equals(ENDED);
            case ENVIRONMENT -> result.equals(NOT_SET);
            case READ, WRITE, SIGNAL -> false;
        };
    }

    /** Whether a result, without a sandbox, means that this cannot be tried on this machine. */
    boolean isImpossible(String result) {
        return switch (this) {
            case MPTCP -> NO_MPTCP.contains(result);
            case ENVIRONMENT -> result.equals(NOT_SET);
            default -> false;
        };
    }

    /** For the table: what a denial of this is. */
    String denial() {
        return switch (this) {
            case DAEMON -> "killed";
            case ENVIRONMENT -> "not given";
            default -> "denied";
        };
    }
}
