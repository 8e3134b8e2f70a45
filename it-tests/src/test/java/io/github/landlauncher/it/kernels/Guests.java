package io.github.landlauncher.it.kernels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a guest and the script that boots it leave, for tests without either. */
final class Guests {

    private final String name;
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> facts = new HashMap<>();
    private final Map<SamplePolicy, List<String>> samples = new HashMap<>();
    private final List<String> tests = new ArrayList<>();
    private boolean isCut;

    private Guests(String name, int abi) {
        this.name = name;
        String release = name + ".1+deb-cloud-amd64";
        files.putAll(Map.of("architecture", "amd64\n", "release", release + "\n", "options", "\n",
                "status", "0\n", "seconds", "90\n"));
        facts.putAll(Map.of("release", release, "machine", "x86_64", "java", "17.0.15", "user", "root",
                "state", abi == 0 ? "NOT_IMPLEMENTED" : "AVAILABLE", "abi", Integer.toString(abi),
                "errata", "TCP_SOCKET_IDENTIFICATION", "facilities", "SECCOMP"));
        for (SamplePolicy sample : SamplePolicy.values()) {
            sample(sample, "FULLY", "started FULLY", "EXECUTE\tENFORCED\tLANDLOCK\t");
        }
        tests.add("PASSED\tScopeIT\tone\t\t12");
    }

    /** A kernel of this ABI on which all is well and one test passed. */
    static Guests ofAbi(String name, int abi) {
        return new Guests(name, abi);
    }

    Guests file(String file, String content) {
        files.put(file, content);
        return this;
    }

    Guests without(String file) {
        files.remove(file);
        return this;
    }

    Guests fact(String fact, String value) {
        facts.put(fact, value);
        return this;
    }

    Guests sample(SamplePolicy sample, String level, String start, String... lines) {
        List<String> all = new ArrayList<>(List.of("policy\t" + sample + "\t" + level + "\t"));
        for (String line : lines) {
            all.add("line\t" + sample + "\t" + line);
        }
        all.add("start\t" + sample + "\t" + start);
        samples.put(sample, all);
        return this;
    }

    Guests withoutSample(SamplePolicy sample) {
        samples.remove(sample);
        return this;
    }

    Guests test(String line) {
        tests.add(line);
        return this;
    }

    Guests withoutTests() {
        tests.clear();
        return this;
    }

    /** Without the last line. */
    Guests cut() {
        isCut = true;
        return this;
    }

    /** The lines of the results. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        facts.forEach((fact, value) -> lines.add(fact + "\t" + value));
        samples.values().forEach(lines::addAll);
        lines.addAll(tests);
        if (!isCut) {
            lines.add("end\t" + tests.size());
        }
        return lines;
    }

    KernelRun run() {
        Map<String, String> all = new HashMap<>(files);
        all.putIfAbsent("results", String.join("\n", lines()) + "\n");
        return KernelRun.parse(name, all);
    }

    /** As {@link #run()}, but the guest left no results. */
    KernelRun runWithoutResults() {
        return KernelRun.parse(name, files);
    }
}
