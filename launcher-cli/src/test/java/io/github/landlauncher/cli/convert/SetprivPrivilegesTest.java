package io.github.landlauncher.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SetprivPrivilegesTest {

    private static final SandboxPolicy FS = SandboxPolicy.handling(
            LandlockAbi.V7.accessFs(), java.util.Set.of(), java.util.Set.of());

    private static final Accounts ACCOUNTS = new Accounts(
            List.of("root:x:0:0:root:/root:/bin/sh", "broken", "nobody:x:65534:65533:::"),
            List.of("root:x:0:", "nogroup:x:65534:"));

    @Test
    void another_user_and_group_in_no_other_group_is_translated_from_names_and_numbers() {
        Translation names = setpriv("--reuid=nobody --regid nogroup --clear-groups");
        Translation numbers = setpriv("--reuid 65534 --regid=65534 --clear-groups");

        assertThat(names.policy()).isEqualTo(FS.runAs(65534, 65534)).isEqualTo(numbers.policy());
        assertThat(names.untranslated()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--reuid=1", "--regid=1", "--clear-groups", "--reuid=1 --regid=1", "--regid=1 --clear-groups",
        "--reuid=nosuch --regid=1 --clear-groups", "--reuid=1 --regid=1 --keep-groups",
        "--reuid=1 --regid=1 --groups 1,2", "--reuid=1 --regid=1 --init-groups", "--ruid=1 --euid 1",
        "--reuid=1 --regid=1 --clear-groups --ruid=2"
    })
    void users_and_groups_of_any_other_kind_are_listed_and_not_half_translated(String options) {
        Translation translation = setpriv(options);

        assertThat(translation.policy()).isEqualTo(FS);
        assertThat(translation.untranslated())
                .hasSize((int) List.of(options.split(" ")).stream()
                        .filter(word -> word.startsWith("--")).count())
                .allMatch(line -> line.contains(": a policy can only run a program as a user"));
    }

    @Test
    void user_0_keeps_no_capability_and_that_is_said() {
        assertThat(setpriv("--reuid=0 --regid=0 --clear-groups").notes())
                .contains("a program run as user 0 keeps no capability here; setpriv leaves it those it has");
    }

    @Test
    void capabilities_that_are_all_gone_are_translated() {
        assertThat(setpriv("--inh-caps=-all --bounding-set -all").policy())
                .isEqualTo(FS.keepCapabilities());
        assertThat(setpriv("--inh-caps -all --bounding-set=-all --ambient-caps=-all").untranslated())
                .isEmpty();
        assertThat(setpriv("--reuid=1 --regid=1 --clear-groups --inh-caps=-all").policy())
                .isEqualTo(FS.runAs(1, 1).keepCapabilities());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--inh-caps=-all", "--bounding-set=-all", "--bounding-set=-sys_admin", "--ambient-caps=+kill",
        "--inh-caps=-all --bounding-set=-chown"
    })
    void capabilities_of_which_some_stay_are_listed(String options) {
        Translation translation = setpriv(options);

        assertThat(translation.policy()).isEqualTo(FS);
        assertThat(translation.untranslated()).hasSize(options.split(" ").length)
                .allMatch(line -> line.contains(": a policy can only take all capabilities"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--securebits +noroot", "--ptracer any", "--selinux-label l", "--apparmor-profile p",
        "--seccomp-filter /f", "--reset-env", "--pdeathsig KILL"
    })
    void an_option_that_nothing_here_is_equal_to_is_listed_with_its_value(String option) {
        assertThat(setpriv(option).untranslated()).singleElement().asString().startsWith(option + ": ");
    }

    @Test
    void no_new_privileges_are_implied() {
        assertThat(setpriv("--nnp --no-new-privs").untranslated()).isEmpty();
    }

    private static Translation setpriv(String options) {
        return SetprivDialect.translate(
                List.of(("--landlock-access fs " + options + " -- true").split(" ")),
                LandlockAbi.V7, ACCOUNTS);
    }
}
