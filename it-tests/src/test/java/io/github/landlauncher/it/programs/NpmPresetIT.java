package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Presets;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the preset for npm installs and runs, which is the same as freely, and what it denies. */
@RequiresAbi(4)
@RequiresProgram({"bash", "python3", "node", "npm"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class NpmPresetIT {

    /** A package in a tarball, and a project that depends on it. */
    private static final String PROJECT = """
            mkdir package
            cat >package/package.json <<'END'
            { "name": "answer", "version": "1.0.0", "main": "index.js", "bin": "print.js" }
            END
            echo 'module.exports = 42;' >package/index.js
            printf '#!/usr/bin/env node\\nconsole.log("the answer is", require("./index.js"));\\n' >package/print.js
            chmod +x package/print.js
            tar --mtime=@1000000000 --sort=name -cf answer.tar package
            rm -r package
            cat >package.json <<'END'
            { "name": "project", "version": "1.0.0", "dependencies": { "answer": "file:answer.tar" },
              "scripts": { "postinstall": "node -p 'require(\\"answer\\")' >installed", "tell": "answer" } }
            END
            """;

    @TempDir private Path directory;
    private Path cache;
    private Workplace place;

    @BeforeEach
    void makePlace() throws IOException {
        cache = Files.createDirectory(directory.toRealPath().resolve("cache"));
        place = new Workplace(directory)
                .presets(Presets.npm(cache))
                .prepared(PROJECT)
                .ignoring(".package-lock.json")
                .with("npm_config_cache", cache.toString())
                // The machine's configuration may name a file of certificates.
                .with("npm_config_globalconfig", "/dev/null")
                .with("npm_config_offline", "true")
                .with("npm_config_audit", "false")
                .with("npm_config_fund", "false")
                .with("npm_config_update_notifier", "false");
    }

    @Test
    void a_package_is_installed_offline_and_a_script_run() throws Exception {
        place.same(npm(), "install", "--silent");

        assertThat(place.work().resolve("installed")).hasContent("42");
        assertThat(place.work().resolve("node_modules/answer/index.js")).isNotEmptyFile();
        assertThat(cache.resolve("_cacache")).isDirectory();
    }

    @Test
    void the_program_of_a_package_runs_if_the_policy_allows_it_for_the_project() throws Exception {
        place.allowing(policy -> policy.allowReadWriteExecute(place.work()));

        String output = place.same("/bin/sh", "-euc", "npm install --silent; npm run --silent tell");

        assertThat(output).isEqualTo("the answer is 42\n");
    }

    @Test
    void other_files_programs_and_changes_of_npm_are_denied() throws Exception {
        new Denials(directory, Presets.npm(cache))
                .changing(Path.of(npm()).toRealPath().toString())
                .changing(SystemProgram.path("node"))
                .and("exec", "/usr/bin/gcc", "--version")
                .and("exec", "/usr/bin/ls")
                .and("read", "/etc/nsswitch.conf")
                .check();
    }

    private static String npm() {
        return SystemProgram.path("npm");
    }
}
