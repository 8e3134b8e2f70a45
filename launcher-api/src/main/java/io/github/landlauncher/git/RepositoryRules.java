package io.github.landlauncher.git;

import io.github.landlauncher.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rules for the directories of a repository. */
final class RepositoryRules {

    private RepositoryRules() {}

    /** Rules for all that was granted; alternates are never written. */
    static Rules of(Examination examination, boolean writes) {
        Path top = examination.layout().topLevel();
        Rules rules = writes ? Rules.none().allowReadWrite(top) : Rules.none().allowRead(top);
        List<Path> covered = new ArrayList<>(List.of(top));
        List<Path> own = Stream.concat(
                        examination.layout().gitDirectories().stream(), examination.workTrees().stream())
                .toList();
        for (Path directory : own) {
            if (covered.stream().noneMatch(directory::startsWith)) {
                covered.add(directory);
                rules = beneath(rules, base(examination, directory), directory, writes);
            }
        }
        for (Path directory : examination.alternates()) {
            if (covered.stream().noneMatch(directory::startsWith)) {
                covered.add(directory);
                rules = beneath(rules, base(examination, directory), directory, false);
            }
        }
        return rules;
    }

    private static Path base(Examination examination, Path directory) {
        return examination.bases().baseOf(directory).orElseThrow();
    }

    /** Others may have written what is in a base: nothing in it is followed when the rule is made. */
    private static Rules beneath(Rules rules, Path base, Path directory, boolean writes) {
        String name = base.equals(directory) ? "." : base.relativize(directory).toString();
        return writes ? rules.allowReadWriteBeneath(base, name) : rules.allowReadBeneath(base, name);
    }
}
