package io.github.landlauncher.config;

import io.github.landlauncher.Containment;
import java.util.ArrayList;
import java.util.List;

/** What of a containment is lost where there is only Landlock, a sentence for each thing. */
final class ContainmentLosses {

    private ContainmentLosses() {}

    static List<String> of(Containment containment) {
        List<String> losses = new ArrayList<>();
        if (containment.hardened()) {
            losses.add("containment: no filter of system calls, no capability taken away, core dumps are made");
        }
        if (!containment.allowed().isEmpty()) {
            losses.add("allowed in a containment " + RightNames.names(containment.allowed())
                    + ": the format has no containment");
        }
        if (containment.networkDenied()) {
            losses.add("denied network: sockets can be made, those for TCP as far as rights on ports go");
        }
        if (!containment.refused().isEmpty()) {
            losses.add("refused system calls " + RightNames.names(containment.refused()) + ": they are allowed");
        }
        containment.keptCapabilities().ifPresent(kept -> losses.add("kept capabilities "
                + RightNames.names(kept) + ": all are kept, or those the other program leaves"));
        containment.runAs().ifPresent(user ->
                losses.add("run as " + user + ": it is the user who starts the program"));
        containment.limits().forEach((resource, limit) ->
                losses.add("limit " + RightNames.name(resource) + " " + limit + ": there is none"));
        containment.controlGroup().limits().forEach(limit -> losses.add(limit + ": there is no such limit"));
        return losses;
    }
}
