package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.Errno.E2BIG;
import static io.github.landlauncher.linux.libc.Errno.EBADF;
import static io.github.landlauncher.linux.libc.Errno.EBADFD;
import static io.github.landlauncher.linux.libc.Errno.EFAULT;
import static io.github.landlauncher.linux.libc.Errno.EINVAL;
import static io.github.landlauncher.linux.libc.Errno.ENOMSG;
import static io.github.landlauncher.linux.libc.Errno.ENOSYS;
import static io.github.landlauncher.linux.libc.Errno.EOPNOTSUPP;
import static io.github.landlauncher.linux.libc.LandlockHeader.*;
import static io.github.landlauncher.linux.libc.LinuxHeader.FD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_GETFD;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** landlock_create_ruleset and landlock_add_rule. */
abstract class LandlockContract extends NativeTest {

    private int abi;

    LandlockContract(Libc libc) {
        super(libc);
    }

    @BeforeEach
    void the_kernel_has_landlock() {
        abi = libc.landlock_create_ruleset(0, 0, LANDLOCK_CREATE_RULESET_VERSION);
        String required = System.getProperty("landlauncher.requireAbi", "");
        if (!required.isEmpty()) {
            assertThat(abi).as("Landlock ABI").isGreaterThanOrEqualTo(Integer.parseInt(required));
        }
        assumeThat(abi).as("Landlock is not in this kernel").isNotEqualTo(-ENOSYS);
        assumeThat(abi).as("Landlock was not enabled at boot").isNotEqualTo(-EOPNOTSUPP);
    }

    private void requireAbi(int needed) {
        assumeThat(abi).as("Landlock ABI").isGreaterThanOrEqualTo(needed);
    }

    private int createRuleset(long fs, long net, long scoped) {
        Memory attr = memory(LandlockRulesetAttr.SIZE);
        LandlockRulesetAttr.put(attr.bytes(), 0, fs, net, scoped);
        return libc.landlock_create_ruleset(attr.address(), LandlockRulesetAttr.SIZE, 0);
    }

    private int addPath(int ruleset, long access, int parent) {
        Memory attr = memory(LandlockPathBeneathAttr.SIZE);
        LandlockPathBeneathAttr.put(attr.bytes(), 0, access, parent);
        return libc.landlock_add_rule(ruleset, LANDLOCK_RULE_PATH_BENEATH, attr.address(), 0);
    }

    private int addPort(int ruleset, long access, long port) {
        Memory attr = memory(LandlockNetPortAttr.SIZE);
        LandlockNetPortAttr.put(attr.bytes(), 0, access, port);
        return libc.landlock_add_rule(ruleset, LANDLOCK_RULE_NET_PORT, attr.address(), 0);
    }

    private int root() {
        return descriptor(libc.open(string("/"), O_PATH | O_CLOEXEC, 0));
    }

    @Test
    void the_kernel_says_its_abi() {
        assertThat(abi).isPositive();
    }

    @Test
    void a_ruleset_is_a_descriptor_that_closes_on_exec() {
        int ruleset = descriptor(createRuleset(LANDLOCK_ACCESS_FS_EXECUTE, 0, 0));

        assertThat(libc.fcntl(ruleset, F_GETFD, 0)).isEqualTo(FD_CLOEXEC);
    }

    @Test
    void a_ruleset_that_handles_nothing_fails_with_enomsg() {
        assertThat(createRuleset(0, 0, 0)).isEqualTo(-ENOMSG);
    }

    @Test
    void a_ruleset_with_a_right_that_does_not_exist_fails_with_einval() {
        assertThat(createRuleset(1L << 63, 0, 0)).isEqualTo(-EINVAL);
    }

    @Test
    void a_ruleset_without_attributes_fails_with_efault() {
        assertThat(libc.landlock_create_ruleset(0, LandlockRulesetAttr.SIZE, 0))
                .isEqualTo(-EFAULT);
    }

    @Test
    void a_field_that_the_kernel_does_not_know_fails_with_e2big() {
        assumeThat(abi).as("Landlock ABI").isLessThan(10);
        Memory attr = memory(LandlockRulesetAttr.SIZE);
        LandlockRulesetAttr.put(attr.bytes(), 0, LANDLOCK_ACCESS_FS_EXECUTE, 0, 0);
        LandlockRulesetAttr.putQuiet(attr.bytes(), 0, LANDLOCK_ACCESS_FS_EXECUTE, 0, 0);

        assertThat(libc.landlock_create_ruleset(attr.address(), LandlockRulesetAttr.SIZE, 0))
                .isEqualTo(-E2BIG);
    }

    @Test
    void a_path_rule_gives_back_handled_rights_and_no_others() {
        int ruleset = descriptor(createRuleset(LANDLOCK_ACCESS_FS_EXECUTE, 0, 0));
        int root = root();

        assertThat(addPath(ruleset, LANDLOCK_ACCESS_FS_EXECUTE, root)).isZero();

        assertThat(addPath(ruleset, LANDLOCK_ACCESS_FS_READ_FILE, root)).isEqualTo(-EINVAL);
        assertThat(addPath(ruleset, 0, root)).isEqualTo(-ENOMSG);
        assertThat(addPath(ruleset, LANDLOCK_ACCESS_FS_EXECUTE, -1)).isEqualTo(-EBADF);
    }

    @Test
    void a_port_rule_gives_back_handled_rights_on_a_port_that_exists() {
        requireAbi(4);
        int ruleset = descriptor(createRuleset(0, LANDLOCK_ACCESS_NET_CONNECT_TCP, 0));

        assertThat(addPort(ruleset, LANDLOCK_ACCESS_NET_CONNECT_TCP, 443)).isZero();

        assertThat(addPort(ruleset, LANDLOCK_ACCESS_NET_BIND_TCP, 443)).isEqualTo(-EINVAL);
        assertThat(addPort(ruleset, LANDLOCK_ACCESS_NET_CONNECT_TCP, 65536)).isEqualTo(-EINVAL);
    }

    @Test
    void a_ruleset_of_scopes_alone_is_possible() {
        requireAbi(6);

        descriptor(createRuleset(0, 0, LANDLOCK_SCOPE_SIGNAL));
    }

    @Test
    void a_rule_for_a_descriptor_that_is_no_ruleset_fails_with_ebadfd() {
        int root = root();

        assertThat(addPath(pipe(0).readEnd(), LANDLOCK_ACCESS_FS_EXECUTE, root))
                .isEqualTo(-EBADFD);
        assertThat(addPath(-1, LANDLOCK_ACCESS_FS_EXECUTE, root)).isEqualTo(-EBADF);
    }
}
