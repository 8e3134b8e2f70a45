package io.github.landlauncher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Named sets of rules, for what many programs need.
 *
 * {@snippet class="Snippets" region="presets"}
 *
 * <p>Each is a plain value: it depends on its parameters and the architecture, and nothing is
 * looked up on the machine until a program starts. Paths of the preset's own that do not exist then
 * are left out; a parameter that does not exist fails the start. <b>Parameters are paths without
 * symbolic links</b>, which {@link Path#toRealPath} gives: some rules follow from their names, and
 * those that allow writing refuse a link. All but {@link #baseSystem()} are meant to be added to
 * it.
 *
 * <p>No preset allows a home directory, a directory for temporary files, {@code /etc/passwd} or
 * {@code /proc} as a whole; nor the directory that the program works in, which the policy adds.
 * {@code HOME} and {@code TMPDIR} must be set to directories that the policy lets it write, as
 * {@link SandboxedProcessBuilder#privateHome()} does. Programs are looked for in {@code /usr/bin},
 * and the shell is {@code /bin/sh}; whatever is installed elsewhere needs a rule of its own.
 *
 * <p>The page docs/presets.md prints each rule of each preset, and has the history of {@link
 * #VERSION}.
 */
public final class Presets {

    /**
     * The version of all presets together. It is raised by any change of what one of them allows,
     * be it more or less, so that two policies made by the same version are equal.
     */
    public static final int VERSION = 3;

    private Presets() {}

    /**
     * What almost every dynamically linked program needs on this machine, and nothing that tells
     * one user from another.
     *
     * <p>Read and execute: the ELF interpreter of this architecture, of glibc and musl. Read: the
     * library directories, the loader's cache, locales, time zones, {@code /dev/zero}, {@code
     * /dev/urandom} and {@code /dev/random}, without which a JVM needs seconds for a random number.
     * Read and write: {@code /dev/null}. Paths that do not exist at start are left out. Not one
     * program: the program itself, and what it runs, is for the policy to allow.
     */
    public static Rules baseSystem() {
        return SystemPresets.baseSystem(System.getProperty("os.arch"));
    }

    /**
     * What a program needs to check certificates: those of the authorities that the machine trusts,
     * and the configuration of OpenSSL, GnuTLS and p11-kit.
     *
     * <p>Read: the directories and bundles of certificates of Debian, Fedora, SUSE, Arch and
     * Alpine, the crypto policies of Fedora, whether the kernel is in FIPS mode.
     *
     * <p>Not: {@code /etc/ssl/private}, {@code /etc/pki/tls/private} and other directories of keys,
     * NSS's {@code /etc/pki/nssdb}, and no port. Who keeps a key among the certificates, in {@code
     * /etc/ssl/certs}, opens it.
     */
    public static Rules tls() {
        return SystemPresets.tls();
    }

    /**
     * What a program needs to find a host by its name: the resolver's configuration, {@code
     * /etc/hosts}, {@code /etc/services} and {@code /etc/protocols}, and port 53 by UDP and TCP.
     *
     * <p>Read: also what {@code /etc/resolv.conf} links to under systemd-resolved, NetworkManager,
     * resolvconf, netconfig, ConnMan and WSL. UDP and TCP: any name server's port 53, since rules
     * name no address, and with it whoever answers there. A running program does not see an {@code
     * /etc/resolv.conf} that is replaced by another file.
     *
     * <p>Not: the sockets of nscd and systemd-resolved, without which the C library asks the name
     * server itself; {@code /etc/passwd}, and the ports of what was found.
     *
     * <p>Its ports need a policy that handles ABI 10 (Linux 7.2): {@code
     * handling(LandlockAbi.V10).bestEffort(LandlockAbi.V4)} runs on older kernels too, where every
     * UDP port is open and {@link Enforcement} says so. A policy of a lower ABI refuses these rules
     * with an IllegalArgumentException.
     */
    public static Rules dns() {
        return SystemPresets.dns();
    }

    /**
     * What a program needs at a terminal: terminfo, readline's {@code /etc/inputrc}, and to open
     * {@code /dev/tty}, its own terminal, to read, write and set it.
     *
     * <p>Setting it needs IOCTL_DEV, which the policy may handle or not. Terminals that the program
     * was given as standard streams need no rule. There is a {@code /dev/tty} only in the JVM's
     * session, see {@link SandboxedProcessBuilder#newSession(boolean)}; {@link
     * SandboxPolicy#containment()} keeps the program from typing into it.
     *
     * <p>Not: {@code /dev/pts}, where all terminals of the user are, so that it can listen to none
     * of them; nor {@code /dev/ptmx}: a program that makes terminals, as script and tmux do, needs
     * both.
     */
    public static Rules terminal() {
        return SystemPresets.terminal();
    }

    /**
     * What a JDK or JRE needs to run programs: Java ones and, with a rule for them, others.
     *
     * <p>Read: its home; its configuration and trust store where Debian, Fedora and SUSE keep
     * these, outside of it; the time zone; the machine's processors, memory and huge pages in
     * {@code /proc} and {@code /sys}. Read and execute: {@code bin} and {@code lib/jspawnhelper}.
     *
     * <p>Not: the class path and the program. Not {@code /proc} and {@code /sys/fs/cgroup}, which
     * show other processes: without both, the JVM sees the machine's memory and not the limit of
     * its control group ({@code -Xmx} sets what it uses). Not {@code /tmp}: there are no data for
     * jps and jstat, and {@code java.io.tmpdir} has to be set. Not {@code /etc/passwd}: {@code
     * user.home} has to be set, and {@code user.name} where it matters. No fonts, no port. The JVM
     * says nothing of all that.
     *
     * @param javaHome the system property {@code java.home} of that Java, as a real path: Debian's
     *     {@code /etc/java-17-openjdk} is found by the name {@code java-17-openjdk-amd64}
     */
    public static Rules java(Path javaHome) {
        return ToolPresets.java(javaHome);
    }

    /**
     * What Maven needs beside {@link #java}, for a build offline.
     *
     * <p>Read: its home, {@code /etc/maven} and {@code /usr/share/java}, where Debian's and
     * Fedora's Maven links to; settings of the machine may hold passwords of servers. Read and
     * execute: its {@code bin}, the shell and what the script calls. Read and write: the local
     * repository, where the program may thus change what later builds run. Give each project that
     * is not trusted a repository of its own, or a copy.
     *
     * <p>Not: the project, {@code ~/.m2} with its settings, and what plugins execute. Nor anything
     * to download, which needs {@link #dns()}, {@link #tls()} and port 443. {@code -Duser.home} and
     * {@code -Djava.io.tmpdir} in {@code MAVEN_OPTS} have to name directories that may be written.
     *
     * @param mavenHome where {@code bin/mvn} is, as a real path
     * @param localRepository as a real path; Maven is told by {@code -Dmaven.repo.local}
     */
    public static Rules maven(Path mavenHome, Path localRepository) {
        return ToolPresets.maven(mavenHome, localRepository);
    }

    /**
     * What Gradle needs beside {@link #java}, for a build offline by a single JVM.
     *
     * <p>Read: its home, and {@code /usr/share/java}, where Debian's Gradle links to. Read and
     * execute: its {@code bin}, the shell and what the script calls. Read and write: the user home,
     * where the program may thus change what later builds run, {@code init.d} included.
     *
     * <p>Not: the project. Not JDKs below the user home, which need {@link #java} each. Not a
     * daemon, as Gradle talks to it by TCP ports that nobody knows before: {@code --no-daemon},
     * with the JVM options that Gradle would give it ({@code org.gradle.jvmargs}) for itself. Not the
     * UDP socket that Gradle binds for the locks of its caches: a policy that handles ABI 10 or has
     * {@link SandboxPolicy#containment()} needs {@code allowBindUdp(0)}, and so {@code
     * handling(LandlockAbi.V10)}. Nor anything to download, which needs {@link #dns()}, {@link
     * #tls()} and port 443. {@code -Duser.home} and {@code -Djava.io.tmpdir} in {@code GRADLE_OPTS}
     * have to name directories that may be written.
     *
     * @param gradleHome where {@code bin/gradle} is, as a real path
     * @param gradleUserHome as a real path; Gradle is told by {@code GRADLE_USER_HOME}
     */
    public static Rules gradle(Path gradleHome, Path gradleUserHome) {
        return ToolPresets.gradle(gradleHome, gradleUserHome);
    }

    /**
     * What npm needs to install packages from its cache or from files, and to run their scripts.
     *
     * <p>Read: npm, and the modules of Node.js in {@code /usr/share/nodejs}; the machine's {@code
     * npmrc}, which may hold a token for its registry; OpenSSL's configuration. A file that the
     * configuration names as {@code cafile} is needed even offline, see {@link #tls()}. Read and
     * execute: node, npm, env and the shell. Read and write: the cache, where the program may thus
     * change what later runs install.
     *
     * <p>Not: the project, {@code ~/.npmrc}, compilers for native modules ({@link #gcc()} has them,
     * node-gyp also needs Python), git. Nor anything to download, which needs {@link #dns()},
     * {@link #tls()} and port 443. Programs of packages, in {@code node_modules/.bin}, need {@code
     * allowReadWriteExecute} on the project.
     *
     * @param cache as a real path; npm is told by {@code npm_config_cache}
     */
    public static Rules npm(Path cache) {
        return ToolPresets.npm(cache);
    }

    /**
     * What GCC and make need to compile and link C and C++.
     *
     * <p>Read: headers; the compiler's files for starting and linking are with the libraries. Read
     * and execute: the compilers with their parts, the binary utilities, make, the shell, and the
     * small programs that makefiles take for granted.
     *
     * <p>Not: the project, where running the result needs {@code allowReadWriteExecute}; autoconf,
     * cmake, pkg-config, interpreters, {@code make install}. The architecture does not matter,
     * cross-compilers have files elsewhere.
     */
    public static Rules gcc() {
        return ToolPresets.gcc();
    }

    /**
     * The preset with a name, such as {@code "maven"}, for policies in files and on command lines.
     *
     * @param name one of {@link #names()}
     * @param parameters by their names; exactly those of {@link #parametersOf}
     * @throws IllegalArgumentException if there is no such preset, or a parameter is missing or
     *     unknown; the message lists what there is
     */
    public static Rules named(String name, Map<String, Path> parameters) {
        return NamedPreset.of(name).rules(parameters);
    }

    /** The names of all presets: those of the methods, with {@code base_system} for the first. */
    public static List<String> names() {
        return NamedPreset.names();
    }

    /**
     * The names of the parameters of a preset, in the order of the method's.
     *
     * @throws IllegalArgumentException if there is no such preset; the message lists which there
     *     are
     */
    public static List<String> parametersOf(String name) {
        return NamedPreset.of(name).parameters();
    }
}
