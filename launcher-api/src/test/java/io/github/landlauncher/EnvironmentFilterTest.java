package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names pass. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvironmentFilterTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "TZ",
        "TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES"
    })
    void harmless_variables_pass_by_themselves(String name) {
        assertThat(EnvironmentFilter.allowing().passes(name)).isTrue();
        assertThat(EnvironmentFilter.allowing("OTHER").passes(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "path", "PATHS", "LC", "LC_TOKEN", "LC_SECRET_KEY", "SHELL", "PWD", "OLDPWD", "SHLVL", "MAIL", "_",
        "TMPDIR", "EDITOR", "GITHUB_TOKEN", "AWS_REGION", "AWS_SECRET_ACCESS_KEY", "SSH_AUTH_SOCK",
        "LD_PRELOAD", "LD_LIBRARY_PATH", "JAVA_TOOL_OPTIONS", "GIT_DIR", "GIT_SSH_COMMAND", "BASH_ENV", "ENV",
        "BASH_FUNC_ls%%", "IFS", "PYTHONPATH", "NODE_OPTIONS", "http_proxy", "DISPLAY", "DATABASE_URL",
        "SOMETHING_NOBODY_HAS_THOUGHT_OF"
    })
    void nothing_else_passes_unless_named_and_everything_does_that_is(String name) {
        assertThat(EnvironmentFilter.allowing().passes(name)).isFalse();
        assertThat(EnvironmentFilter.allowing("A", "B*").passes(name)).isFalse();
        if (!name.isEmpty()) {
            assertThat(EnvironmentFilter.allowing(name).passes(name)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CI_*, CI_COMMIT_SHA, true",
        "CI_*, CI_, true",
        "CI_*, CI, false",
        "CI_*, ACI_X, false",
        "CI_*, ci_x, false",
        "CI_*, CI_JOB_TOKEN, false",
        "CI_*, CI_JOB_JWT, false",
        "CI_*, CI_DEPLOY_PASSWORD, false",
        "CI_*, CI_DEPLOY_PASSWD, false",
        "CI_*, CI_PASSPHRASE, false",
        "CI_*, CI_MYSQL_PWD, false",
        "CI_*, CI_REPOSITORY_URL, false",
        "CI_*, CI_SECRETS, false",
        "CI_*, CI_MY_CREDENTIALS, false",
        "CI_*, CI_SIGNING_KEY, false",
        "CI_*, CI_KEY_FILE, false",
        "CI_*, CI_DB_DSN, false",
        "CI_*, CI_PAT, false",
        "CI_*, CI_REGISTRY_AUTH, false",
        "CI_*, CI_AUTHOR, true",
        "MY*, MYSQL_PWD, false",
        "P*, PATH, true",
        "P*, PGHOST, true",
        "P*, PGPASSFILE, false",
        "P*, PYTHONPATH, false",
        "P*, PERL5LIB, false",
        "PYTHON*, PYTHONPATH, true",
        "PYTHONUN*, PYTHONUNBUFFERED, true",
        "npm_*, npm_config_registry, false",
        "npm_config_*, npm_config_registry, true",
        "npm_config_*, npm_config__authToken, false",
        "h*, http_proxy, false",
        "https_*, https_proxy, false",
        "A*, AWS_REGION, false",
        "A*, AZURE_TENANT_ID, false",
        "AWS*, AWS_REGION, false",
        "AWS_*, AWS_REGION, true",
        "AWS_*, AWS_ACCESS_KEY_ID, false",
        "AWS_*, AWS_SECRET_ACCESS_KEY, false",
        "AWS_*, AWS_SESSION_TOKEN, false",
        "G*, GIT_DIR, false",
        "GIT*, GIT_DIR, false",
        "GIT*, GITHUB_SHA, true",
        "GIT*, GITHUB_TOKEN, false",
        "GIT_*, GIT_DIR, true",
        "GIT_*, GIT_AUTHOR_NAME, true",
        "GIT_*, GIT_CONFIG_KEY_0, false",
        "GIT_TRACE*, GIT_TRACE_SETUP, true",
        "S*, SSH_AUTH_SOCK, false",
        "S*, SHELLOPTS, false",
        "S*, SHELL, true",
        "SSH_*, SSH_AUTH_SOCK, false",
        "SSH_*, SSH_TTY, true",
        "L*, LD_PRELOAD, false",
        "L*, LD_AUDIT, false",
        "L*, LOCPATH, false",
        "LD_*, LD_PRELOAD, true",
        "J*, JAVA_TOOL_OPTIONS, false",
        "J*, JAVA_HOME, true",
        "J*, JDK_JAVA_OPTIONS, false",
        "JAVA_*, JAVA_TOOL_OPTIONS, false",
        "JAVA_TOOL_OPTIONS*, JAVA_TOOL_OPTIONS, false",
        "_*, _JAVA_OPTIONS, false",
        "_*, _, true",
        "M*, MAVEN_OPTS, false",
        "M*, MALLOC_CHECK_, false",
        "M*, MAKEFLAGS, false",
        "G*, GLIBC_TUNABLES, false",
        "G*, GCONV_PATH, false",
        "G*, GRADLE_OPTS, false",
        "G*, GOOGLE_APPLICATION_CREDENTIALS, false",
        "G*, GPG_AGENT_INFO, false",
        "G*, GOPATH, true",
        "B*, BASH_ENV, false",
        "B*, BASH_FUNC_ls%%, false",
        "B*, BUILD_ID, true",
        "E*, ENV, false",
        "E*, ENVIRONMENT, true",
        "I*, IFS, false",
        "N*, NODE_OPTIONS, false",
        "N*, NLSPATH, false",
        "R*, RUBYOPT, false",
        "D*, DISPLAY, false",
        "D*, DBUS_SESSION_BUS_ADDRESS, false",
        "D*, DOCKER_HOST, false",
        "D*, DYLD_INSERT_LIBRARIES, false",
        "D*, DEBUG, true",
        "K*, KUBECONFIG, false",
        "K*, KRB5CCNAME, false",
        "X*, XAUTHORITY, false",
        "X*, XDG_RUNTIME_DIR, false",
        "X*, XDG_CONFIG_HOME, true",
        "W*, WAYLAND_DISPLAY, false",
    })
    void a_pattern_covers_no_secret_and_no_family_that_is_not_named_by_it(
            String pattern, String name, boolean passes) {
        assertThat(EnvironmentFilter.allowing(pattern).passes(name)).isEqualTo(passes);
        assertThat(EnvironmentFilter.allowing(pattern, name).passes(name)).isTrue();
    }

    @Test
    void what_one_pattern_keeps_back_another_may_let_pass() {
        EnvironmentFilter filter = EnvironmentFilter.allowing("G*", "GIT_*");

        assertThat(filter.passes("GIT_DIR")).isTrue();
        assertThat(filter.passes("GPG_AGENT_INFO")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "*_TOKEN", "A*B", "A**", "", "A=B", "=", "A\0", "A=*"})
    void what_is_neither_a_name_nor_the_beginning_of_names_is_refused(String name) {
        assertThatThrownBy(() -> EnvironmentFilter.allowing("A", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\"");
    }

    @Test
    void null_is_refused() {
        assertThatThrownBy(() -> EnvironmentFilter.allowing((String) null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void what_differs_from_the_environment_of_the_jvm_passes_and_what_does_not_must_be_allowed() {
        Map<String, String> inherited =
                Map.of("PATH", "/bin", "GIT_DIR", "/inherited", "A_TOKEN", "secret", "B_TOKEN", "secret");
        Map<String, String> environment = Map.of(
                "PATH", "/bin", "GIT_DIR", "/changed", "A_TOKEN", "secret", "C_TOKEN", "added",
                "LD_PRELOAD", "added");

        assertThat(EnvironmentFilter.allowing().clean(environment, inherited)).isEqualTo(Map.of(
                "PATH", "/bin", "GIT_DIR", "/changed", "C_TOKEN", "added", "LD_PRELOAD", "added"));
        assertThat(EnvironmentFilter.allowing("A_TOKEN", "B_TOKEN").clean(environment, inherited))
                .isEqualTo(environment);
    }

    @Test
    void a_variable_that_was_removed_or_changed_is_not_brought_back() {
        Map<String, String> inherited = Map.of("PATH", "/bin", "HOME", "/root");

        assertThat(EnvironmentFilter.allowing().clean(Map.of("PATH", "/changed"), inherited))
                .isEqualTo(Map.of("PATH", "/changed"));
    }
}
