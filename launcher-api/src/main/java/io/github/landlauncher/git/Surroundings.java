package io.github.landlauncher.git;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment in which git does not run what a configuration says. See git(1), git-config(1).
 */
final class Surroundings {

    private final Map<String, String> variables = new TreeMap<>();
    private final Map<String, String> configuration = new LinkedHashMap<>();

    private Surroundings() {}

    /**
     * The variables.
     *
     * @param layout the repository
     * @param choices what the caller has said
     * @param overrides variables of the configuration to set besides the usual ones
     */
    static Map<String, String> of(
            Layout layout, Choices choices, Map<String, String> overrides) {
        Surroundings surroundings = new Surroundings();
        surroundings.readNoOthersConfiguration();
        surroundings.runNothing();
        surroundings.variables.put("GIT_ALLOW_PROTOCOL", String.join(":", choices.protocols()));
        if (!choices.writes()) {
            surroundings.variables.put("GIT_OPTIONAL_LOCKS", "0");
        }
        if (layout.topLevel().getParent() != null) {
            surroundings.variables.put("GIT_CEILING_DIRECTORIES", layout.topLevel().getParent().toString());
        }
        if (!choices.ports.isEmpty()) {
            // A containment has no UDP sockets unless a kernel can restrict them.
            surroundings.variables.put("RES_OPTIONS", "use-vc");
        }
        surroundings.configure(layout);
        surroundings.configuration.putAll(overrides);
        surroundings.count();
        return surroundings.variables;
    }

    private void readNoOthersConfiguration() {
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_CONFIG_SYSTEM", CommandKey.FAILS);
        variables.put("GIT_CONFIG_GLOBAL", CommandKey.FAILS);
        variables.put("GIT_ATTR_NOSYSTEM", "1");
        variables.put("GIT_TEMPLATE_DIR", "");
        // An object is what its name says, not what refs/replace or info/grafts make of it.
        variables.put("GIT_NO_REPLACE_OBJECTS", "1");
        variables.put("GIT_GRAFT_FILE", "/dev/null/none");
    }

    private void runNothing() {
        variables.put("GIT_PAGER", "cat");
        // git does not run these two, it knows that they do nothing.
        variables.put("GIT_EDITOR", ":");
        variables.put("GIT_SEQUENCE_EDITOR", ":");
        variables.put("GIT_ASKPASS", "");
        variables.put("SSH_ASKPASS", "");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GIT_SSH_COMMAND", CommandKey.FAILS);
        // Empty is not the same as absent: then core.gitProxy would count.
        variables.put("GIT_PROXY_COMMAND", "");
        variables.put("GIT_NO_LAZY_FETCH", "1");
        variables.put("GIT_PROTOCOL_FROM_USER", "0");
    }

    private void configure(Layout layout) {
        configuration.put("core.hooksPath", CommandKey.FAILS);
        configuration.put("core.fsmonitor", "false");
        configuration.put("core.pager", "cat");
        configuration.put("core.editor", ":");
        configuration.put("core.askPass", "");
        configuration.put("core.sshCommand", CommandKey.FAILS);
        configuration.put("credential.helper", "");
        configuration.put("sequence.editor", ":");
        configuration.put("init.templateDir", "");
        configuration.put("help.autoCorrect", "0");
        // Nothing is signed or verified: both run programs that the repository names.
        for (String program : List.of("gpg.program", "gpg.x509.program", "gpg.ssh.program")) {
            configuration.put(program, CommandKey.FAILS);
        }
        for (String signing : List.of("commit.gpgSign", "tag.gpgSign", "tag.forceSignAnnotated",
                "push.gpgSign", "log.showSignature", "merge.verifySignatures")) {
            configuration.put(signing, "false");
        }
        // Nothing goes on in the background, and nothing unasked in other repositories.
        configuration.put("gc.autoDetach", "false");
        configuration.put("maintenance.autoDetach", "false");
        configuration.put("submodule.recurse", "false");
        configuration.put("fetch.recurseSubmodules", "false");
        configuration.put("diff.submodule", "short");
        configuration.put("protocol.ext.allow", "never");
        configuration.put("safe.bareRepository", layout.bare() ? "all" : "explicit");
        configuration.put("safe.directory", layout.topLevel().toString());
    }

    private void count() {
        int count = 0;
        for (Map.Entry<String, String> setting : configuration.entrySet()) {
            variables.put("GIT_CONFIG_KEY_" + count, setting.getKey());
            variables.put("GIT_CONFIG_VALUE_" + count, setting.getValue());
            count++;
        }
        variables.put("GIT_CONFIG_COUNT", Integer.toString(count));
    }
}
