package io.github.landlauncher.linux;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LauncherInTest;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.OperationListener;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Kinds of starts that make different system calls; the program says whether it is confined. */
enum StartKind {
    PIPES {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            return one(launcher, place.builder().policy(place.policyOfEveryKindOfRule()));
        }
    },
    FILES {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            return one(launcher, place.builder().redirectInput(place.input().toFile())
                    .redirectOutput(place.output().toFile())
                    .redirectError(Redirect.appendTo(place.output().toFile())));
        }

        @Override
        String output(Process last, Place place) throws IOException {
            return Files.readString(place.output());
        }
    },
    INHERITED {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            return one(launcher, place.builder().redirectInput(Redirect.INHERIT)
                    .redirectError(place.output().toFile()).redirectErrorStream(true));
        }
    },
    CONTAINED {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            return one(launcher, place.builder().policy(place.policy().containment()));
        }
    },
    GUARDED {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            return one(launcher, place.builder().killSurvivors());
        }
    },
    WATCHED {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            return one(launcher, place.builder().watchOperations(new Deaf()));
        }
    },
    BOUND_TO_JVM_AND_TIME {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            return one(launcher, place.builder().dieWithParent().timeout(Duration.ofHours(1)));
        }
    },
    PREPARED {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            try (Ruleset ruleset = launcher.createRuleset(place.policy())) {
                return one(launcher, place.builderWithoutPolicy().ruleset(ruleset));
            }
        }
    },
    PIPELINE {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            return launcher.startPipeline(List.of(place.builder(), place.reader()));
        }
    },
    PRIVATE_HOME {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            return one(launcher, place.builder().privateHome());
        }
    },
    ALL_THAT_LASTS {
        @Override
        List<Process> start(LauncherInTest launcher, Place place) throws IOException {
            return one(launcher, place.builder().policy(place.policy().containment())
                    .watchOperations(new Deaf())
                    .killSurvivors().dieWithParent().timeout(Duration.ofHours(1)));
        }
    };

    /** Says "confined" if it cannot read the file that is its first argument. */
    private static final String SCRIPT =
            "if (: < \"$1\") 2>/dev/null; then echo free; else echo confined; fi";

    /**
     * What the starts of a test are about.
     *
     * @param directory holds a file that no policy allows
     * @param word is among the arguments of each program
     */
    record Place(Path directory, String word) {

        static Place in(Path directory, String word) throws IOException {
            Place place = new Place(directory, word);
            Files.writeString(place.secret(), "secret");
            Files.writeString(place.input(), "input");
            return place;
        }

        private Path secret() {
            return directory.resolve("secret");
        }

        private Path input() {
            return directory.resolve("input");
        }

        private Path output() {
            return directory.resolve("output");
        }

        SandboxedProcessBuilder builderWithoutPolicy() {
            return new SandboxedProcessBuilder(
                    new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh", secret().toString(), word)));
        }

        SandboxedProcessBuilder builder() {
            return builderWithoutPolicy().policy(policy());
        }

        /** A builder of a program that waits for a line. */
        private SandboxedProcessBuilder reader() {
            SandboxedProcessBuilder reader = builder();
            reader.command().set(2, "read line; " + SCRIPT);
            return reader;
        }

        SandboxPolicy policy() {
            return allowed(SandboxPolicy.handling(LandlockAbi.V1));
        }

        private static SandboxPolicy allowed(SandboxPolicy policy) {
            return policy
                    .allowReadExecute("/bin", "/usr")
                    .allowReadExecuteIfExists("/lib", "/lib64")
                    .allowReadWrite("/dev/null");
        }

        private SandboxPolicy policyOfEveryKindOfRule() {
            return allowed(SandboxPolicy.handling(LandlockAbi.V4).bestEffort(LandlockAbi.V1))
                    .allowReadIfExists("/no/such/file", "/proc/cpuinfo")
                    .allowReadBeneath(directory, input().getFileName().toString())
                    .allowReadWrite(input())
                    .allowConnectTcp(443);
        }
    }

    /** A listener that does nothing. */
    static final class Deaf implements OperationListener {
        @Override
        public void attempted(Attempt attempt) {}

        @Override
        public void unseen(String why) {}
    }

    abstract List<Process> start(LauncherInTest launcher, Place place) throws IOException;

    /** What the last program has written. */
    String output(Process last, Place place) throws IOException {
        return new String(last.getInputStream().readAllBytes());
    }

    private static List<Process> one(LauncherInTest launcher, SandboxedProcessBuilder builder)
            throws IOException {
        return List.of(launcher.start(builder));
    }
}
