package io.github.landlauncher;

/** A restriction towards processes outside the sandbox, {@code LANDLOCK_SCOPE_*}. */
public enum Scope implements LandlockFeature {
    /** Do not connect or send to abstract unix sockets made outside. */
    ABSTRACT_UNIX_SOCKET("abstract unix sockets of other programs are reachable"),
    /** Do not send signals to processes outside. */
    SIGNAL("signals reach every process of the same user, this JVM included");

    private final String withoutIt;

    Scope(String withoutIt) {
        this.withoutIt = withoutIt;
    }

    @Override
    public LandlockAbi since() {
        return LandlockAbi.V6;
    }

    @Override
    public String withoutIt() {
        return withoutIt;
    }
}
