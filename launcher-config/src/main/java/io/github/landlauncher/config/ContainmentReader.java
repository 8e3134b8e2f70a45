package io.github.landlauncher.config;

import io.github.landlauncher.Capability;
import io.github.landlauncher.Containment;
import io.github.landlauncher.ControlGroupLimits;
import io.github.landlauncher.ControlGroupLimits.CpuMax;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Resource;
import io.github.landlauncher.RunAs;
import io.github.landlauncher.SyscallGroup;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the table {@code landlauncher.containment}: what a policy asks for beyond Landlock. */
final class ContainmentReader {

    /** What a file asks for that has no such table. */
    static final Containment NONE = new Containment(false, false, Set.of(), Set.of(), Optional.empty(),
            Optional.empty(), Map.of(), ControlGroupLimits.none());

    /** The groups for which {@link Containment} has a method that allows them, and no others. */
    static final Map<String, SyscallGroup> ALLOWABLE =
            Names.of(List.of(SyscallGroup.NAMESPACES, SyscallGroup.PTRACE, SyscallGroup.IO_URING));

    /** The groups for which {@link Containment} has a method that refuses them, and no others. */
    static final Map<String, SyscallGroup> REFUSABLE =
            Names.of(List.of(SyscallGroup.UNIX_SOCKETS, SyscallGroup.METADATA, SyscallGroup.MEMFD));

    private static final Map<String, Capability> CAPABILITIES = Names.of(List.of(Capability.values()));
    private static final Map<String, Resource> RESOURCES = Names.of(List.of(Resource.values()));

    static final String NO_CAPABILITY = "none";
    static final String NO_LIMIT = "unlimited";

    private static final Pattern USER_AND_GROUP = Pattern.compile("([0-9]{1,10}):([0-9]{1,10})");

    private static final long MOST_PIDS = 4L * 1024 * 1024;
    private static final long DAY = Duration.ofDays(1).toSeconds() * 1_000_000;

    private final ExtensionTable table;

    private ContainmentReader(ExtensionTable table) {
        this.table = table;
    }

    /** What a table asks for; what is wrong with it goes to the table's problems. */
    static Containment read(ExtensionTable table) {
        Containment containment = new ContainmentReader(table).containment();
        table.refuseOthers();
        return containment;
    }

    private Containment containment() {
        boolean hardening = table.flag("hardening");
        boolean denyNetwork = table.flag("deny_network");
        Set<SyscallGroup> allowed = groups("allow", "group that may be allowed", ALLOWABLE);
        Set<SyscallGroup> refused = groups("refuse", "group that may be refused", REFUSABLE);
        Optional<Set<Capability>> kept = keptCapabilities();
        Optional<RunAs> runAs = table.text("run_as").flatMap(this::runAs);
        ControlGroupLimits together = new ControlGroupLimits(
                table.whole("memory_max", 1, Long.MAX_VALUE),
                table.whole("pids_max", 1, MOST_PIDS),
                cpuMax());
        Map<Resource, Limit> limits = limits();
        try {
            return new Containment(hardening, denyNetwork, allowed, refused, kept, runAs, limits, together);
        } catch (IllegalArgumentException e) {
            table.problem("allow", e.getMessage());
            return NONE;
        }
    }

    private Set<SyscallGroup> groups(String key, String what, Map<String, SyscallGroup> known) {
        Set<SyscallGroup> groups = EnumSet.noneOf(SyscallGroup.class);
        table.texts(key).forEach(name -> table.named(name, what, known).ifPresent(groups::add));
        return groups;
    }

    private Optional<Set<Capability>> keptCapabilities() {
        Optional<Node> value = table.value("keep_capabilities");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Set<Capability> kept = EnumSet.noneOf(Capability.class);
        if (value.get() instanceof Node.Text none) {
            if (!none.value().equals(NO_CAPABILITY)) {
                table.problem(none,
                        "expected \"none\" or an array of capabilities, found " + Quoted.of(none.value()));
            }
        } else if (ExtensionTable.isEmptyArray(value.get())) {
            table.problem(value.get(), "empty array; to keep no capability, say \"none\"");
        } else {
            table.textsOrNone("keep_capabilities")
                    .forEach(name -> table.named(name, "capability", CAPABILITIES).ifPresent(kept::add));
        }
        return Optional.of(kept);
    }

    private Optional<RunAs> runAs(Node.Text text) {
        Matcher numbers = USER_AND_GROUP.matcher(text.value());
        if (numbers.matches()) {
            try {
                return Optional.of(
                        new RunAs(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2))));
            } catch (IllegalArgumentException e) {
                table.problem(text, e.getMessage());
                return Optional.empty();
            }
        }
        table.problem(text, "expected the numbers of a user and a group, such as \"1000:1000\", found "
                + Quoted.of(text.value()));
        return Optional.empty();
    }

    private Optional<CpuMax> cpuMax() {
        Optional<ExtensionTable> cpu = table.table("cpu_max");
        if (cpu.isEmpty()) {
            return Optional.empty();
        }
        cpu.get().require("quota_us");
        cpu.get().require("period_us");
        OptionalLong quota = cpu.get().whole("quota_us", 1_000, DAY);
        OptionalLong period = cpu.get().whole("period_us", 1_000, 1_000_000);
        cpu.get().refuseOthers();
        return quota.isPresent() && period.isPresent()
                ? Optional.of(new CpuMax(microseconds(quota), microseconds(period)))
                : Optional.empty();
    }

    private static Duration microseconds(OptionalLong number) {
        return Duration.of(number.getAsLong(), ChronoUnit.MICROS);
    }

    private Map<Resource, Limit> limits() {
        Map<Resource, Limit> limits = new EnumMap<>(Resource.class);
        for (ExtensionTable item : table.tables("limit")) {
            List.of("resource", "soft", "hard").forEach(item::require);
            Optional<Resource> resource =
                    item.text("resource").flatMap(name -> item.named(name, "resource", RESOURCES));
            Optional<Limit> limit = limit(item);
            item.refuseOthers();
            if (resource.isPresent() && limit.isPresent()
                    && limits.putIfAbsent(resource.get(), limit.get()) != null) {
                item.problem("resource",
                        "a second limit of " + RightNames.name(resource.get()) + "; say both ends in one");
            }
        }
        return limits;
    }

    private static Optional<Limit> limit(ExtensionTable item) {
        OptionalLong soft = end(item, "soft");
        OptionalLong hard = end(item, "hard");
        if (soft.isEmpty() || hard.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Limit(soft.getAsLong(), hard.getAsLong()));
        } catch (IllegalArgumentException e) {
            item.problem("soft", e.getMessage());
            return Optional.empty();
        }
    }

    private static OptionalLong end(ExtensionTable item, String key) {
        Optional<Node> value = item.value(key);
        if (value.isPresent() && value.get() instanceof Node.Text text) {
            if (text.value().equals(NO_LIMIT)) {
                return OptionalLong.of(Limit.UNLIMITED);
            }
            item.problem(text, "expected an integer or \"unlimited\", found " + Quoted.of(text.value()));
            return OptionalLong.empty();
        }
        return item.whole(key, 0, Long.MAX_VALUE);
    }
}
