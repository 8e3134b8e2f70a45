package io.github.landlauncher.cli;

import io.github.landlauncher.Capability;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Resource;
import io.github.landlauncher.RunAs;
import io.github.landlauncher.SandboxPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options about what Landlock leaves open. */
final class ContainmentOptions {

    private static final String UNLIMITED = "unlimited";

    @Option(names = "--containment",
            description = "Close what Landlock leaves open and most programs do not need: networks that"
                    + " no --connect or --bind is about, system calls that reach other processes or much"
                    + " of the kernel, capabilities, core dumps. Standard input is inherited all the same.")
    private boolean containment;

    @Option(names = "--no-network", description = "Deny every network, unix sockets included.")
    private boolean noNetwork;

    @Option(names = "--limit", paramLabel = "RESOURCE=SOFT[:HARD]", converter = LimitConverter.class,
            description = "Limit a resource as setrlimit(2) does, in its unit or unlimited, for each"
                    + " process: CPU, FSIZE, STACK, CORE, NPROC, NOFILE, MEMLOCK, AS.")
    private List<ResourceLimit> limits = new ArrayList<>();

    @Option(names = "--memory-max", paramLabel = "BYTES",
            description = "Limit the memory of the program and all it starts together, by a control"
                    + " group.")
    private Long memoryMax;

    @Option(names = "--pids-max", paramLabel = "COUNT",
            description = "Limit how many processes and threads these are together, by a control group.")
    private Long pidsMax;

    @Option(names = "--keep-capability", paramLabel = "NAME", converter = CapabilityConverter.class,
            description = "Leave the program this capability, such as NET_BIND_SERVICE, and no other"
                    + " that is not named so.")
    private List<Capability> keptCapabilities = new ArrayList<>();

    @Option(names = "--run-as", paramLabel = "UID:GID", converter = UserConverter.class,
            description = "Run the program as this user and group, in no other group.")
    private RunAs user;

    /** A resource and its limit. */
    private record ResourceLimit(Resource resource, Limit limit) {}

    /**
     * A policy with what the options ask for.
     *
     * @throws IllegalArgumentException if the network is denied and a port of it allowed, or a limit
     *     of a control group is out of range
     */
    SandboxPolicy addedTo(SandboxPolicy policy) {
        SandboxPolicy more = containment ? policy.containment() : policy;
        if (noNetwork) {
            more = more.denyNetwork();
        }
        for (ResourceLimit limit : limits) {
            more = more.limit(limit.resource(), limit.limit().soft(), limit.limit().hard());
        }
        if (memoryMax != null) {
            more = more.memoryMax(memoryMax);
        }
        if (pidsMax != null) {
            more = more.pidsMax(pidsMax);
        }
        if (!keptCapabilities.isEmpty()) {
            more = more.keepCapabilities(keptCapabilities.toArray(Capability[]::new));
        }
        return user == null ? more : more.runAs(user.uid(), user.gid());
    }

    /** The constant with a name, in capitals or not, with the kernel's prefix or without. */
    private static <E extends Enum<E>> E constant(
            E[] known, String prefix, String kind, String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String name = upper.startsWith(prefix) ? upper.substring(prefix.length()) : upper;
        return Stream.of(known)
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a " + kind
                        + ": they are " + Stream.of(known)
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))));
    }

    /** Reads a resource with its limits. */
    static final class LimitConverter implements ITypeConverter<ResourceLimit> {

        private static final Pattern LIMIT =
                Pattern.compile("([^=]*)=(\\d{1,18}|unlimited)(?::(\\d{1,18}|unlimited))?");

        @Override
        public ResourceLimit convert(String text) {
            String name = text.split("=", 2)[0];
            Resource resource = constant(Resource.values(), "RLIMIT_", "resource", name);
            Matcher limit = LIMIT.matcher(text);
            if (!limit.matches()) {
                throw new TypeConversionException("'" + text + "' is not RESOURCE=SOFT[:HARD] with numbers"
                        + " or " + UNLIMITED);
            }
            long soft = number(limit.group(2));
            long hard = limit.group(3) == null ? soft : number(limit.group(3));
            try {
                return new ResourceLimit(resource, new Limit(soft, hard));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "': " + e.getMessage());
            }
        }

        private static long number(String text) {
            return text.equals(UNLIMITED) ? Limit.UNLIMITED : Long.parseLong(text);
        }
    }

    /** Reads the name of a capability. */
    static final class CapabilityConverter implements ITypeConverter<Capability> {
        @Override
        public Capability convert(String text) {
            return constant(Capability.values(), "CAP_", "capability", text);
        }
    }

    /** Reads a user and a group. */
    static final class UserConverter implements ITypeConverter<RunAs> {

        private static final Pattern USER = Pattern.compile("(\\d{1,18}):(\\d{1,18})");

        @Override
        public RunAs convert(String text) {
            Matcher user = USER.matcher(text);
            if (!user.matches()) {
                throw new TypeConversionException("'" + text + "' is not UID:GID, two numbers");
            }
            try {
                return new RunAs(Long.parseLong(user.group(1)), Long.parseLong(user.group(2)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "': " + e.getMessage());
            }
        }
    }
}
