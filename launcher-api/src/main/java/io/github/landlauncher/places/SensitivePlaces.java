package io.github.landlauncher.places;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files and directories that are worth protecting from programs in a sandbox: those that hold secrets,
 * and those by which a program decides what is executed outside. Whoever asks has lists of two lengths.
 *
 * <ul>
 *   <li>The <b>usual</b> ones are worth a warning to people who wrote a rule themselves. A place that
 *       programs are often given, such as Maven's settings or {@code /etc/ssh}, is not among them: a warning
 *       that comes always is not read.
 *   <li><b>All</b> are those that nothing may open by itself: there to ask once too often is right.
 * </ul>
 *
 * <p>Such lists go out of date: that a place is not among them says nothing. Names without a slash at their
 * beginning are below a home, and wherever else somebody has such a directory.
 */
public final class SensitivePlaces {

    /** Usual files of the system that hold secrets. */
    public static final List<Path> USUAL_SECRETS = paths(
            "/etc/shadow", "/etc/gshadow", "/etc/ssl/private", "/etc/pki/tls/private", "/etc/sudoers");

    /** Usual names of secrets. */
    public static final List<Path> USUAL_SECRET_NAMES = paths(
            ".ssh", ".gnupg", ".netrc", ".git-credentials", ".aws", ".azure", ".kube", ".docker/config.json",
            ".config/gcloud", ".config/gh", ".npmrc", ".pypirc", ".password-store", ".mozilla",
            ".config/google-chrome", ".config/chromium");

    /** Usual files of the system that decide what is executed. */
    public static final List<Path> USUAL_DECIDING = paths(
            "/etc/passwd", "/etc/group", "/etc/sudoers.d", "/etc/pam.d", "/etc/ld.so.preload", "/etc/ld.so.conf",
            "/etc/ld.so.conf.d", "/etc/ld.so.cache", "/etc/profile", "/etc/profile.d", "/etc/bash.bashrc",
            "/etc/crontab", "/etc/cron.d", "/var/spool/cron", "/etc/systemd", "/etc/init.d", "/boot", "/usr/bin",
            "/usr/sbin", "/usr/lib", "/usr/local/bin", "/proc/sys/kernel", "/sys/kernel/uevent_helper");

    /** Usual names of what decides that. */
    public static final List<Path> USUAL_DECIDING_NAMES = paths(
            ".bashrc", ".bash_profile", ".bash_login", ".profile", ".zshrc", ".zshenv", ".zprofile",
            ".gitconfig", ".config/git", ".config/autostart", ".config/systemd", ".local/bin");

    /** What of a git repository decides that. */
    public static final List<Path> DECIDING_OF_GIT = paths(".git/hooks", ".git/config");

    /** Usual sockets by which whoever connects is root. */
    public static final List<Path> USUAL_SOCKETS = paths(
            "/run/docker.sock", "/run/podman/podman.sock", "/run/containerd/containerd.sock");

    /** All whole paths from which every right is kept. */
    public static final List<Path> ALL_SECRETS = all(USUAL_SECRETS, paths(
            "/etc/shadow-", "/etc/gshadow-", "/etc/sudoers.d", "/etc/security/opasswd", "/etc/krb5.keytab",
            "/etc/ssh", "/etc/NetworkManager/system-connections", "/etc/wireguard", "/etc/docker",
            "/etc/kubernetes", "/run/docker.sock", "/var/run/docker.sock", "/run/containerd", "/run/podman",
            "/run/crio", "/run/user", "/run/secrets", "/run/credentials", "/var/lib/docker",
            "/var/lib/kubelet", "/var/spool/cron", "/var/lib/sss", "/dev/pts", "/dev/mem", "/dev/kmem",
            "/dev/port", "/dev/kvm", "/dev/disk", "/dev/mapper", "/dev/input", "/sys/kernel/debug",
            "/sys/kernel/tracing"));

    /** All names from which every right is kept. */
    public static final List<Path> ALL_SECRET_NAMES = all(USUAL_SECRET_NAMES, paths(
            ".docker", ".pgpass", ".my.cnf", ".mylogin.cnf", ".yarnrc.yml", ".vault-token", ".terraform.d",
            ".bash_history", ".zsh_history", ".python_history", ".node_repl_history", ".psql_history",
            ".mysql_history", ".thunderbird", ".config/hub", ".config/git/credentials",
            ".config/BraveSoftware", ".config/microsoft-edge", ".config/op", ".config/containers/auth.json",
            ".local/share/keyrings", ".m2/settings.xml", ".m2/settings-security.xml",
            ".gradle/gradle.properties", ".cargo/credentials", ".cargo/credentials.toml"));

    /** All whole paths from which rights that write are kept: they hold each of the usual ones. */
    public static final List<Path> ALL_DECIDING = paths(
            "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/usr", "/etc", "/boot", "/proc", "/sys");

    /** All names from which rights that write are kept. */
    public static final List<Path> ALL_DECIDING_NAMES = all(USUAL_DECIDING_NAMES, paths(
            ".git/hooks", ".git/config", ".git/modules", ".bash_logout", ".config/fish", ".config/environment.d",
            ".local/share/applications", ".vimrc", ".emacs", ".emacs.d"));

    private SensitivePlaces() {}

    private static List<Path> paths(String... paths) {
        return Stream.of(paths).map(Path::of).toList();
    }

    private static List<Path> all(List<Path> usual, List<Path> others) {
        return Stream.concat(usual.stream(), others.stream()).toList();
    }
}
