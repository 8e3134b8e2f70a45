package io.github.landlauncher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The rules of those presets that are about one tool each. */
final class ToolPresets {

    /** A JDK of Debian's, whose files in conf are links to /etc. */
    private static final Pattern DEBIAN_JDK = Pattern.compile("(java-[0-9]+-openjdk)-.+");

    /** What the start scripts of Maven and Gradle call. */
    private static final List<String> START_SCRIPT_TOOLS =
            List.of("basename", "dirname", "env", "expr", "ls", "sed", "tr", "uname", "xargs");

    /** Those of "Utilities in Makefiles" of the GNU Coding Standards that start no others. */
    private static final List<String> MAKEFILE_TOOLS = List.of(
            "basename", "cat", "chmod", "cmp", "cp", "dirname", "echo", "expr", "false", "grep",
            "install", "ln", "ls", "mkdir", "mv", "printf", "pwd", "rm", "rmdir", "sed", "sort",
            "test", "touch", "tr", "true", "uname");

    private static final List<String> COMPILERS =
            List.of("c++", "cc", "cpp", "g++", "gcc", "gcc-ar", "gcc-nm", "gcc-ranlib");

    private static final List<String> BINARY_TOOLS = List.of(
            "ar", "as", "ld", "ld.bfd", "ld.gold", "nm", "objcopy", "objdump", "ranlib", "readelf",
            "size", "strip");

    private ToolPresets() {}

    static Rules java(Path home) {
        return Rules.none()
                .allowRead(home)
                .allowReadExecute(home.resolve("bin"))
                .allow(ifExists(home.resolve("lib/jspawnhelper")))
                .allow(debianConfiguration(home))
                // Fedora's configuration; then trust stores of Debian, Fedora and SUSE.
                .allowReadIfExists("/etc/java")
                .allowReadIfExists("/etc/ssl/certs/java", "/etc/pki/java")
                .allowReadIfExists("/etc/pki/ca-trust/extracted/java")
                .allowReadIfExists("/var/lib/ca-certificates/java-cacerts")
                .allowReadIfExists("/etc/crypto-policies", "/usr/share/crypto-policies")
                .allowReadIfExists("/etc/timezone")
                .allowReadIfExists("/proc/cpuinfo", "/proc/meminfo", "/proc/stat")
                .allowReadIfExists("/sys/devices/system/cpu", "/sys/devices/system/node")
                .allowReadIfExists("/sys/kernel/mm/hugepages", "/sys/kernel/mm/transparent_hugepage");
    }

    private static Rules debianConfiguration(Path home) {
        String[] directories = StreamSupport.stream(home.spliterator(), false)
                .map(name -> DEBIAN_JDK.matcher(name.toString()))
                .filter(Matcher::matches)
                .map(match -> "/etc/" + match.group(1))
                .toArray(String[]::new);
        return Rules.none().allowReadIfExists(directories);
    }

    private static PathRule ifExists(Path program) {
        return new PathRule(Optional.empty(), program, AccessGroup.READ_EXECUTE, false, true);
    }

    static Rules maven(Path home, Path repository) {
        return shellAnd(START_SCRIPT_TOOLS)
                .allowRead(home)
                .allowReadExecute(home.resolve("bin"))
                .allowReadIfExists("/etc/maven", "/etc/mavenrc", "/usr/local/etc/mavenrc")
                .allowReadIfExists("/usr/share/java")
                .allowReadWrite(repository);
    }

    static Rules gradle(Path home, Path userHome) {
        return shellAnd(START_SCRIPT_TOOLS)
                .allowRead(home)
                .allowReadExecute(home.resolve("bin"))
                .allowReadIfExists("/usr/share/java")
                .allowReadWrite(userHome);
    }

    static Rules npm(Path cache) {
        return shellAnd(List.of("env", "node", "nodejs"))
                .allowReadExecuteIfExists("/usr/local/bin/node")
                .allowReadExecuteIfExists("/usr/share/nodejs/npm/bin", "/usr/lib/node_modules/npm/bin")
                .allowReadExecuteIfExists("/usr/local/lib/node_modules/npm/bin")
                .allowReadIfExists("/usr/share/nodejs", "/usr/share/node_modules", "/usr/share/npm")
                .allowReadIfExists("/etc/npmrc", "/usr/etc/npmrc", "/usr/local/etc/npmrc")
                .allow(SystemPresets.openssl())
                .allowReadWrite(cache);
    }

    static Rules gcc() {
        return shellAnd(MAKEFILE_TOOLS)
                .allowReadExecuteIfExists(inUsrBin(List.of("make", "gmake")))
                .allowReadExecuteIfExists(inUsrBin(COMPILERS))
                .allowReadExecuteIfExists(inUsrBin(BINARY_TOOLS))
                // cc1, collect2, lto1; with them headers and crt files of the compiler's own.
                .allowReadExecuteIfExists("/usr/lib/gcc", "/usr/lib64/gcc", "/usr/libexec/gcc")
                .allowReadIfExists("/usr/include", "/usr/local/include");
    }

    private static Rules shellAnd(List<String> programs) {
        return Rules.none()
                .allowReadExecuteIfExists("/bin/sh")
                .allowReadExecuteIfExists(inUsrBin(programs));
    }

    private static String[] inUsrBin(List<String> programs) {
        return programs.stream().map(name -> "/usr/bin/" + name).toArray(String[]::new);
    }
}
