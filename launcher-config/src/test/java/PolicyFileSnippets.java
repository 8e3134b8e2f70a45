import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.config.HandledBy;
import io.github.landlauncher.config.LandlockConfig;
import java.io.IOException;
import java.nio.file.Path;

/** The examples in the documentation of policy files, as regions of code that compiles. */
final class PolicyFileSnippets {

    private PolicyFileSnippets() {}

    static Process load() throws IOException {
        // @start region="load"
        SandboxPolicy policy = LandlockConfig.parse(Path.of("build.toml")).toPolicy();
        Process build = new SandboxedProcessBuilder("make").policy(policy).start();
        // @end
        return build;
    }

    static SandboxPolicy compose() throws IOException {
        // @start region="compose"
        LandlockConfig config = LandlockConfig.parse(Path.of("/etc/policies"), Path.of("build.toml"));
        for (HandledBy lost : config.lostByComposition()) {
            System.err.println(lost + ", which another file does not: it is not denied");
        }
        SandboxPolicy policy = config.toPolicy();
        // @end
        return policy;
    }
}
