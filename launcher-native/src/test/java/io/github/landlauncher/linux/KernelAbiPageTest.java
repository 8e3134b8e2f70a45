package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Erratum;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The tables of docs/kernel-abi.md, compared with what the code does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelAbiPageTest {

    /** The cells of the table rows below a heading, the first row being the first after the dashes. */
    private static List<List<String>> table(String heading) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "kernel-abi.md"));
        String section = page.substring(page.indexOf("\n" + heading + "\n"));
        return section.lines()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
                .toList();
    }

    private static String hex(long bits) {
        return bits == 0 ? "" : "0x" + Long.toHexString(bits);
    }

    @Test
    void the_versions_are_those_of_the_api_with_their_releases() throws IOException {
        List<List<String>> versions = table("## Versions");

        assertThat(versions.get(0).get(1)).isEqualTo("before 5.13");
        assertThat(versions.subList(1, versions.size()))
                .map(row -> row.subList(0, 2))
                .containsExactlyElementsOf(Arrays.stream(LandlockAbi.values())
                        .map(abi -> List.of(Integer.toString(abi.number()), abi.linux()))
                        .toList());
    }

    @Test
    void the_rights_are_those_of_the_api_with_their_bits() throws IOException {
        List<List<String>> expected = new ArrayList<>();
        for (AccessFs right : AccessFs.values()) {
            expected.add(List.of(right.name(), hex(AccessBits.fs(Set.of(right))),
                    Integer.toString(right.since().number()), right.appliesToFiles() ? "yes" : "no"));
        }
        for (AccessNet right : AccessNet.values()) {
            expected.add(List.of(right.name(), hex(AccessBits.net(Set.of(right))),
                    Integer.toString(right.since().number()), ""));
        }
        for (Scope scope : Scope.values()) {
            expected.add(List.of("scope " + scope.name(), hex(AccessBits.scopes(Set.of(scope))),
                    Integer.toString(scope.since().number()), ""));
        }

        assertThat(table("## Rights")).isEqualTo(expected);
    }

    @Test
    void what_a_policy_handles_is_what_the_page_says() throws IOException {
        Stream<List<String>> expected = Arrays.stream(LandlockAbi.values()).map(abi -> {
            SandboxPolicy policy = SandboxPolicy.handling(abi);
            return List.of(
                    "`handling(" + abi + ")`",
                    hex(AccessBits.fs(policy.handledFs())),
                    hex(AccessBits.net(policy.handledNet())),
                    hex(AccessBits.scopes(policy.scopes())));
        });

        assertThat(table("## What a policy handles")).containsExactlyElementsOf(expected.toList());
    }

    @Test
    void the_errata_are_those_of_the_api_with_their_bits() throws IOException {
        assertThat(table("## Errata")).map(row -> row.subList(0, 2))
                .containsExactlyElementsOf(Arrays.stream(Erratum.values())
                        .map(erratum -> List.of(
                                erratum + " (" + erratum.number() + ")", hex(1L << (erratum.number() - 1))))
                        .toList());
    }
}
