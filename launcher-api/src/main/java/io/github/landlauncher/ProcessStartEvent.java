package io.github.landlauncher;

import java.io.File;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The JDK's event for a started process, whose own class is not exported. */
@Name("jdk.ProcessStart")
@Category("Operating System")
@Label("Process Start")
@StackTrace(false) // unless the recording asks for it, as with events of the JDK
final class ProcessStartEvent extends Event {

    @Label("Process Id")
    long pid;

    @Label("Directory")
    String directory;

    @Label("Command")
    String command;

    static void commit(long pid, List<String> command, File directory) {
        ProcessStartEvent event = new ProcessStartEvent();
        if (event.isEnabled()) {
            event.pid = pid;
            event.directory = directory == null ? null : directory.toString();
            event.command = String.join(" ", command);
            event.commit();
        }
    }
}
