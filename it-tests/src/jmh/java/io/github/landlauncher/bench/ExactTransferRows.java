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
        for (FrontEnd frontEnd : FrontEnd.sandboxing()) {
            String what = Row.text("%d MiB, each byte checked, through std%%s, %s / ProcessBuilder",
                    scale.bytes() >> 20, frontEnd.title());
            receivers.put(Row.text(what, "out"), frontEnd.form()::receive);
            senders.put(Row.text(what, "in"), frontEnd.form()::send);
        }
        rounds.rows(FrontEnd.PLAIN.form()::receive, receivers).forEach(rows);
        rounds.rows(FrontEnd.PLAIN.form()::send, senders).forEach(rows);
    }
}
