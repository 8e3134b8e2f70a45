package io.github.landlauncher.it.programs;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What JvmIT has a JVM do; it needs nothing but the JDK. */
final class JvmMain {

    private static final int MIB = 1024 * 1024;

    private JvmMain() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "memory" -> memory();
            case "files" -> files(Files.createDirectory(Path.of("files")));
            case "processes" -> processes();
            case "unix" -> unix(Path.of("socket"));
            case "http" -> http(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void memory() throws Exception {
        System.out.println("maximum " + Runtime.getRuntime().maxMemory());
        System.out.println(Runtime.getRuntime().availableProcessors() + " processors");
        List<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] megabyte = new byte[MIB];
            if (i % 50 == 0) {
                kept.add(megabyte);
            }
        }
        System.gc();
        ByteBuffer.allocateDirect(kept.size() * MIB).put(kept.get(0));
        System.out.println("collected");
        threads();
    }

    private static void threads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(16);
        List<Future<Integer>> numbers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            numbers.add(pool.submit(() -> number));
        }
        int sum = 0;
        for (Future<Integer> number : numbers) {
            sum += number.get();
        }
        pool.shutdown();
        System.out.println("threads " + sum);
    }

    private static void files(Path directory) throws IOException {
        Path a = Files.writeString(directory.resolve("a"), "x".repeat(MIB));
        Path b = Files.move(Files.createTempFile("temporary", null), directory.resolve("b"));
        Files.copy(a, b, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(directory.resolve("link"), a.getFileName());
        try (Stream<Path> list = Files.list(directory)) {
            System.out.println(list.map(Path::getFileName).sorted().toList());
        }
        try (FileChannel channel =
                FileChannel.open(a, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, MIB);
            mapped.put(0, (byte) 'y');
            mapped.force();
            System.out.println("mapped");
            channel.lock().release();
            System.out.println("locked");
        }
        Files.setLastModifiedTime(a, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
        System.out.println(Files.getLastModifiedTime(a));
    }

    private static void processes() throws Exception {
        Process sort = new ProcessBuilder("sort", "-r").redirectError(Redirect.INHERIT).start();
        try (OutputStream input = sort.getOutputStream()) {
            input.write("a\nb\n".getBytes(StandardCharsets.US_ASCII));
        }
        System.out.print(new String(sort.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        System.out.println(sort.waitFor());
        System.out.println(new ProcessBuilder("sh", "-c", "exit 3")
                .directory(new File("tmp")).inheritIO().start().waitFor());
        List<Integer> values = new ArrayList<>();
        for (Process process : ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder("false"), new ProcessBuilder("cat"), new ProcessBuilder("cat")))) {
            values.add(process.waitFor());
        }
        System.out.println(values);
        Process cat = new ProcessBuilder("cat").start();
        cat.toHandle().destroy();
        System.out.println(cat.onExit().get().exitValue());
    }

    private static void unix(Path path) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
                    SocketChannel peer = server.accept()) {
                client.write(ByteBuffer.wrap("text".getBytes(StandardCharsets.US_ASCII)));
                ByteBuffer read = ByteBuffer.allocate(4);
                while (read.hasRemaining() && peer.read(read) >= 0) {
                    continue;
                }
                System.out.println(new String(read.array(), StandardCharsets.US_ASCII));
            }
        }
        Files.delete(path);
    }

    private static void http(int port) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/numbers");
        System.out.println(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray()).body().length);
        try (InputStream body = uri.toURL().openStream()) {
            System.out.println(body.readAllBytes().length);
        }
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(
                    "GET /numbers HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            System.out.println(answer.length() - answer.indexOf("\r\n\r\n") - 4);
        }
    }
}
