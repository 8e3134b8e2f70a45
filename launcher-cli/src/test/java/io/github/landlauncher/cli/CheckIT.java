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
        Host host = Host.current();

        Ended ended = PackedCommand.run("check");

        assertThat(ended.text()).isEqualTo(KernelReport.of(host));
        assertThat(ended.exitValue()).isEqualTo(host.support().abi() > 0 ? 0 : 1);
        assertThat(ended.error()).isEmpty();
    }

    @Test
    void what_is_there_can_be_required_without_a_word() throws Exception {
        PackedCommand.assumeLandlock();
        int abi = LandlockSupport.current().abi();

        Ended ended = PackedCommand.run("check", "--require", abi + ",execute", "--require", "abi>=1");

        assertThat(ended.exitValue()).isZero();
        assertThat(ended.output()).isEmpty();
        assertThat(ended.error()).isEmpty();
    }

    @Test
    void what_is_missing_gives_1_and_a_line_on_standard_error() throws Exception {
        Ended ended = PackedCommand.run("check", "--require", "999", "--require", "execute");

        assertThat(ended.exitValue()).isEqualTo(1);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.error()).startsWith("landlauncher: not met: 999: needs Landlock ABI 999, ");
    }

    @Test
    void the_same_is_there_for_programs() throws Exception {
        Ended ended = PackedCommand.run("check", "--json", "--require", "999");

        assertThat(KernelJsonTest.at(ended.text(), "/abi"))
                .isEqualTo("" + LandlockSupport.current().abi());
        assertThat(KernelJsonTest.at(ended.text(), "/kernel")).isEqualTo(System.getProperty("os.version"));
        assertThat(KernelJsonTest.at(ended.text(), "/met")).isEqualTo("false");
        assertThat(ended.exitValue()).isEqualTo(1);
    }
}
