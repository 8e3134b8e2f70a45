package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Containment;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Any policy that the API can make, and one in four such as a published file means. */
final class RandomPolicies {

    /** Paths can have no other characters than those of the locale. */
    private static final CharsetEncoder LOCALE =
            Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder();

    /** Parts of names of files that are hard to write. */
    private static final List<String> PARTS = List.of(
                    "a", "b", "usr", "..", ".", "$", "${", "$$", "${x}", "}", "\"", "'", "'''", "\"\"\"", "\\",
                    "\\u0041", "\n", "\r", "\t", "\u0001", "\u007f", "\u0085", " ", "#", "=", "[", "\u00e9",
                    "\u202e", "\u2028", "\u4e2d", "\ud83d\ude00", "\udb40\udc41", "\ufeff", "\ue000", "\uffff")
            .stream().filter(LOCALE::canEncode).toList();

    private final Random random;
    private final RandomContainments containments;

    RandomPolicies(Random random) {
        this.random = random;
        this.containments = new RandomContainments(random);
    }

    SandboxPolicy next() {
        return random.nextInt(4) == 0 ? published() : any();
    }

    private SandboxPolicy published() {
        Set<AccessFs> fs = containments.some(AccessFs.class, LandlockAbi.V8.accessFs());
        fs.add(AccessFs.READ_FILE);
        SandboxPolicy policy = SandboxPolicy.handling(
                        fs,
                        containments.some(AccessNet.class, LandlockAbi.V8.accessNet()),
                        containments.some(Scope.class, EnumSet.allOf(Scope.class)))
                .bestEffort(LandlockAbi.V1);
        int paths = random.nextInt(5);
        for (char name = 'a'; name < 'a' + paths; name++) {
            policy = policy.allow(new PathRule(Optional.empty(), Path.of("/" + name), fs, false, true));
        }
        return policy;
    }

    private SandboxPolicy any() {
        EnumSet<AccessFs> fs = containments.some(AccessFs.class, EnumSet.allOf(AccessFs.class));
        EnumSet<AccessNet> net = containments.some(AccessNet.class, EnumSet.allOf(AccessNet.class));
        EnumSet<Scope> scopes = containments.some(Scope.class, EnumSet.allOf(Scope.class));
        if (fs.isEmpty() && net.isEmpty() && scopes.isEmpty()) {
            scopes.add(Scope.SIGNAL);
        }
        Containment containment = containments.next();
        SandboxPolicy policy = SandboxPolicy.handling(fs, net, scopes)
                .named(random.nextBoolean() ? "" : text().replaceAll("\\p{Cc}", "-"))
                .logging(containments.some(LogFlag.class, EnumSet.allOf(LogFlag.class)).toArray(LogFlag[]::new))
                .allow(paths(fs), containment.networkDenied() ? List.of() : ports(net));
        if (random.nextBoolean()) {
            policy = policy.bestEffort(LandlockAbi.values()[random.nextInt(LandlockAbi.values().length)]);
        }
        policy = ContainmentPolicy.of(policy, containment);
        return containment.networkDenied() ? policy.denyNetwork() : policy;
    }

    private List<PathRule> paths(Set<AccessFs> handled) {
        List<PathRule> rules = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            boolean exact = random.nextBoolean();
            Optional<Path> base = random.nextInt(3) == 0 ? Optional.of(Path.of(text())) : Optional.empty();
            Path path = base.isEmpty() && random.nextBoolean() ? Path.of("/" + text()) : Path.of(text());
            rules.add(new PathRule(base, path,
                    containments.some(AccessFs.class, exact ? handled : EnumSet.allOf(AccessFs.class)),
                    exact, random.nextBoolean()));
            if (random.nextInt(4) == 0) {
                rules.add(rules.get(random.nextInt(rules.size())));
            }
        }
        return rules;
    }

    private List<PortRule> ports(Set<AccessNet> handled) {
        List<PortRule> rules = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            rules.add(new PortRule(random.nextInt(65_536), containments.some(AccessNet.class, handled)));
        }
        return rules;
    }

    /** Not empty, and no absolute path. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
            if (random.nextInt(3) == 0) {
                text.append('/');
            }
        }
        return text.toString();
    }
}
