package io.github.landlauncher.it.field;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;

/** What a visitor may make the pages of a {@link PhpSite} do. */
enum SiteAttack {

    /** The attacker's server has PHP code, which the page then runs. */
    INCLUDE_CODE_FROM_ANOTHER_SERVER {
        @Override
        boolean succeeds(RunningSite running, PhpSite site, AttackersServer server) throws IOException {
            return running.page("include.php", "page", server.url("http")).contains("attacked 111");
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, PhpSite site, AttackersServer server) {
            return policy.allowConnectTcp(server.port());
        }
    },

    READ_A_PRIVATE_FILE {
        @Override
        boolean succeeds(RunningSite running, PhpSite site, AttackersServer server) throws IOException {
            String secret = site.path("private/secret").toString();
            return running.page("include.php", "page", secret).contains(PhpSite.SECRET);
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, PhpSite site, AttackersServer server) {
            return policy.allowRead(site.path("private"));
        }
    },

    /** Which is then code of the attacker on this server. */
    PLANT_A_PAGE {
        @Override
        boolean succeeds(RunningSite running, PhpSite site, AttackersServer server) throws IOException {
            running.page("write.php", "file", site.path("www/planted.php").toString());
            return Files.exists(site.path("www/planted.php"));
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, PhpSite site, AttackersServer server) {
            return policy.allowReadWrite(site.path("www"));
        }
    },

    RUN_A_COMMAND {
        @Override
        boolean succeeds(RunningSite running, PhpSite site, AttackersServer server) throws IOException {
            return running.page("run.php", "command", "echo $((6 * 7))").contains("42");
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, PhpSite site, AttackersServer server) {
            return policy.allowReadExecute("/bin/sh");
        }
    },

    /** A door to come back by. */
    LISTEN_ON_ANOTHER_PORT {
        @Override
        boolean succeeds(RunningSite running, PhpSite site, AttackersServer server) throws IOException {
            return running.page("listen.php", "address", "tcp://127.0.0.1:0").contains("listens");
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, PhpSite site, AttackersServer server) {
            return policy.allowBindTcp(0);
        }
    };

    /** Makes the attack; says whether it came about. */
    abstract boolean succeeds(RunningSite running, PhpSite site, AttackersServer server)
            throws IOException;

    /** The policy with what it takes. */
    abstract SandboxPolicy allowed(SandboxPolicy policy, PhpSite site, AttackersServer server);
}
