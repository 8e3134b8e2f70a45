package io.github.landlauncher.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How fast many bytes go through a child's output and input, each byte checked at the other end. */
final class ExactTransferRows {

    private static final long WARM_UP = 256L << 20;

    private final EnduranceScale scale;

    ExactTransferRows(EnduranceScale scale) {
        this.scale = scale;
    }

    void measure(Consumer<Row> rows) throws IOException, InterruptedException {
        TransferRounds rounds = new TransferRounds(scale.transfers(), scale.bytes(), WARM_UP);
        Map<String, TransferRounds.Transfer> receivers = new LinkedHashMap<>();
        Map<String, TransferRounds.Transfer> senders = new LinkedHashMap<>();
        for (FrontEnd frontEnd : FrontEnd.streaming()) {
            if (!frontEnd.sandboxes()) {
                continue;
            }
            String what = Row.text("%d MiB, each byte checked, through std%%s, %s / ProcessBuilder",
                    scale.bytes() >> 20, frontEnd.title());
            receivers.put(Row.text(what, "out"), frontEnd.streams()::receive);
            senders.put(Row.text(what, "in"), frontEnd.streams()::send);
        }
        rounds.rows(FrontEnd.PLAIN.streams()::receive, receivers).forEach(rows);
        rounds.rows(FrontEnd.PLAIN.streams()::send, senders).forEach(rows);
    }
}
