package io.github.landlauncher.explain;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The newest records of a stream that does not end: those of denials with their system calls, and what
 * the domains of late have been made for. Not thread-safe.
 */
final class AuditWindow {

    private final int capacity;
    private final Map<String, List<AuditRecord>> events = new LinkedHashMap<>();
    private int records;

    /** In the order of use: the record of a domain comes once, however long it goes on to deny. */
    private final Map<String, AuditRecord> domains;

    /** A window that keeps so many records of denials and system calls, and of so many domains. */
    AuditWindow(int capacity) {
        this.capacity = capacity;
        this.domains = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, AuditRecord> eldest) {
                return size() > capacity;
            }
        };
    }

    void add(AuditRecord record) {
        switch (record.type()) {
            case LANDLOCK_ACCESS -> {
                keep(events.computeIfAbsent(record.event(), event -> new ArrayList<>(2)), record);
                record.text("domain").ifPresent(domains::get); // which is a use
            }
            case SYSCALL -> {
                List<AuditRecord> event = events.get(record.event());
                if (event != null) { // other rules of audit log system calls, too
                    keep(event, record);
                }
            }
            case LANDLOCK_DOMAIN -> {
                if (record.number("pid").isPresent()) {
                    record.text("domain").ifPresent(domain -> domains.putIfAbsent(domain, record));
                }
            }
        }
    }

    private void keep(List<AuditRecord> event, AuditRecord record) {
        event.add(record);
        records++;
        Iterator<List<AuditRecord>> oldest = events.values().iterator();
        while (records > capacity) {
            records -= oldest.next().size();
            oldest.remove();
        }
    }

    /** The denials that these records tell of. */
    AuditLog log() {
        return AuditLog.of(Stream.concat(
                        domains.values().stream(), events.values().stream().flatMap(List::stream))
                .toList());
    }
}
