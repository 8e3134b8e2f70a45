package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandLineAdviceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Add .allowReadExecute(\"/usr/bin\").    | Add --rx /usr/bin.",
        "Add .allowRead(\"/a $1\").             | Add --ro '/a $1'.",
        "Add .allowRead(\"/a; rm -rf ~\").      | Add --ro '/a; rm -rf ~'.",
        "Add .allowRead(\"/a)b\").              | Add --ro '/a)b'.",
        "Add .allowRead(\"/a\\\"b\").            | Add .allowRead(\"/a\\\"b\").",
        "Add .allowRead(\"/a\\012b\").          | Add .allowRead(\"/a\\012b\").",
        "Add .allowReadWrite(\"/w\").            | Add --rw /w.",
        "Add .allowReadWriteExecute(\"/w\").     | Add --rwx /w.",
        "Add .allowConnectTcp(443).              | Add --connect 443.",
        "needs it, or bestEffort(...) to run without. | needs it, or leave out --strict to run without.",
        "denyNetwork() with [443]                | --no-network with [443]",
        "Cannot run program \"x\": error=2       | Cannot run program \"x\": error=2"
    })
    void a_method_becomes_the_option_that_calls_it(String library, String commandLine) {
        assertThat(CommandLineAdvice.of(library)).isEqualTo(commandLine);
    }

    @Test
    void the_advice_for_an_old_kernel_names_an_option_that_works_there() {
        LandlockSupport old = LandlockSupport.ofAbi(3);
        SandboxPolicy strict = SandboxPolicy.handling(LandlockAbi.V7);
        String refusal = strict.enforcementOn(old).refusal().orElseThrow();

        assertThat(CommandLineAdvice.of(refusal))
                .contains("--best-effort 3")
                .doesNotContain("LandlockAbi");
    }

    @Test
    void what_has_no_option_is_not_advised() {
        String library =
                "It does not exist. If it may be missing, allow it with an ...IfExists method.";

        assertThat(CommandLineAdvice.of(library)).isEqualTo("It does not exist.");
    }
}
