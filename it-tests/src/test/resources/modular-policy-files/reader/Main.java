package reader;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.config.ConfigFormat;
import io.github.landlauncher.config.LandlockConfig;
import io.github.landlauncher.git.GitSandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** Reads a policy in each format, writes it, and uses what else the modules export. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        LandlockConfig toml = read(ConfigFormat.TOML, "[[ruleset]]\nscoped = [\"signal\"]\n");
        LandlockConfig json = read(ConfigFormat.JSON, toml.toJson());
        SandboxPolicy policy = json.toPolicy();
        System.out.println(policy.scopes() + " " + read(ConfigFormat.TOML, json.toToml()).equals(toml));
        System.out.println(LandlockConfig.jsonSchema().startsWith("{"));
        System.out.println(LandlockConfig.class.getModule().getName());
        System.out.println(GitSandbox.readOnly(Path.of("/srv")).getClass().getModule().getName());
    }

    private static LandlockConfig read(ConfigFormat format, String text) throws Exception {
        return LandlockConfig.parse(Set.of(), format, "policy", text.getBytes(StandardCharsets.UTF_8));
    }
}
