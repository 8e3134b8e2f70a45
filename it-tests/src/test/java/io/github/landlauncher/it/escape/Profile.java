package io.github.landlauncher.it.escape;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.util.EnumSet;
import java.util.Set;

/** The policies under which everything is attempted, from the loosest to the strictest. */
enum Profile {
    /** Landlock alone. */
    PLAIN("Landlock alone"),

    /** Contained, and without a rule on ports. */
    CONTAINMENT("contained") {
        @Override
        SandboxPolicy of(SandboxPolicy policy) {
            return policy.containment();
        }
    },

    /** Contained, with a rule on a port, though not one that anybody listens at. */
    CONTAINMENT_TCP("contained, TCP") {
        @Override
        SandboxPolicy of(SandboxPolicy policy) {
            return policy.containment().allowConnectTcp(PORT);
        }
    },

    /** Contained, with all that can be asked for on top of that. */
    STRICT("strict") {
        @Override
        SandboxPolicy of(SandboxPolicy policy) {
            return policy.containment()
                    .denyNetwork()
                    .frozenMetadata()
                    .noUnixSockets()
                    .noMemfdExec()
                    .limit(Resource.AS, 128 << 20)
                    .limit(Resource.FSIZE, 8 << 20)
                    .limit(Resource.NOFILE, 256)
                    .limit(Resource.CPU, 1, 2);
        }

        @Override
        void prepare(SandboxedProcessBuilder builder) {
            builder.cleanEnvironment().killSurvivors();
        }
    };

    /** TCP port service multiplexer, RFC 1078: nobody has it. */
    private static final int PORT = 1;

    private final String title;

    Profile(String title) {
        this.title = title;
    }

    /** This profile and those that are stricter. */
    static Set<Profile> from(Profile first) {
        return EnumSet.range(first, STRICT);
    }

    /** The heading of the page's column. */
    String title() {
        return title;
    }

    /** Whether an attempt of this group may end otherwise than under the profile before. */
    boolean makesADifferenceTo(Group group) {
        return this != CONTAINMENT_TCP || group == Group.NETWORK;
    }

    /** The policy for a scene, with all that an ABI can deny. */
    SandboxPolicy policy(Scene scene, LandlockAbi abi) {
        return of(
                SandboxPolicy.handling(abi)
                        .allow(Presets.baseSystem())
                        .allowReadExecuteIfExists("/usr", "/lib", "/lib64", "/bin")
                        .allowReadExecute(Program.path(), scene.path("programs"))
                        .allowRead("/etc", "/proc")
                        .allowRead(scene.path("ro"))
                        .allowReadWrite(scene.path("rw"), scene.path("rw2"))
                        .allow(Set.of(WRITE_FILE), scene.path("wonly"))
                        .allow(Set.of(EXECUTE), scene.path("xonly")));
    }

    /** The policy, with what this profile asks for beyond Landlock. */
    SandboxPolicy of(SandboxPolicy policy) {
        return policy;
    }

    /** What this profile asks for beyond the policy. */
    void prepare(SandboxedProcessBuilder builder) {}
}
