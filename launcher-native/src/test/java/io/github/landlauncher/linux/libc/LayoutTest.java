package io.github.landlauncher.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes and offsets of the structures, by number and by the C compiler. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LayoutTest {

    /** The headers to compare with. */
    CHeader header() {
        return CHeader.OWN;
    }

    /** What the headers of Linux 7.3 say, where older ones lack the structure or fields of it. */
    @Test
    void landlock_structures_are_those_of_linux_7_3() {
        assertThat(LandlockRulesetAttr.SIZE).isEqualTo(48);
        assertThat(LandlockRulesetAttr.HANDLED_ACCESS_FS).isEqualTo(0);
        assertThat(LandlockRulesetAttr.HANDLED_ACCESS_NET).isEqualTo(8);
        assertThat(LandlockRulesetAttr.SCOPED).isEqualTo(16);
        assertThat(LandlockRulesetAttr.QUIET_ACCESS_FS).isEqualTo(24);
        assertThat(LandlockRulesetAttr.QUIET_ACCESS_NET).isEqualTo(32);
        assertThat(LandlockRulesetAttr.QUIET_SCOPED).isEqualTo(40);
        assertThat(LandlockNetPortAttr.SIZE).isEqualTo(16);
        assertThat(LandlockNetPortAttr.ALLOWED_ACCESS).isEqualTo(0);
        assertThat(LandlockNetPortAttr.PORT).isEqualTo(8);
        assertThat(LandlockPathBeneathAttr.SIZE).isEqualTo(12);
    }

    @Test
    void structures_are_those_of_the_c_compiler(@TempDir Path directory) {
        Map<String, Long> ours = new HashMap<>();
        size(ours, "landlock_path_beneath_attr", LandlockPathBeneathAttr.SIZE);
        offset(
                ours,
                "landlock_path_beneath_attr",
                "allowed_access",
                LandlockPathBeneathAttr.ALLOWED_ACCESS);
        offset(ours, "landlock_path_beneath_attr", "parent_fd", LandlockPathBeneathAttr.PARENT_FD);
        size(ours, "open_how", OpenHow.SIZE);
        offset(ours, "open_how", "flags", OpenHow.FLAGS);
        offset(ours, "open_how", "mode", OpenHow.MODE);
        offset(ours, "open_how", "resolve", OpenHow.RESOLVE);
        size(ours, "statx", Statx.SIZE);
        offset(ours, "statx", "stx_uid", Statx.STX_UID);
        offset(ours, "statx", "stx_mode", Statx.STX_MODE);
        offset(ours, "statx", "stx_ino", Statx.STX_INO);
        offset(ours, "statx", "stx_dev_major", Statx.STX_DEV_MAJOR);
        offset(ours, "statx", "stx_dev_minor", Statx.STX_DEV_MINOR);
        size(ours, "statfs", Statfs.SIZE);
        offset(ours, "statfs", "f_type", Statfs.F_TYPE);
        size(ours, "epoll_event", EpollEvent.SIZE);
        offset(ours, "epoll_event", "events", EpollEvent.EVENTS);
        offset(ours, "epoll_event", "data", EpollEvent.DATA);
        size(ours, "__user_cap_header_struct", CapUserHeader.SIZE);
        offset(ours, "__user_cap_header_struct", "version", CapUserHeader.VERSION);
        offset(ours, "__user_cap_header_struct", "pid", CapUserHeader.PID);
        size(ours, "__user_cap_data_struct", CapUserData.SIZE);
        offset(ours, "__user_cap_data_struct", "effective", CapUserData.EFFECTIVE);
        offset(ours, "__user_cap_data_struct", "permitted", CapUserData.PERMITTED);
        offset(ours, "__user_cap_data_struct", "inheritable", CapUserData.INHERITABLE);
        size(ours, "seccomp_notif", SeccompNotif.SIZE);
        offset(ours, "seccomp_notif", "id", SeccompNotif.ID);
        offset(ours, "seccomp_notif", "pid", SeccompNotif.PID);
        offset(ours, "seccomp_notif", "data.nr", SeccompNotif.NR);
        offset(ours, "seccomp_notif", "data.args", SeccompNotif.ARGS);
        size(ours, "seccomp_notif_resp", SeccompNotifResp.SIZE);
        offset(ours, "seccomp_notif_resp", "id", SeccompNotifResp.ID);
        offset(ours, "seccomp_notif_resp", "val", SeccompNotifResp.VAL);
        offset(ours, "seccomp_notif_resp", "error", SeccompNotifResp.ERROR);
        offset(ours, "seccomp_notif_resp", "flags", SeccompNotifResp.FLAGS);
        size(ours, "seccomp_notif_sizes", SeccompNotifSizes.SIZE);
        offset(ours, "seccomp_notif_sizes", "seccomp_notif", SeccompNotifSizes.SECCOMP_NOTIF);
        offset(
                ours,
                "seccomp_notif_sizes",
                "seccomp_notif_resp",
                SeccompNotifSizes.SECCOMP_NOTIF_RESP);
        size(ours, "iovec", Iovec.SIZE);
        offset(ours, "iovec", "iov_base", Iovec.BASE);
        offset(ours, "iovec", "iov_len", Iovec.LEN);
        size(ours, "msghdr", Msghdr.SIZE);
        offset(ours, "msghdr", "msg_name", Msghdr.NAME);
        offset(ours, "msghdr", "msg_namelen", Msghdr.NAMELEN);
        offset(ours, "msghdr", "msg_iov", Msghdr.IOV);
        offset(ours, "msghdr", "msg_iovlen", Msghdr.IOVLEN);
        offset(ours, "msghdr", "msg_control", Msghdr.CONTROL);
        offset(ours, "msghdr", "msg_controllen", Msghdr.CONTROLLEN);
        offset(ours, "msghdr", "msg_flags", Msghdr.FLAGS);
        ours.put("CMSG_SPACE(sizeof(int))", (long) Cmsghdr.SIZE);
        ours.put("CMSG_LEN(0)", (long) Cmsghdr.DATA);
        offset(ours, "cmsghdr", "cmsg_len", Cmsghdr.LEN);
        offset(ours, "cmsghdr", "cmsg_level", Cmsghdr.LEVEL);
        offset(ours, "cmsghdr", "cmsg_type", Cmsghdr.TYPE);
        size(ours, "sockaddr_nl", SockaddrNl.SIZE);
        offset(ours, "sockaddr_nl", "nl_family", SockaddrNl.FAMILY);
        offset(ours, "sockaddr_nl", "nl_pid", SockaddrNl.PID);
        offset(ours, "sockaddr_nl", "nl_groups", SockaddrNl.GROUPS);
        size(ours, "nlmsghdr", Nlmsghdr.SIZE);
        offset(ours, "nlmsghdr", "nlmsg_len", Nlmsghdr.LEN);
        offset(ours, "nlmsghdr", "nlmsg_type", Nlmsghdr.TYPE);
        ours.put("sizeof(siginfo_t)", (long) Siginfo.SIZE);
        ours.put("offsetof(siginfo_t, si_code)", (long) Siginfo.SI_CODE);
        ours.put("offsetof(siginfo_t, si_pid)", (long) Siginfo.SI_PID);
        ours.put("offsetof(siginfo_t, si_status)", (long) Siginfo.SI_STATUS);

        assertThat(header().values(directory, ours.keySet()))
                .containsExactlyInAnyOrderEntriesOf(ours);
    }

    private static void size(Map<String, Long> ours, String struct, long size) {
        ours.put("sizeof(struct " + struct + ")", size);
    }

    private static void offset(Map<String, Long> ours, String struct, String field, long offset) {
        ours.put("offsetof(struct " + struct + ", " + field + ")", offset);
    }

    @Test
    void there_is_room_for_the_opaque_type(@TempDir Path directory) {
        String size = "sizeof(posix_spawn_file_actions_t)";

        assertThat(header().values(directory, Set.of(size)).get(size))
                .isBetween(1L, (long) SpawnTypes.POSIX_SPAWN_FILE_ACTIONS_SIZE);
    }

    @Test
    void a_ruleset_attribute_is_six_numbers_in_order() {
        ByteBuffer bytes = nativeBuffer(56);
        LandlockRulesetAttr.putQuiet(bytes, 8, 9, 9, 9);

        LandlockRulesetAttr.put(bytes, 8, 1, 2, 3);
        assertThat(longs(bytes)).containsExactly(0, 1, 2, 3, 0, 0, 0);

        LandlockRulesetAttr.putQuiet(bytes, 8, 4, 5, 6);
        assertThat(longs(bytes)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void an_open_how_holds_flags_without_sign() {
        ByteBuffer bytes = nativeBuffer(32);

        OpenHow.put(bytes, 8, 1 << 31, 0600, 4);

        assertThat(longs(bytes)).containsExactly(0, 1L << 31, 0600, 4);
    }

    @Test
    void a_path_rule_is_a_number_and_a_descriptor_without_padding() {
        ByteBuffer bytes = nativeBuffer(16);

        LandlockPathBeneathAttr.put(bytes, 0, 0x10001, 77);

        assertThat(bytes.getLong(0)).isEqualTo(0x10001);
        assertThat(bytes.getInt(8)).isEqualTo(77);
        assertThat(bytes.getInt(12)).isZero();
    }

    private static ByteBuffer nativeBuffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    private static long[] longs(ByteBuffer bytes) {
        long[] longs = new long[bytes.capacity() / Long.BYTES];
        bytes.asLongBuffer().get(longs);
        return longs;
    }
}
