package io.github.landlauncher.it.field;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a stranger may send to a service that converts pictures, and what it is to bring about. */
enum ConverterAttack {

    /** A file name with a format before it: any file is a picture whose pixels are its bytes. */
    READ_BY_A_NAME {
        @Override
        String[] arguments(Converter converter, AttackersServer server) {
            String size = Converter.SECRET.length() + "x1";
            String secret = "gray:" + converter.path("private/secret");
            return new String[] {"-size", size, "-depth", "8", secret, "gray:" + result(converter)};
        }

        @Override
        boolean succeeded(Converter converter, AttackersServer server) throws IOException {
            return resultHas(converter, Converter.SECRET.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, Converter converter, AttackersServer server) {
            return policy.allowRead(converter.path("private"));
        }
    },

    /** A caption that is the name of a file with an at sign before it. */
    READ_BY_A_CAPTION {
        @Override
        String[] arguments(Converter converter, AttackersServer server) {
            String caption = "@" + converter.path("private/secret");
            return new String[] {picture(converter), "-set", "comment", caption, "ppm:" + result(converter)};
        }

        @Override
        boolean succeeded(Converter converter, AttackersServer server) throws IOException {
            return resultHas(converter, Converter.SECRET.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, Converter converter, AttackersServer server) {
            return policy.allowRead(converter.path("private"));
        }
    },

    /** A vector drawing that includes another picture. */
    READ_BY_A_DRAWING {
        @Override
        String[] arguments(Converter converter, AttackersServer server) throws IOException {
            String drawing = converter.sent("drawing.mvg", """
                    viewbox 0 0 8 8
                    image over 0,0 8,8 '%s'
                    """.formatted(converter.path("private/picture.ppm")));
            return new String[] {"mvg:" + drawing, "-depth", "8", "ppm:" + result(converter)};
        }

        @Override
        boolean succeeded(Converter converter, AttackersServer server) throws IOException {
            return resultHas(converter, Converter.PRIVATE_COLOUR);
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, Converter converter, AttackersServer server) {
            return policy.allowRead(converter.path("private"));
        }
    },

    /** A name for the result that leads elsewhere. */
    WRITE_ELSEWHERE {
        @Override
        String[] arguments(Converter converter, AttackersServer server) {
            return new String[] {picture(converter), converter.path("out") + "/../private/planted.png"};
        }

        @Override
        boolean succeeded(Converter converter, AttackersServer server) {
            return Files.exists(converter.path("private/planted.png"));
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, Converter converter, AttackersServer server) {
            return policy.allowReadWrite(converter.path("private"));
        }
    },

    OVERWRITE_ANOTHER_FILE {
        @Override
        String[] arguments(Converter converter, AttackersServer server) {
            return new String[] {picture(converter), "ppm:" + converter.path("private/secret")};
        }

        @Override
        boolean succeeded(Converter converter, AttackersServer server) throws IOException {
            return Files.size(converter.path("private/secret")) != Converter.SECRET.length();
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, Converter converter, AttackersServer server) {
            return policy.allowReadWrite(converter.path("private"));
        }
    },

    FETCH_BY_HTTP("HTTP") {
        @Override
        String[] arguments(Converter converter, AttackersServer server) {
            return new String[] {server.url("http"), "ppm:" + result(converter)};
        }

        @Override
        boolean succeeded(Converter converter, AttackersServer server) throws IOException {
            return server.connections() > 0 && resultHas(converter, Converter.PRIVATE_COLOUR);
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, Converter converter, AttackersServer server) {
            return policy.allowConnectTcp(server.port());
        }
    },

    /** Debian's own configuration forbids HTTP, but not this. */
    CONNECT_BY_FTP("FTP") {
        @Override
        String[] arguments(Converter converter, AttackersServer server) {
            return new String[] {server.url("ftp"), "ppm:" + result(converter)};
        }

        @Override
        boolean succeeded(Converter converter, AttackersServer server) throws IOException {
            return server.connections() > 0;
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, Converter converter, AttackersServer server) {
            return policy.allowConnectTcp(server.port());
        }
    },

    /** A file that makes a program for its format do what it says; where it may write, to be seen. */
    RUN_A_COMMAND {
        @Override
        String[] arguments(Converter converter, AttackersServer server) throws IOException {
            String script = converter.sent("picture.script", "echo ran >" + result(converter));
            return new String[] {"script:" + script, "null:"};
        }

        @Override
        boolean succeeded(Converter converter, AttackersServer server) {
            return Files.exists(Path.of(result(converter)));
        }

        @Override
        SandboxPolicy allowed(SandboxPolicy policy, Converter converter, AttackersServer server) {
            return policy.allowReadExecute("/bin/sh");
        }
    };

    private final String format;

    ConverterAttack() {
        this(null);
    }

    ConverterAttack(String format) {
        this.format = format;
    }

    /** Whether this convert was built with the format that it takes. */
    boolean canBeTried(Converter converter) throws IOException, InterruptedException {
        return format == null || converter.reads(format);
    }

    /** What convert is to be called with; sends what must be sent before. */
    abstract String[] arguments(Converter converter, AttackersServer server) throws IOException;

    /** Whether it came about. */
    abstract boolean succeeded(Converter converter, AttackersServer server) throws IOException;

    /** The policy with what it takes. */
    abstract SandboxPolicy allowed(
            SandboxPolicy policy, Converter converter, AttackersServer server);

    private static String picture(Converter converter) {
        return converter.path("in/picture.ppm").toString();
    }

    private static String result(Converter converter) {
        return converter.path("out/result").toString();
    }

    private static boolean resultHas(Converter converter, byte[] bytes) throws IOException {
        Path result = Path.of(result(converter));
        return Files.exists(result) && text(Files.readAllBytes(result)).contains(text(bytes));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
