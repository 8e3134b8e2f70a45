package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The API of ProcessBuilder, of whatever JDK runs this, against ours. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProcessBuilderParityTest {

    /** The only method of ProcessBuilder that returns something else here: a Process with a report. */
    private static final String START = "start() -> java.lang.Process throws [class java.io.IOException]";

    private static final Set<String> ONLY_OURS = Set.of(
            "static from(class java.lang.ProcessBuilder) -> SELF throws []",
            "copy() -> SELF throws []",
            "start() -> io.github.landlauncher.SandboxedProcess throws [class java.io.IOException]",
            "policy(class io.github.landlauncher.SandboxPolicy) -> SELF throws []",
            "policy() -> io.github.landlauncher.SandboxPolicy throws []",
            "ruleset(class io.github.landlauncher.Ruleset) -> SELF throws []",
            "ruleset() -> io.github.landlauncher.Ruleset throws []",
            "start(interface io.github.landlauncher.spi.StreamListener)"
                    + " -> io.github.landlauncher.SandboxedProcess throws [class java.io.IOException]",
            "run(interface io.github.landlauncher.spi.StreamListener)"
                    + " -> void throws [class java.io.IOException]",
            "runAsync() -> java.util.concurrent.CompletableFuture<io.github.landlauncher.Completed> throws []",
            "runAsync(class io.github.landlauncher.Capture)"
                    + " -> java.util.concurrent.CompletableFuture<io.github.landlauncher.Completed> throws []",
            "newSession(boolean) -> SELF throws []",
            "newSession() -> boolean throws []",
            "cleanEnvironment(class [Ljava.lang.String;...) -> SELF throws []",
            "privateHome() -> SELF throws []",
            "timeout(class java.time.Duration) -> SELF throws []",
            "timeout(class java.time.Duration, class java.time.Duration) -> SELF throws []",
            "killSurvivors() -> SELF throws []",
            "dieWithParent() -> SELF throws []",
            "watchOperations(interface io.github.landlauncher.explain.OperationListener) -> SELF throws []",
            "reportDenials(java.util.function.Consumer<? super io.github.landlauncher.explain.Denial>)"
                    + " -> SELF throws []",
            "reportDenials(class io.github.landlauncher.explain.DenialReport) -> SELF throws []");

    @Test
    void every_method_of_process_builder_is_here_with_the_same_parameters_result_and_exceptions() {
        Set<String> theirs = methods(ProcessBuilder.class);

        assertThat(theirs).hasSizeGreaterThanOrEqualTo(20).contains(START);
        theirs.remove(START);
        assertThat(methods(SandboxedProcessBuilder.class)).containsAll(theirs);
    }

    @Test
    void what_is_here_beyond_process_builder_is_on_a_list() {
        Set<String> ours = methods(SandboxedProcessBuilder.class);
        ours.removeAll(methods(ProcessBuilder.class));

        assertThat(ours).isEqualTo(ONLY_OURS);
    }

    @Test
    void what_start_returns_is_a_process() {
        assertThat(Process.class).isAssignableFrom(SandboxedProcess.class);
    }

    @Test
    void the_constructors_are_the_same() {
        assertThat(constructors(SandboxedProcessBuilder.class))
                .isNotEmpty()
                .isEqualTo(constructors(ProcessBuilder.class));
    }

    @Test
    void both_are_final_and_neither_implements_anything() {
        for (Class<?> type : List.of(ProcessBuilder.class, SandboxedProcessBuilder.class)) {
            assertThat(Modifier.isFinal(type.getModifiers())).isTrue();
            assertThat(type.getInterfaces()).isEmpty();
        }
    }

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class && !method.isSynthetic())
                .map(method -> signature(type, method))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<String> constructors(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .map(constructor -> parameters(type, constructor))
                .collect(Collectors.toSet());
    }

    private static String signature(Class<?> type, Method method) {
        return (Modifier.isStatic(method.getModifiers()) ? "static " : "")
                + method.getName()
                + parameters(type, method)
                + " -> "
                + name(type, method.getGenericReturnType()).replaceFirst("^(class|interface) ", "")
                + " throws "
                + Arrays.toString(method.getExceptionTypes());
    }

    private static String parameters(Class<?> type, Executable executable) {
        return Stream.of(executable.getGenericParameterTypes())
                .map(parameter -> name(type, parameter))
                .collect(Collectors.joining(", ", "(", executable.isVarArgs() ? "...)" : ")"));
    }

    /** The name of a type, the builder itself being SELF wherever it occurs. */
    private static String name(Class<?> builder, Type type) {
        return type.equals(builder) ? "SELF" : type.toString().replace(builder.getName() + ">", "SELF>");
    }
}
