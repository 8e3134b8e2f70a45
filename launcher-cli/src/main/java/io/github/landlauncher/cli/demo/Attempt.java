package io.github.landlauncher.cli.demo;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.Scope;
import java.util.Locale;

/** What each payload tries. */
enum Attempt {
    /** Read the secret. */
    READ("read a secret", AccessFs.READ_FILE),
    /** Make a file outside the work directory. */
    WRITE("write outside", AccessFs.MAKE_REG),
    /** Connect to the demo on a loopback port and send a line. */
    CONNECT("connect by TCP", AccessNet.CONNECT_TCP),
    /** Send USR1 to the JVM. */
    SIGNAL("signal the JVM", Scope.SIGNAL);

    private final String title;
    private final LandlockFeature deniedBy;

    Attempt(String title, LandlockFeature deniedBy) {
        this.title = title;
        this.deniedBy = deniedBy;
    }

    /** For the table. */
    String title() {
        return title;
    }

    /** What must be enforced for this to be denied. */
    LandlockFeature deniedBy() {
        return deniedBy;
    }

    /** The name in the payload's record. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
