package io.github.landlauncher.it.escape;

import static io.github.landlauncher.AccessFs.WRITE_FILE;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import java.util.Set;

/** The policies under which everything is attempted. */
enum Profile {
    /** Landlock alone. */
    PLAIN("Landlock alone");

    private final String title;

    Profile(String title) {
        this.title = title;
    }

    /** The heading of the page's column. */
    String title() {
        return title;
    }

    /** The policy for a scene, with all that an ABI can deny. */
    SandboxPolicy policy(Scene scene, LandlockAbi abi) {
        return SandboxPolicy.handling(abi)
                .allow(Presets.baseSystem())
                .allowReadExecuteIfExists("/usr", "/lib", "/lib64", "/bin")
                .allowReadExecute(Program.path(), scene.path("programs"))
                .allowRead("/etc", "/proc")
                .allowRead(scene.path("ro"))
                .allowReadWrite(scene.path("rw"), scene.path("rw2"))
                .allow(Set.of(WRITE_FILE), scene.path("wonly"));
    }
}
