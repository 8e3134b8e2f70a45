package io.github.landlauncher.linux;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.Scope;
import io.github.landlauncher.linux.libc.LandlockHeader;
import java.util.Set;

/** The kernel's bits for the names of the API. */
final class AccessBits {

    private AccessBits() {}

    static long fs(Set<AccessFs> rights) {
        return all(rights);
    }

    static long net(Set<AccessNet> rights) {
        return all(rights);
    }

    static long scopes(Set<Scope> scopes) {
        return all(scopes);
    }

    static int logFlags(Set<LogFlag> flags) {
        return (int) all(flags);
    }

    private static long all(Set<? extends LandlockFeature> features) {
        long bits = 0;
        for (LandlockFeature feature : features) {
            bits |= bit(feature);
        }
        return bits;
    }

    private static long bit(LandlockFeature feature) {
        if (feature instanceof AccessFs right) {
            return bit(right);
        }
        if (feature instanceof AccessNet right) {
            return bit(right);
        }
        return feature instanceof Scope scope ? bit(scope) : bit((LogFlag) feature);
    }

    private static long bit(AccessFs right) {
        return switch (right) {
            case EXECUTE -> LandlockHeader.LANDLOCK_ACCESS_FS_EXECUTE;
            case WRITE_FILE -> LandlockHeader.LANDLOCK_ACCESS_FS_WRITE_FILE;
            case READ_FILE -> LandlockHeader.LANDLOCK_ACCESS_FS_READ_FILE;
            case READ_DIR -> LandlockHeader.LANDLOCK_ACCESS_FS_READ_DIR;
            case REMOVE_DIR -> LandlockHeader.LANDLOCK_ACCESS_FS_REMOVE_DIR;
            case REMOVE_FILE -> LandlockHeader.LANDLOCK_ACCESS_FS_REMOVE_FILE;
            case MAKE_CHAR -> LandlockHeader.LANDLOCK_ACCESS_FS_MAKE_CHAR;
            case MAKE_DIR -> LandlockHeader.LANDLOCK_ACCESS_FS_MAKE_DIR;
            case MAKE_REG -> LandlockHeader.LANDLOCK_ACCESS_FS_MAKE_REG;
            case MAKE_SOCK -> LandlockHeader.LANDLOCK_ACCESS_FS_MAKE_SOCK;
            case MAKE_FIFO -> LandlockHeader.LANDLOCK_ACCESS_FS_MAKE_FIFO;
            case MAKE_BLOCK -> LandlockHeader.LANDLOCK_ACCESS_FS_MAKE_BLOCK;
            case MAKE_SYM -> LandlockHeader.LANDLOCK_ACCESS_FS_MAKE_SYM;
            case REFER -> LandlockHeader.LANDLOCK_ACCESS_FS_REFER;
            case TRUNCATE -> LandlockHeader.LANDLOCK_ACCESS_FS_TRUNCATE;
            case IOCTL_DEV -> LandlockHeader.LANDLOCK_ACCESS_FS_IOCTL_DEV;
            case RESOLVE_UNIX -> LandlockHeader.LANDLOCK_ACCESS_FS_RESOLVE_UNIX;
        };
    }

    private static long bit(AccessNet right) {
        return switch (right) {
            case BIND_TCP -> LandlockHeader.LANDLOCK_ACCESS_NET_BIND_TCP;
            case CONNECT_TCP -> LandlockHeader.LANDLOCK_ACCESS_NET_CONNECT_TCP;
            case BIND_UDP -> LandlockHeader.LANDLOCK_ACCESS_NET_BIND_UDP;
            case CONNECT_SEND_UDP -> LandlockHeader.LANDLOCK_ACCESS_NET_CONNECT_SEND_UDP;
        };
    }

    private static long bit(Scope scope) {
        return switch (scope) {
            case ABSTRACT_UNIX_SOCKET -> LandlockHeader.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET;
            case SIGNAL -> LandlockHeader.LANDLOCK_SCOPE_SIGNAL;
        };
    }

    private static int bit(LogFlag flag) {
        return switch (flag) {
            case LOG_SAME_EXEC_OFF -> LandlockHeader.LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF;
            case LOG_NEW_EXEC_ON -> LandlockHeader.LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON;
            case LOG_SUBDOMAINS_OFF -> LandlockHeader.LANDLOCK_RESTRICT_SELF_LOG_SUBDOMAINS_OFF;
        };
    }
}
