package io.github.landlauncher.linux;

import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.linux.libc.FilterHeader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Prints what installing the typical programs costs on this machine, beside their sizes, and the
 * same without the search: the table of docs/decisions/0014-balanced-filter.md. Its working directory is launcher-native.
 */
final class FilterCost {

    private static final int TIMES = 1001;

    private FilterCost() {}

    public static void main(String[] arguments) throws Exception {
        Architecture here = Architecture.of(System.getProperty("os.arch"));
        Path directory = Files.createTempDirectory("filter-cost");
        FilterTool tool = new FilterTool(directory);
        PrintStream out = System.out;
        out.println("groups | search: instructions | steps | us"
                + " | one by one: instructions | steps | us");
        for (var set : FilterSets.typical().entrySet()) {
            out.print(set.getKey());
            print(out, tool, FilterProgram.of(set.getValue(), here, FilterOracle.JVM), here);
            print(out, tool, oneByOne(set.getValue(), here), here);
            out.println();
        }
        for (String name : new String[] {"filter", "landlock-exec", "program"}) {
            Files.delete(directory.resolve(name));
        }
        Files.delete(directory);
    }

    private static void print(PrintStream out, FilterTool tool, byte[] program, Architecture here)
            throws Exception {
        ClassicBpf bpf = new ClassicBpf(program);
        FilterTool.Result cost = tool.free(
                List.of("cost", Integer.toString(TIMES), tool.file(program).toString()));
        out.printf(" | %d | %d | %s", bpf.instructions(), bpf.stepsOfAllNumbers(here.auditArch()),
                cost.output().strip());
    }

    /** A program without a search that refuses the same numbers, whatever their arguments. */
    private static byte[] oneByOne(Set<SyscallGroup> groups, Architecture here) {
        BpfAssembler code = new BpfAssembler();
        NumberRanges ranges = NumberRanges.of(groups, here, FilterOracle.JVM);
        int next = code.ret(FilterOracle.ALLOW);
        for (int range = 0; range + 1 < ranges.count(); range++) {
            if (!ranges.refusals(range).isEmpty()) {
                int errno = ranges.refusals(range).get(0).errno();
                for (int i = ranges.start(range); i < ranges.start(range + 1); i++) {
                    int refused = code.ret(FilterOracle.ERRNO | errno);
                    next = code.jump(FilterHeader.BPF_JEQ, i, refused, next);
                }
            }
        }
        code.load(0, next);
        return code.program();
    }
}
