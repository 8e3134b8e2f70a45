package io.github.landlauncher.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;

/**
 * Many children at once that all talk with one thread of this JVM, by turns: it says something to
 * each, and then hears each.
 */
final class ChildrenRows {

    private static final int FEW = 10;
    private static final int MESSAGES = 100;
    private static final int DESCRIPTORS = 4;
    private static final int OTHER_DESCRIPTORS = 500;

    private final FrontEnd frontEnd;
    private final int count;
    private final List<Conversation> children = new ArrayList<>();
    private int right;

    private ChildrenRows(FrontEnd frontEnd, int count) {
        this.frontEnd = frontEnd;
        this.count = count;
    }

    /** Takes the name of a front end and the number of children; prints the rows. */
    public static void main(String[] args) throws Exception {
        new ChildrenRows(FrontEnd.valueOf(args[0]), Integer.parseInt(args[1]))
                .measure().forEach(System.out::println);
        System.exit(0); // NuProcess's threads linger
    }

    /** So many, or as many as the limit of descriptors has room for. */
    static int atMost(int count) {
        UnixOperatingSystemMXBean system =
                (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long room = (system.getMaxFileDescriptorCount() - OTHER_DESCRIPTORS) / DESCRIPTORS;
        return (int) Math.min(count, room / 100 * 100);
    }

    private List<Row> measure() throws IOException, InterruptedException, JMException {
        frontEnd.form().runTrue();
        Counts before = Counts.now();
        start(FEW);
        talk();
        Counts few = Counts.now().since(before);
        Memory memoryOfFew = Memory.now();
        long begin = System.nanoTime();
        start(count);
        double start = (System.nanoTime() - begin) / 1e6 / (count - FEW);
        right = 0;
        begin = System.nanoTime();
        talk();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Counts many = Counts.now().since(before);
        Memory memory = Memory.now().since(memoryOfFew);
        for (Conversation child : children) {
            child.hangUp();
        }
        for (Conversation child : children) {
            child.end();
        }
        return rows(start, seconds, few, many, Counts.now().since(before), memory);
    }

    private void start(int upTo) throws IOException {
        while (children.size() < upTo) {
            children.add(frontEnd.streams().converse());
        }
    }

    private void talk() throws IOException, InterruptedException {
        for (int turn = 0; turn < MESSAGES; turn++) {
            for (int child = 0; child < children.size(); child++) {
                children.get(child).say(message(child, turn));
            }
            for (int child = 0; child < children.size(); child++) {
                right += children.get(child).hear(message(child, turn)) ? 1 : 0;
            }
        }
    }

    /** Each is another one, and of another length than the one before. */
    private static byte[] message(int child, int turn) {
        return Row.text("message %d for child %d %s\n", turn, child, "x".repeat(turn * 7 % 100))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private List<Row> rows(
            double start, double seconds, Counts few, Counts many, Counts after, Memory memory) {
        String what = count + " children at once, " + frontEnd.title();
        int all = count * MESSAGES;
        List<Row> rows = new ArrayList<>();
        add(rows, what + ": right answers",
                Row.text("%d, %.0f per second", right, all / seconds),
                Integer.toString(all), right == all);
        add(rows, what + ": threads for " + FEW + " and for all",
                Row.text("%d, %d", few.threads(), many.threads()),
                "O(1)", many.threads() <= few.threads());
        double each = (double) many.descriptors() / count;
        add(rows, what + ": descriptors for each; after exit",
                Row.text("%.2f; %d", each, after.descriptors()),
                "<= 4; 0", each <= DESCRIPTORS && after.descriptors() == 0);
        rows.add(Row.told(what + ": start of each, in the mean", Row.text("%.1f ms", start)));
        rows.add(Row.told(what + ": heap, native memory, resident set for each",
                memory.perOne("%.1f, %.1f, %.1f KiB", count - FEW)));
        return rows;
    }

    /** With its budget if it is about this project. */
    private void add(List<Row> rows, String what, String measured, String budget, boolean met) {
        rows.add(frontEnd.sandboxes()
                ? new Row(what, measured, budget, met)
                : Row.told(what, measured));
    }
}
