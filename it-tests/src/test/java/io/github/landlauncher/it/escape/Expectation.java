package io.github.landlauncher.it.escape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of an attempt that works outside of a sandbox, by profile, user and ABI: a table. */
final class Expectation {

    /** One row; the last one that applies counts. */
    private record Row(Set<Profile> profiles, Optional<Boolean> root, int fromAbi, String verdict) {

        boolean applies(Profile profile, boolean asRoot, int abi) {
            return profiles.contains(profile)
                    && abi >= fromAbi
                    && root.map(value -> value == asRoot).orElse(true);
        }
    }

    private final List<Row> rows;

    private Expectation(List<Row> rows) {
        this.rows = Collections.unmodifiableList(rows);
    }

    /** The same under every profile. */
    static Expectation of(String verdict) {
        return new Expectation(List.of(new Row(from(Profile.PLAIN), Optional.empty(), 0, verdict)));
    }

    /** From this ABI on something else. */
    Expectation fromAbi(int abi, String verdict) {
        return with(new Row(from(Profile.PLAIN), Optional.empty(), abi, verdict));
    }

    /** Under this profile, and those that are stricter, something else. */
    Expectation under(Profile profile, String verdict) {
        return with(new Row(from(profile), Optional.empty(), 0, verdict));
    }

    /** For this kind of user, under this profile alone, something else. */
    Expectation as(boolean root, Profile profile, String verdict) {
        return with(new Row(EnumSet.of(profile), Optional.of(root), 0, verdict));
    }

    /** What the verdict will be. */
    String verdict(Profile profile, boolean root, int abi) {
        String verdict = null;
        for (Row row : rows) {
            if (row.applies(profile, root, abi)) {
                verdict = row.verdict();
            }
        }
        return verdict;
    }

    /** Whether the ABI makes a difference. */
    boolean dependsOnAbi() {
        return rows.stream().anyMatch(row -> row.fromAbi() > 0);
    }

    private Expectation with(Row row) {
        List<Row> more = new ArrayList<>(rows);
        more.add(row);
        return new Expectation(more);
    }

    private static Set<Profile> from(Profile first) {
        return EnumSet.range(first, Profile.values()[Profile.values().length - 1]);
    }
}
