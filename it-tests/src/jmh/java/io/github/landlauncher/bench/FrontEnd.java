package io.github.landlauncher.bench;

import java.util.List;
import java.util.stream.Stream;

/** The front ends that the long measurements compare; the first is the measure for the others. */
enum FrontEnd {

    PLAIN("ProcessBuilder", false, new BlockingForm(Launcher.PLAIN)),
    NUPROCESS("NuProcess, no sandbox", false, new NuProcessForm()),
    SANDBOXED("SandboxedProcessBuilder", true, new BlockingForm(Launcher.SANDBOXED)),
    SANDBOXED_NUPROCESS("SandboxedNuProcessBuilder", true, new SandboxedNuProcessForm()),
    SANDBOXED_FUTURE("SandboxedProcessBuilder.runAsync", true, new FutureForm());

    private final String title;
    private final boolean sandboxes;
    private final Form form;

    FrontEnd(String title, boolean sandboxes, Form form) {
        this.title = title;
        this.sandboxes = sandboxes;
        this.form = form;
    }

    /** The ones of this project, which the budgets are about. */
    static List<FrontEnd> sandboxing() {
        return Stream.of(values()).filter(FrontEnd::sandboxes).toList();
    }

    /** The ones whose programs' streams go on while they run. */
    static List<FrontEnd> streaming() {
        return Stream.of(values()).filter(frontEnd -> frontEnd.form instanceof StreamForm).toList();
    }

    /** What rows call it. */
    String title() {
        return title;
    }

    boolean sandboxes() {
        return sandboxes;
    }

    Form form() {
        return form;
    }

    /** The form of one that is {@link #streaming()}. */
    StreamForm streams() {
        return (StreamForm) form;
    }
}
