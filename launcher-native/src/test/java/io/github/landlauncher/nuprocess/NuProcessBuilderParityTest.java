package io.github.landlauncher.nuprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The API of NuProcessBuilder against ours. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NuProcessBuilderParityTest {

    /** The only method of NuProcessBuilder that returns something else here. */
    private static final String START = "start() -> interface com.zaxxer.nuprocess.NuProcess";

    private static final Set<String> ONLY_OURS = Set.of(
            "start() -> interface io.github.landlauncher.nuprocess.SandboxedNuProcess",
            "policy(class io.github.landlauncher.SandboxPolicy) -> SELF",
            "policy() -> class io.github.landlauncher.SandboxPolicy",
            "ruleset(class io.github.landlauncher.Ruleset) -> SELF",
            "ruleset() -> class io.github.landlauncher.Ruleset",
            "newSession(boolean) -> SELF",
            "newSession() -> boolean",
            "cleanEnvironment(class [Ljava.lang.String;...) -> SELF",
            "privateHome() -> SELF",
            "timeout(class java.time.Duration) -> SELF",
            "timeout(class java.time.Duration, class java.time.Duration) -> SELF",
            "killSurvivors() -> SELF",
            "watchOperations(interface io.github.landlauncher.explain.OperationListener) -> SELF",
            "dieWithParent() -> SELF");

    @Test
    void every_method_of_nu_process_builder_is_here_with_the_same_parameters_and_result() {
        Set<String> theirs = methods(NuProcessBuilder.class);

        assertThat(theirs).hasSizeGreaterThanOrEqualTo(6).contains(START);
        theirs.remove(START);
        assertThat(methods(SandboxedNuProcessBuilder.class)).containsAll(theirs);
    }

    @Test
    void what_is_here_beyond_nu_process_builder_is_on_a_list() {
        Set<String> ours = methods(SandboxedNuProcessBuilder.class);
        ours.removeAll(methods(NuProcessBuilder.class));

        assertThat(ours).isEqualTo(ONLY_OURS);
    }

    @Test
    void what_start_returns_is_a_nu_process() {
        assertThat(NuProcess.class).isAssignableFrom(SandboxedNuProcess.class);
    }

    @Test
    void the_constructors_are_the_same() {
        assertThat(constructors(SandboxedNuProcessBuilder.class))
                .hasSize(5)
                .isEqualTo(constructors(NuProcessBuilder.class));
    }

    /** NuProcess's engine would set the JVM's signals, and depends on the JDK's inner functions. */
    @Test
    void nothing_of_ours_is_made_of_nu_process_s_own_processes() {
        for (Class<?> type : new Class<?>[] {SandboxedNuProcessBuilder.class, HandledProcess.class}) {
            assertThat(type.getSuperclass()).isEqualTo(Object.class);
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
        assertThat(method.getExceptionTypes()).as("%s", method).isEmpty();
        return method.getName() + parameters(type, method) + " -> "
                + name(type, method.getGenericReturnType());
    }

    private static String parameters(Class<?> type, Executable executable) {
        return Stream.of(executable.getGenericParameterTypes())
                .map(parameter -> name(type, parameter))
                .collect(Collectors.joining(", ", "(", executable.isVarArgs() ? "...)" : ")"));
    }

    /** The name of a type, the builder itself being SELF. */
    private static String name(Class<?> builder, Type type) {
        return type.equals(builder) ? "SELF" : type.toString();
    }
}
