package io.github.landlauncher.it.field;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.programs.SystemProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A service that converts what strangers send, by ImageMagick.
 *
 * <pre>
 *     top/
 *     |-- in/         what a stranger sent: read
 *     |-- out/        what the service makes of it, and TMPDIR: read and write
 *     |-- home/       HOME, with a configuration of ImageMagick that forbids nothing: read
 *     `-- private/    nothing is allowed here
 * </pre>
 *
 * The configuration is there to let each attack succeed that Debian's would stop: what is denied in
 * the sandbox is then denied by the sandbox.
 */
final class Converter {

    static final String SECRET = "the secret of somebody else";

    /** The only colour of the private picture. */
    static final byte[] PRIVATE_COLOUR = {0x12, 0x34, 0x56};

    private static final String POLICY_XML = """
            <policymap>
              <policy domain="coder" rights="read|write" pattern="*"/>
              <policy domain="delegate" rights="execute" pattern="*"/>
              <policy domain="path" rights="read|write" pattern="*"/>
            </policymap>
            """;

    /** A format whose pictures are made by a program that does what the file says. */
    private static final String DELEGATES_XML = """
            <delegatemap>
              <delegate decode="script" command="/bin/sh '%i'"/>
            </delegatemap>
            """;

    private static final String[] CONFIGURATION = {
        "/etc/ImageMagick-6", "/etc/ImageMagick-7", "/usr/share/ImageMagick-6",
        "/usr/share/ImageMagick-7", "/etc/fonts", "/usr/share/fonts"
    };

    private static final long MEBIBYTE = 1 << 20;

    private final Path top;
    private UnaryOperator<SandboxPolicy> rules = SandboxPolicy::denyNetwork;

    /** Makes the tree below an empty directory. */
    Converter(Path directory) throws IOException {
        top = directory.toRealPath();
        Path configuration = top.resolve("home/.config/ImageMagick");
        Files.createDirectories(configuration);
        Files.writeString(configuration.resolve("policy.xml"), POLICY_XML);
        Files.writeString(configuration.resolve("delegates.xml"), DELEGATES_XML);
        for (String name : List.of("in", "out", "private")) {
            Files.createDirectory(top.resolve(name));
        }
        Files.write(path("in/picture.ppm"), gradient(160, 120));
        Files.writeString(path("private/secret"), SECRET);
        Files.write(path("private/picture.ppm"), plain(PRIVATE_COLOUR));
    }

    Path path(String name) {
        return top.resolve(name);
    }

    /** Changes the policy of the next runs, instead of denying them every network. */
    Converter allowing(UnaryOperator<SandboxPolicy> more) {
        rules = more;
        return this;
    }

    /** What the stranger sends: the absolute path of a new file. */
    String sent(String name, String content) throws IOException {
        return Files.writeString(path("in").resolve(name), content).toString();
    }

    /** Runs convert through ProcessBuilder. */
    Outcome free(String... arguments) throws IOException, InterruptedException {
        return Outcome.of(freeBuilder(arguments).start());
    }

    /** Whether it was built to read a format. */
    boolean reads(String format) throws IOException, InterruptedException {
        return Pattern.compile("(?m)^ *" + format + "\\*? +\\S+ +r").matcher(free("-list", "format").output()).find();
    }

    ProcessBuilder freeBuilder(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).directory(path("out").toFile());
        environment(builder.environment());
        return builder;
    }

    /** Runs convert in the sandbox. */
    Outcome contained(String... arguments) throws IOException, InterruptedException {
        return Outcome.of(containedBuilder(arguments).start());
    }

    SandboxedProcessBuilder containedBuilder(String... arguments) {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(command(arguments))
                .directory(path("out").toFile())
                .policy(rules.apply(policy()));
        environment(builder.environment());
        return builder;
    }

    private SandboxPolicy policy() {
        return SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .named("convert")
                .containment()
                .noMemfdExec()
                .allow(Presets.baseSystem())
                .allowReadExecute(SystemProgram.path("convert"))
                .allowReadIfExists(CONFIGURATION)
                .allowRead(path("home"), path("in"))
                .allowReadWrite(path("out"))
                .limit(Resource.CPU, 20)
                .limit(Resource.AS, 256 * MEBIBYTE)
                .limit(Resource.FSIZE, 16 * MEBIBYTE)
                .memoryMax(256 * MEBIBYTE);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(SystemProgram.path("convert")));
        command.addAll(List.of(arguments));
        return command;
    }

    private void environment(Map<String, String> environment) {
        environment.clear();
        environment.put("PATH", SystemProgram.PATH);
        environment.put("HOME", path("home").toString());
        environment.put("TMPDIR", path("out").toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("OMP_NUM_THREADS", "1"); // the stacks of many would not leave much memory
    }

    private static byte[] gradient(int width, int height) {
        ByteArrayOutputStream picture = ppm(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.write(x);
                picture.write(2 * y);
                picture.write(x ^ y);
            }
        }
        return picture.toByteArray();
    }

    private static byte[] plain(byte[] colour) {
        ByteArrayOutputStream picture = ppm(8, 8);
        for (int i = 0; i < 8 * 8; i++) {
            picture.writeBytes(colour);
        }
        return picture.toByteArray();
    }

    private static ByteArrayOutputStream ppm(int width, int height) {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        picture.writeBytes("P6 %d %d 255\n".formatted(width, height).getBytes(StandardCharsets.US_ASCII));
        return picture;
    }
}
