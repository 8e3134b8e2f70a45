package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.cli.PackedCommand.Ended;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckIT {

    @Test
    void it_reports_the_running_kernel_and_exits_0_if_landlock_is_available() throws Exception {
        LandlockSupport support = LandlockSupport.current();

        Ended ended = PackedCommand.run("check");

        assertThat(ended.text()).isEqualTo(KernelReport.of(support));
        assertThat(ended.exitValue()).isEqualTo(support.abi() > 0 ? 0 : 1);
        assertThat(ended.error()).isEmpty();
    }
}
