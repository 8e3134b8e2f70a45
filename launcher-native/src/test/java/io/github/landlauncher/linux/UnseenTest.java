package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.Errno;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when a program cannot be looked at. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnseenTest {

    private static UnreadableException failure(int errno) {
        return new UnreadableException("the memory of process 12", errno);
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EPERM, Errno.EACCES, Errno.ENOSYS})
    void what_this_system_forbids_will_be_forbidden_again(int errno) {
        assertThat(Unseen.isLasting(failure(errno))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EFBIG, Errno.E2BIG})
    void what_is_too_much_to_look_at_is_said_without_advice_about_privileges(int errno) {
        assertThat(Unseen.isLasting(failure(errno))).isTrue();
        assertThat(Unseen.sentence(failure(errno), "1"))
                .startsWith("Cannot read the memory of process 12: error=" + errno)
                .endsWith("The program goes on; what it tries is not reported, or not all of it.")
                .doesNotContain("ptrace");
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EFAULT, Errno.ESRCH, Errno.ENOENT, Errno.EINTR})
    void a_wrong_address_and_a_thread_that_has_ended_say_nothing_of_the_next_call(int errno) {
        assertThat(Unseen.isLasting(failure(errno))).isFalse();
    }

    @Test
    void the_sentence_says_what_was_tried_why_it_failed_and_what_to_do() {
        assertThat(Unseen.sentence(failure(Errno.EPERM), null))
                .startsWith("Cannot read the memory of process 12: error=1, EPERM. ")
                .contains("process_vm_readv or /proc")
                .contains("the same user, who may read the program's file, or CAP_SYS_PTRACE")
                .contains("no seccomp filter around this JVM that refuses it")
                .endsWith("The program goes on; what it tries is not reported, or not all of it.")
                .doesNotContain("yama");
    }

    @ParameterizedTest
    @CsvSource({
        "1, for processes that descend from this JVM and for none that outlived its parent",
        "2, with CAP_SYS_PTRACE only",
        "3, to nobody"
    })
    void where_yama_may_be_the_reason_its_setting_is_named(String scope, String whom) {
        assertThat(Unseen.sentence(failure(Errno.EPERM), scope))
                .contains("Here kernel.yama.ptrace_scope is " + scope + ", which allows it " + whom + ".");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "0")
    void where_yama_forbids_nothing_it_is_not_named(String scope) {
        assertThat(Unseen.sentence(failure(Errno.EPERM), scope)).doesNotContain("yama");
    }

    @Test
    void the_sentence_of_this_system_is_one_of_them() {
        assertThat(Unseen.sentence(failure(Errno.EACCES)))
                .startsWith("Cannot read the memory of process 12: error=13, EACCES. ");
    }
}
