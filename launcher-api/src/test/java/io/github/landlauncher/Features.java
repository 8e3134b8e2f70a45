package io.github.landlauncher;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every right, scope and log flag there is. */
final class Features {

    private Features() {}

    static List<LandlockFeature> all() {
        return Stream.<LandlockFeature[]>of(
                        AccessFs.values(), AccessNet.values(), Scope.values(), LogFlag.values())
                .flatMap(Arrays::stream)
                .toList();
    }

    /** What a policy asks for, in the order of its report. */
    static List<LandlockFeature> of(SandboxPolicy policy) {
        return Stream.of(policy.handledFs(), policy.handledNet(), policy.scopes(), policy.logFlags())
                .<LandlockFeature>flatMap(set -> set.stream().map(LandlockFeature.class::cast))
                .toList();
    }
}
