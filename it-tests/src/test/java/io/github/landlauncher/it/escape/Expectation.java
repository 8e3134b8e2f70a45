package io.github.landlauncher.it.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What becomes of an attempt that works without a sandbox: a table by profile, user and ABI. */
final class Expectation {

    /** One row; the last one that applies counts. */
    private record Row(
            Set<Profile> profiles, boolean rootOnly, int fromAbi, int beforeAbi, String verdict) {

        boolean applies(Profile profile, boolean asRoot, int abi) {
            return profiles.contains(profile)
                    && abi >= fromAbi
                    && abi < beforeAbi
                    && (asRoot || !rootOnly);
        }
    }

    /** No ABI is as high. */
    private static final int ANY_ABI = Integer.MAX_VALUE;

    private final List<Row> rows;

    private Expectation(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** The same under every profile. */
    static Expectation of(String verdict) {
        return new Expectation(List.of(row(Profile.from(Profile.PLAIN), false, 0, verdict)));
    }

    /** From this ABI on something else. */
    Expectation fromAbi(int abi, String verdict) {
        return with(row(Profile.from(Profile.PLAIN), false, abi, verdict));
    }

    /** Under this profile, and those that are stricter, something else. */
    Expectation under(Profile profile, String verdict) {
        return with(row(Profile.from(profile), false, 0, verdict));
    }

    /** Under these profiles, before this ABI, something else. */
    Expectation beforeAbi(int abi, Set<Profile> profiles, String verdict) {
        return with(new Row(profiles, false, 0, abi, verdict));
    }

    /** Under these profiles, from this ABI on, something else. */
    Expectation sinceAbi(int abi, Set<Profile> profiles, String verdict) {
        return with(row(profiles, false, abi, verdict));
    }

    /** For root, under these profiles, something else. */
    Expectation asRoot(Set<Profile> profiles, String verdict) {
        return with(row(profiles, true, 0, verdict));
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
        return rows.stream().anyMatch(row -> row.fromAbi() > 0 || row.beforeAbi() < ANY_ABI);
    }

    private static Row row(Set<Profile> profiles, boolean rootOnly, int fromAbi, String verdict) {
        return new Row(profiles, rootOnly, fromAbi, ANY_ABI, verdict);
    }

    private Expectation with(Row row) {
        List<Row> more = new ArrayList<>(rows);
        more.add(row);
        return new Expectation(more);
    }
}
