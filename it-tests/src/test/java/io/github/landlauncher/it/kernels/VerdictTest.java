package io.github.landlauncher.it.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.it.kernels.Verdict.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VerdictTest {

    private static final String REFUSED =
            "io.github.landlauncher.SandboxUnavailableException: Cannot enforce the policy";

    static Stream<Arguments> good() {
        return Stream.of(
                arguments("all is well", guest()),
                arguments("some are skipped", guest().test("SKIPPED\tScopeIT\ttwo\tno\t0")),
                arguments("refused as said",
                        guest().sample(SamplePolicy.STRICT, "NOT", REFUSED)),
                arguments("started as said", guest().sample(
                        SamplePolicy.BEST_EFFORT, "PARTIALLY", "started PARTIALLY",
                        "SIGNAL\tDROPPED\tNONE\tnew")),
                arguments("as nobody", guest().file("options", "as=nobody").fact("user", "ordinary")),
                arguments("cut down", guest().file("options", "clamp=2").fact("abi", "2")),
                arguments("as if it had none", guest().file("options", "clamp=absent")
                        .fact("state", "NOT_IMPLEMENTED").fact("abi", "0")),
                arguments("off", guest().file("options", "append=lsm=yama")
                        .fact("state", "NOT_ENABLED").fact("abi", "0")));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments("1 test failed", guest().test("FAILED\tScopeIT\ttwo\twhy\t3")),
                arguments("2 tests failed",
                        guest().test("FAILED\tAIT\ta\t\t3").test("FAILED\tAIT\tb\t\t3")),
                arguments("no test passed", guest().withoutTests()),
                arguments("no test passed",
                        guest().withoutTests().test("SKIPPED\tScopeIT\ttwo\tno\t0")),
                arguments("break off after 1 tests", guest().cut()),
                arguments("it has not ended", guest().without("status")),
                arguments("given up after 90 s", guest().file("status", "124").cut()),
                arguments("did not get as far", guest().file("status", "125")),
                arguments("ended with status 134", guest().file("status", "134")),
                arguments("machine is aarch64 instead of x86_64", guest().fact("machine", "aarch64")),
                arguments("machine is x86_64 instead of aarch64",
                        guest().file("architecture", "arm64")),
                arguments("machine is x86_64 instead of null", guest().file("architecture", "mips")),
                arguments("release is 6.2 instead of 6.12.1", guest().fact("release", "6.2")),
                arguments("release is 6.12.1+deb-cloud-amd64 instead of null",
                        guest().without("release")),
                arguments("user is root instead of ordinary", guest().file("options", "as=nobody")),
                arguments("user is ordinary instead of root", guest().fact("user", "ordinary")),
                arguments("abi is 6 instead of 2", guest().file("options", "clamp=2")),
                arguments("state is AVAILABLE instead of NOT_IMPLEMENTED",
                        guest().file("options", "clamp=absent")),
                arguments("state is AVAILABLE instead of NOT_ENABLED",
                        guest().file("options", "clamp=off")),
                arguments("state is AVAILABLE instead of NOT_ENABLED",
                        guest().file("options", "append=lsm=yama")),
                arguments("nothing is known of the sample policy STRICT",
                        guest().withoutSample(SamplePolicy.STRICT)),
                arguments("enforced FULLY, but a start came to: started PARTIALLY",
                        guest().sample(SamplePolicy.STRICT, "FULLY", "started PARTIALLY")),
                arguments("enforced FULLY, but a start came to: " + REFUSED,
                        guest().sample(SamplePolicy.STRICT, "FULLY", REFUSED)),
                arguments("enforced NOT, but a start came to: started FULLY",
                        guest().sample(SamplePolicy.STRICT, "NOT", "started FULLY")),
                arguments("enforced NOT, but a start came to: java.io.IOException: x",
                        guest().sample(SamplePolicy.STRICT, "NOT", "java.io.IOException: x")));
    }

    private static Guests guest() {
        return Guests.ofAbi("6.12", 6);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void a_kernel_on_which_all_holds_has_passed(String what, Guests guest) {
        assertThat(Verdict.of(guest.run())).as(what)
                .isEqualTo(new Verdict(Kind.PASSED, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void anything_else_is_a_failure_that_says_why(String problem, Guests guest) {
        Verdict verdict = Verdict.of(guest.run());

        assertThat(verdict.kind()).isEqualTo(Kind.FAILED);
        assertThat(verdict.problems()).anySatisfy(line -> assertThat(line).contains(problem));
    }

    @Test
    void a_guest_that_left_nothing_has_failed() {
        Verdict verdict = Verdict.of(guest().runWithoutResults());

        assertThat(verdict.kind()).isEqualTo(Kind.FAILED);
        assertThat(verdict.problems()).containsExactly("it left no results");
    }

    @Test
    void a_kernel_that_was_not_to_be_had_is_missing() {
        Verdict verdict = Verdict.of(guest().without("status").without("release")
                .file("missing", "not to be had: 6.12\n").runWithoutResults());

        assertThat(verdict.kind()).isEqualTo(Kind.MISSING);
        assertThat(verdict.problems()).containsExactly("not to be had: 6.12");
    }
}
