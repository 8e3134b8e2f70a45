package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Keeps a machine that is said to have an ABI from skipping tests in silence. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequiredAbiIT {

    @Test
    void the_kernel_has_the_landlock_abi_that_this_machine_must_have() {
        OptionalInt required = AbiCondition.requiredOfThisMachine();
        assumeThat(required).as("landlauncher.requireAbi").isPresent();

        assertThat(KernelAbi.current())
                .as("Landlock ABI of this kernel")
                .isGreaterThanOrEqualTo(required.getAsInt());
    }

    @Test
    void the_condition_skips_a_ofClassand_a_method_that_need_more_than_the_kernel_has() {
        assumeThat(AbiCondition.requiredOfThisMachine().orElse(0))
                .as("the ABI that this machine must have")
                .isLessThanOrEqualTo(KernelAbi.current());

        EngineExecutionResults ofClass = run(OfTheFuture.class);
        EngineExecutionResults ofMethods = run(Mixed.class);

        ofClass.containerEvents().assertStatistics(events -> events.skipped(1));
        ofMethods.testEvents().assertStatistics(events -> events.skipped(1).succeeded(1));
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
    }

    @RequiresAbi(Integer.MAX_VALUE)
    static class OfTheFuture {

        @Test
        void never_runs() {
            throw new AssertionError("ran without the ABI that its class needs");
        }
    }

    static class Mixed {

        @Test
        @RequiresAbi(Integer.MAX_VALUE)
        void never_runs() {
            throw new AssertionError("ran without the ABI that it needs");
        }

        @Test
        void runs() {
            assertThat(KernelAbi.current()).isNotNegative();
        }
    }
}
