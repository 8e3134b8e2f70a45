package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.spi.AuditFeed;
import io.github.landlauncher.spi.SandboxLauncher;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditReaderTest {

    private static final String ACCESS =
            "type=1423 audit(1.2:3): domain=1e blockers=fs.read_file path=\"/secret\" dev=\"vda\" ino=1";
    private static final String DOMAIN =
            "type=1424 audit(1.2:3): domain=1e status=allocated mode=enforcing pid=70 uid=0 comm=\"x\"";
    private static final String CALL =
            "type=1300 audit(1.2:3): arch=c000003e syscall=257 success=no exit=-13 pid=71 exe=\"/usr/bin/cat\"";

    /** Has in store what each call passes on. */
    private static final class Feed implements AuditFeed {
        private final Deque<List<String>> lines = new ArrayDeque<>();
        private long losses;
        private boolean fails;
        private boolean closed;

        Feed then(String... next) {
            lines.add(List.of(next));
            return this;
        }

        @Override
        public long drain(Consumer<String> consumer) throws IOException {
            if (!lines.isEmpty()) {
                lines.remove().forEach(consumer);
            }
            if (fails) {
                throw new IOException("as told");
            }
            return losses;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Feed feed = new Feed();

    private static SandboxLauncher launcher(int abi, AuditFeed feed) {
        return (SandboxLauncher) Proxy.newProxyInstance(
                AuditReaderTest.class.getClassLoader(),
                new Class<?>[] {SandboxLauncher.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "support" -> LandlockSupport.ofAbi(abi);
                    case "openAudit" -> feed;
                    default -> throw new AssertionError(method);
                });
    }

    private AuditReader reader() throws IOException {
        return AuditReader.open(launcher(7, feed));
    }

    @Test
    void what_comes_later_completes_a_denial_that_was_told_of_before() throws IOException {
        feed.then(ACCESS).then(DOMAIN, CALL);

        try (AuditReader reader = reader()) {
            assertThat(reader.read().denials()).singleElement().satisfies(denial -> {
                assertThat(denial.path()).contains(Path.of("/secret"));
                assertThat(denial.program()).isEmpty();
                assertThat(denial.errno()).isEmpty();
            });
            assertThat(reader.read().denialsOf(70)).singleElement().satisfies(denial -> {
                assertThat(denial.pid()).isEqualTo(OptionalLong.of(71));
                assertThat(denial.errno()).isEqualTo(OptionalInt.of(13));
            });
        }
    }

    @Test
    void reading_again_tells_the_same_if_nothing_has_come() throws IOException {
        feed.then(DOMAIN, ACCESS, CALL, "type=1320 audit(1.2:3): ", "type=1327 audit(1.2:3): proctitle=636174");

        try (AuditReader reader = reader()) {
            AuditLog first = reader.read();

            assertThat(first.denialsOf(70)).hasSize(1);
            assertThat(reader.read().denials()).isEqualTo(first.denials());
        }
    }

    @Test
    void losses_are_added_up() throws IOException {
        try (AuditReader reader = reader()) {
            assertThat(reader.losses()).isZero();
            feed.losses = 2;
            reader.read();
            reader.read();

            assertThat(reader.losses()).isEqualTo(4);
        }
    }

    @Test
    void what_came_before_a_failure_is_not_forgotten() throws IOException {
        feed.then(DOMAIN, ACCESS);
        feed.fails = true;

        try (AuditReader reader = reader()) {
            assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessage("as told");
            feed.fails = false;

            assertThat(reader.read().denialsOf(70)).hasSize(1);
        }
    }

    @Test
    void closing_closes_the_feed() throws IOException {
        reader().close();

        assertThat(feed.closed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, no Landlock", "1, ABI 1", "6, ABI 6"})
    void a_kernel_that_writes_no_records_is_named(int abi, String named) {
        assertThatThrownBy(() -> AuditReader.open(launcher(abi, feed)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("and this kernel has " + named + "\n")
                .hasMessageEndingWith("\n  See docs/errors.md#audit-abi");
    }
}
