package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that read what others write. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class PipelineIT {

    @TempDir private Path directory;

    private static Process last(List<Process> processes) {
        return processes.get(processes.size() - 1);
    }

    private static String exitValues(List<Process> processes) throws InterruptedException {
        List<Integer> values = new ArrayList<>();
        for (Process process : processes) {
            values.add(process.waitFor());
        }
        return values.toString();
    }

    @Test
    void what_goes_in_at_the_front_comes_out_at_the_end() throws Exception {
        BothWays.show("[0, 0, 0] <(in)>", way -> {
            List<Process> all = way.pipeline(List.of(
                    way.probe("copy"),
                    way.shell("read x; echo \"($x)\""),
                    way.shell("read x; printf %s \"<$x>\"")));
            all.get(0).getOutputStream().write("in\n".getBytes());
            all.get(0).getOutputStream().close();
            String output = Outcome.bytes(last(all).getInputStream());
            return exitValues(all) + " " + output;
        });
    }

    @Test
    void a_pipeline_of_one_is_a_program_and_one_of_none_is_nothing() throws Exception {
        BothWays.show("x 0", way ->
                Outcome.bytes(way.pipeline(List.of(way.probe("print", "x"))).get(0).getInputStream())
                        + " " + way.pipeline(List.of()).size());
    }

    @Test
    void the_ends_may_be_files() throws Exception {
        Path in = Files.writeString(directory.resolve("in"), "content");
        BothWays.show("[0, 0] content", way -> {
            Path out = directory.resolve("out-" + way);
            List<Process> all = way.pipeline(List.of(
                    way.probe("copy").redirectInput(Redirect.from(in.toFile())),
                    way.probe("copy").redirectOutput(Redirect.to(out.toFile()))));
            return exitValues(all) + " " + Files.readString(out);
        });
    }

    @Test
    void each_stage_has_an_error_stream_and_null_streams_inside() throws Exception {
        BothWays.show("[Stream closed, -1] [Stream closed, -1] one two ", way -> {
            List<Process> all = way.pipeline(List.of(
                    way.shell("printf one >&2"), way.shell("cat; printf two >&2"), way.probe("copy")));
            exitValues(all);
            String middle = List.of(
                    StreamsIT.done(() -> all.get(1).getOutputStream().write(1)),
                    StreamsIT.result(all.get(1).getInputStream()::read)).toString();
            String ends = List.of(
                    StreamsIT.done(() -> all.get(2).getOutputStream().write(1)),
                    StreamsIT.result(all.get(0).getInputStream()::read)).toString();
            StringBuilder errors = new StringBuilder();
            all.forEach(p -> errors.append(' ').append(Outcome.bytes(p.getErrorStream())));
            return middle + " " + ends + errors;
        });
    }

    @Test
    void a_merged_error_stream_goes_to_the_next_stage() throws Exception {
        BothWays.show("out err", way -> Outcome.bytes(last(way.pipeline(List.of(
                way.shell("printf 'out '; printf err >&2").redirectErrorStream(true),
                way.probe("copy")))).getInputStream()));
    }

    @Test
    void a_stage_that_ends_early_breaks_the_pipe_of_the_one_before() throws Exception {
        BothWays.show("[141, 0]", way -> exitValues(way.pipeline(List.of(
                way.launch("yes"), way.shell("exec <&-; exit 0")))));
    }

    @Test
    void a_stage_that_is_killed_ends_the_input_of_the_next() throws Exception {
        BothWays.show("[137, 0]", way -> {
            List<Process> all = way.pipeline(List.of(way.probe("sleep-forever"), way.probe("copy")));
            assertThat(all.get(1).isAlive()).isTrue();
            all.get(0).destroyForcibly();
            return exitValues(all);
        });
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    /** The failure of a pipeline, and whether something was left of it. */
    private StartFailure failure(Way way, Launch... stages) throws Exception {
        Set<ProcessHandle> before = children();
        StartFailure failure = StartFailure.of(() -> way.pipeline(Arrays.asList(stages)));
        assertThat(children()).as("children, zombies included").isSubsetOf(before);
        return failure;
    }

    @Test
    void a_stage_that_cannot_be_started_ends_those_before_it() throws Exception {
        StartFailure expected = StartFailure.cannotRun(
                "\"/no/such/program\": error=2, No such file or directory");

        BothWays.show(expected, way -> failure(way, way.launch("/no/such/program"), way.probe("copy")));
        BothWays.show(expected, way -> failure(
                way, way.probe("sleep-forever"), way.launch("/no/such/program"), way.probe("copy")));
        BothWays.show(expected, way -> failure(
                way, way.probe("wait"), way.probe("sleep-forever"), way.launch("/no/such/program")));
    }

    @Test
    void a_null_stage_ends_those_before_it() throws Exception {
        assertThat(BothWays.same(way -> failure(way, way.probe("sleep-forever"), null)).type())
                .isEqualTo(NullPointerException.class);
        assertThat(BothWays.same(way -> StartFailure.of(() -> way.pipeline(null))).type())
                .isEqualTo(NullPointerException.class);
    }

    @Test
    void a_stream_inside_that_is_redirected_is_refused() throws Exception {
        Redirect file = Redirect.to(directory.resolve("not-created").toFile());
        Redirect input = Redirect.from(new File("/dev/null"));

        List<StartFailure> seen = BothWays.same(way -> List.of(
                failure(way, way.probe("wait").redirectOutput(file), way.probe("copy")),
                failure(way, way.probe("wait"), way.probe("copy").redirectInput(input)),
                failure(way, way.probe("wait"), way.probe("copy").redirectOutput(Redirect.INHERIT),
                        way.probe("copy"))));

        assertThat(seen).allMatch(failure -> failure.type() == IllegalArgumentException.class);
        assertThat(seen.get(0).message()).startsWith(
                "builder redirectOutput() must be PIPE except for the last builder: ");
        assertThat(seen.get(1).message()).startsWith(
                "builder redirectInput() must be PIPE except for the first builder: ");
        assertThat(file.file()).doesNotExist();
    }

    @Test
    void a_failed_pipeline_keeps_the_interrupt_of_its_thread() throws Exception {
        BothWays.show(true, way -> {
            Thread.currentThread().interrupt();
            StartFailure.of(() -> way.pipeline(
                    List.of(way.probe("sleep-forever"), way.launch("/no/such/program"))));
            return Thread.interrupted();
        });
    }

    @Test
    void the_same_builders_can_start_another_pipeline() throws Exception {
        BothWays<String> seen = BothWays.of(way -> {
            List<Launch> stages = List.of(way.probe("print", "x"), way.probe("copy"));
            String first = Outcome.bytes(last(way.pipeline(stages)).getInputStream());
            return first + StreamsIT.result(
                    () -> Outcome.bytes(last(way.pipeline(stages)).getInputStream())).substring(0, 1);
        });

        // b is of "builder redirectInput() must be PIPE".
        seen.differ(Difference.PIPELINE_CHANGES_BUILDERS, "xb", "xx");
    }

    @Test
    void a_pipeline_leaves_no_descriptor() throws Exception {
        Way way = Way.SANDBOXED;
        long before = Descriptors.count();
        for (int i = 0; i < 20; i++) {
            exitValues(way.pipeline(List.of(way.probe("print", "x"), way.probe("copy"), way.probe("copy"))));
            failure(way, way.probe("copy"), way.probe("copy"), way.launch("/no/such/program"));
        }

        await().until(() -> Descriptors.count() <= before);
    }
}
