package io.github.landlauncher.it.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelRunTest {

    @Test
    void the_files_of_a_kernel_are_its_properties() {
        KernelRun run = Guests.ofAbi("6.12", 6)
                .file("options", "quick as=nobody sysctl=kernel.yama.ptrace_scope=1\n")
                .file("seconds", "120\n")
                .run();

        assertThat(run.architecture()).isEqualTo("amd64");
        assertThat(run.release()).contains("6.12.1+deb-cloud-amd64");
        assertThat(run.options())
                .containsExactly("quick", "as=nobody", "sysctl=kernel.yama.ptrace_scope=1");
        assertThat(run.option("as")).contains("nobody");
        assertThat(run.option("clamp")).isEmpty();
        assertThat(run.status()).hasValue(0);
        assertThat(run.seconds()).hasValue(120);
        assertThat(run.abi()).isEqualTo("6");
        assertThat(run.missing()).isEmpty();
    }

    @Test
    void a_directory_with_nothing_in_it_says_nothing() {
        KernelRun run = KernelRun.parse("6.1", Map.of());

        assertThat(run.release()).isEmpty();
        assertThat(run.options()).isEmpty();
        assertThat(run.status()).isEmpty();
        assertThat(run.results()).isEmpty();
        assertThat(run.abi()).isEqualTo("?");
    }

    @Test
    void a_status_that_is_no_number_is_none() {
        assertThat(Guests.ofAbi("6.1", 2).file("status", "killed").run().status()).isEmpty();
    }

    @Test
    void without_landlock_the_reason_stands_for_the_abi() {
        assertThat(Guests.ofAbi("5.10", 0).run().abi()).isEqualTo("NOT_IMPLEMENTED");
    }

    @Test
    void kernels_are_in_the_order_of_their_releases() {
        List<String> names = List.of("6.12", "6.9-b", "7.0", "6.9", "5.10", "6.16.3");

        assertThat(names.stream().map(name -> Guests.ofAbi(name, 1).run()).sorted(KernelOrder.INSTANCE))
                .extracting(KernelRun::name)
                .containsExactly("5.10", "6.9", "6.9-b", "6.12", "6.16.3", "7.0");
    }
}
