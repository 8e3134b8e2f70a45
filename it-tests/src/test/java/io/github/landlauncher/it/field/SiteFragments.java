package io.github.landlauncher.it.field;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.config.ConfigException;
import io.github.landlauncher.config.LandlockConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The policy of a {@link PhpSite} as a directory of files, each with another owner: the
 * distribution, who runs the network, who wrote the application, and who installed it.
 */
final class SiteFragments {

    /** What each fragment denies that wants nothing loosened: a composition denies what all do. */
    static final String ALL_HANDLED = """
            abi = 7

            [[ruleset]]
            handled_access_fs = ["abi.all"]
            handled_access_net = ["abi.all"]
            scoped = ["abi.all"]

            """;

    private static final String BASE = ALL_HANDLED + """
            [[path_beneath]]
            allowed_access = ["execute", "read_file"]
            parent = [
                "/lib64/ld-linux-x86-64.so.2",
                "/lib/ld-linux-aarch64.so.1",
                "/lib/ld-linux-riscv64-lp64d.so.1",
            ]

            [[path_beneath]]
            allowed_access = ["read_file", "read_dir"]
            parent = ["/lib", "/lib64", "/usr/lib", "/usr/share/zoneinfo", "/usr/share/locale"]

            [[path_beneath]]
            allowed_access = ["read_file"]
            parent = ["/etc/ld.so.cache", "/etc/localtime", "/dev/urandom"]

            [[path_beneath]]
            allowed_access = ["read_file", "write_file"]
            parent = ["/dev/null"]
            """;

    private static final String NETWORK = ALL_HANDLED + """
            [[net_port]]
            allowed_access = ["bind_tcp"]
            port = [%d]
            """;

    private static final String SITE = ALL_HANDLED + """
            [[variable]]
            name = "written"
            literal = ["logs", "run"]

            [[path_beneath]]
            allowed_access = ["execute", "read_file"]
            parent = ["/usr/sbin/lighttpd", "/usr/bin/php-cgi"]

            [[path_beneath]]
            allowed_access = ["read_dir"]
            parent = ["/usr/bin"]

            [[path_beneath]]
            allowed_access = ["read_file", "read_dir"]
            parent = ["${top}/lighttpd.conf", "${top}/php.ini", "${top}/www"]

            [[path_beneath]]
            allowed_access = [
                "read_file", "read_dir", "write_file", "truncate", "make_reg", "make_sock", "remove_file",
            ]
            parent = ["${top}/${written}"]
            """;

    /** With a ruleset, as the others: a file without one handles nothing. */
    private static final String HOST = ALL_HANDLED + """
            [[variable]]
            name = "top"
            literal = ["%s"]
            """;

    private final PhpSite site;
    private final Path directory;

    /** Writes the files to a new directory. */
    SiteFragments(PhpSite site, Path directory) throws IOException {
        this.site = site;
        this.directory = Files.createDirectory(directory);
        write("00-base.toml", BASE);
        write("10-network.toml", NETWORK.formatted(site.port()));
        write("20-site.toml", SITE);
        write("30-host.toml", HOST.formatted(site.path("")));
    }

    /** The files as they are in the documentation, of which all but the first begin alike. */
    static List<String> documented() {
        String network = NETWORK.formatted(8080);
        String host = HOST.formatted("/srv/site");
        int start = ALL_HANDLED.length();
        return List.of(BASE, network.substring(start), SITE.substring(start), host.substring(start));
    }

    /** Adds or replaces a file. */
    void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    void delete(String name) throws IOException {
        Files.delete(directory.resolve(name));
    }

    String path(String name) {
        return directory.resolve(name).toString();
    }

    LandlockConfig config() throws ConfigException {
        return LandlockConfig.parse(directory);
    }

    /** The policy of all files; not on a kernel that leaves ports free. */
    SandboxPolicy policy() throws ConfigException {
        return config().toPolicy().bestEffort(LandlockAbi.V4);
    }

    /** Starts the site under the policy of all files, or not at all. */
    RunningSite start() throws IOException {
        return RunningSite.awaited(site.builder(policy()).start(), site);
    }
}
