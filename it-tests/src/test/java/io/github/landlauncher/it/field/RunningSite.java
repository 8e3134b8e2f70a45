package io.github.landlauncher.it.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.it.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A {@link PhpSite} whose server has been started. Closing it kills what still runs of it. */
final class RunningSite implements AutoCloseable {

    private static final int OK = 200;

    private final Process process;
    private final PhpSite site;

    private RunningSite(Process process, PhpSite site) {
        this.process = process;
        this.site = site;
    }

    /** Returns when php-cgi answers: then all processes of the server are there. */
    static RunningSite awaited(Process process, PhpSite site) {
        RunningSite running = new RunningSite(process, site);
        try {
            await().until(() -> !process.isAlive() || running.serves());
            assertThat(process.isAlive()).as(running::end).isTrue();
            return running;
        } catch (RuntimeException | Error e) {
            running.close();
            throw e;
        }
    }

    Process process() {
        return process;
    }

    /** Whether somebody listens on its port. */
    boolean answers() {
        try (Socket socket = connect()) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean serves() {
        try {
            return answer("/sum.php?a=0&b=0").startsWith("HTTP/1.0 " + OK);
        } catch (IOException e) {
            return false;
        }
    }

    /** The page that a path gives, which is there. */
    String page(String path) throws IOException {
        String answer = answer(path);
        assertThat(answer).startsWith("HTTP/1.0 " + OK);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** The page of a script with one parameter. */
    String page(String script, String name, String value) throws IOException {
        return page("/" + script + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** What the server answers to GET, its status line first. */
    String answer(String path) throws IOException {
        try (Socket socket = connect()) {
            String request = "GET " + path + " HTTP/1.0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What is in one of its logs until now. */
    String log(String name) throws IOException {
        return Files.readString(site.path("logs").resolve(name));
    }

    /** The server's process, and those it has started. */
    List<ProcessHandle> processes() {
        return Stream.concat(
                Stream.of(process.toHandle()), process.descendants()).toList();
    }

    /** Whether it is more than an entry that nobody has asked for. */
    static boolean runs(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return status.charAt(status.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns when all are gone: who starts next would use a php-cgi that still answers. */
    @Override
    public void close() {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> processes.stream().noneMatch(RunningSite::runs));
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), site.port());
    }

    private String end() {
        try {
            Outcome outcome = Outcome.of(process);
            return outcome + "\n" + (Files.exists(site.path("logs/error")) ? log("error") : "no log");
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }
}
