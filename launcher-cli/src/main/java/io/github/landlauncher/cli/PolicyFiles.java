package io.github.landlauncher.cli;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.config.ConfigFormat;
import io.github.landlauncher.config.HandledBy;
import io.github.landlauncher.config.LandlockConfig;
import io.github.landlauncher.config.ParseOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Policies from files and to files; apart from its options, so that only who has files loads the parsers. */
final class PolicyFiles {

    static final Path STANDARD_INPUT = Path.of("-");

    /** More bytes than a policy file may have, so that what never ends does, and is refused for its size. */
    private static final int MOST_INPUT = 1 << 20;

    private PolicyFiles() {}

    /**
     * The policy that files make together.
     *
     * @param files files and directories, and {@code -} for standard input
     * @param notes gets a line for each file of which something is lost, since another file does not
     *     handle it
     * @throws IOException if a file cannot be read or is wrong, standard input is named twice, or
     *     nothing would be enforced
     */
    static SandboxPolicy policy(
            List<Path> files, boolean extension, InputStream standardInput, List<String> notes)
            throws IOException {
        Set<ParseOption> options = EnumSet.noneOf(ParseOption.class);
        if (extension) {
            options.add(ParseOption.ALLOW_EXTENSION);
        }
        Path[] named = files.stream().filter(file -> !file.equals(STANDARD_INPUT)).toArray(Path[]::new);
        LandlockConfig config = null;
        if (named.length > 0) {
            config = LandlockConfig.parse(options, named);
        }
        if (files.size() - named.length > 1) {
            throw new IOException("--policy - twice: standard input can be read once");
        }
        if (named.length < files.size()) {
            LandlockConfig read = read(options, bytes(standardInput));
            config = config == null ? read : config.compose(options, read);
        }
        for (HandledBy lost : config.lostByComposition()) {
            notes.add("landlauncher: not denied, since another policy file does not handle it: " + lost);
        }
        return config.toPolicy();
    }

    /** What standard input has, as far as it can be a policy. */
    static byte[] bytes(InputStream standardInput) throws IOException {
        return standardInput.readNBytes(MOST_INPUT);
    }

    private static LandlockConfig read(Set<ParseOption> options, byte[] content) throws IOException {
        ConfigFormat format = isJson(content) ? ConfigFormat.JSON : ConfigFormat.TOML;
        return LandlockConfig.parse(options, format, "standard input", content);
    }

    /** A file that says exactly this policy. */
    static String toml(SandboxPolicy policy) {
        return LandlockConfig.of(policy).toToml();
    }

    /** A file that says exactly this policy. */
    static String json(SandboxPolicy policy) {
        return LandlockConfig.of(policy).toJson();
    }

    /** A policy in JSON is an object, and nothing in TOML begins as one. */
    static boolean isJson(byte[] content) {
        for (byte b : content) {
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return b == '{';
            }
        }
        return false;
    }
}
