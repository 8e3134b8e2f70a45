package io.github.landlauncher;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.MAKE_DIR;
import static io.github.landlauncher.AccessFs.MAKE_FIFO;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.MAKE_SOCK;
import static io.github.landlauncher.AccessFs.MAKE_SYM;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static io.github.landlauncher.AccessFs.REMOVE_DIR;
import static io.github.landlauncher.AccessFs.REMOVE_FILE;
import static io.github.landlauncher.AccessFs.TRUNCATE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What the common words for access mean, as sets of rights. */
final class AccessGroup {

    static final Set<AccessFs> READ = of(EnumSet.of(READ_FILE, READ_DIR));

    static final Set<AccessFs> READ_EXECUTE = of(EnumSet.of(READ_FILE, READ_DIR, EXECUTE));

    /**
     * No MAKE_CHAR and no MAKE_BLOCK: a root program that can make device nodes reads any device.
     * No IOCTL_DEV: it is about devices, and nobody means them by "write".
     */
    static final Set<AccessFs> READ_WRITE =
            of(EnumSet.of(
                    READ_FILE, READ_DIR, WRITE_FILE, REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG,
                    MAKE_SOCK, MAKE_FIFO, MAKE_SYM, REFER, TRUNCATE));

    static final Set<AccessFs> READ_WRITE_EXECUTE = with(READ_WRITE, EXECUTE);

    private AccessGroup() {}

    private static Set<AccessFs> with(Set<AccessFs> group, AccessFs right) {
        EnumSet<AccessFs> all = EnumSet.copyOf(group);
        all.add(right);
        return of(all);
    }

    private static Set<AccessFs> of(EnumSet<AccessFs> rights) {
        return Collections.unmodifiableSet(rights);
    }
}
