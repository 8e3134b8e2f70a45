package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.sun.jna.Native;
import com.zaxxer.nuprocess.NuProcess;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.config.LandlockConfig;
import io.github.landlauncher.spi.SandboxLauncher;
import java.io.File;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tomlj.Toml;

/** An application of named modules, compiled and started with a module path. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ModulePathIT {

    private static final int JAVA = Runtime.version().feature();

    @TempDir private static Path classes;

    /** Where the jar is that a class came from. */
    private static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Path api() throws URISyntaxException {
        return jarOf(SandboxPolicy.class);
    }

    private static String modulePath(Path... modules) {
        return Stream.of(modules).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    @BeforeAll
    static void compile_the_applications() throws Exception {
        compile("modular-application", "app", api());
        compile("modular-nuprocess", "talker", api(), launcher(), jarOf(Native.class), nuProcess());
        compile("modular-policy-files", "reader", policyFiles());
    }

    private static Path classes(String application) {
        return classes.resolve(application);
    }

    private static Path launcher() throws URISyntaxException {
        return jarOf(SandboxLauncher.installed().getClass());
    }

    private static Path nuProcess() throws URISyntaxException {
        return jarOf(NuProcess.class);
    }

    private static Path[] policyFiles() throws URISyntaxException {
        return new Path[] {
            api(), jarOf(LandlockConfig.class), jarOf(Toml.class), jarOf(JsonFactory.class)
        };
    }

    private static void compile(String application, String aPackage, Path... modules) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path sources = Path.of(ModulePathIT.class.getResource("/" + application).toURI());
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("--release", "17",
                    "-d", classes(application).toString(), "-p", modulePath(modules));
            boolean compiled = compiler.getTask(messages, files, null, options, null,
                    files.getJavaFileObjects(sources.resolve("module-info.java"),
                            sources.resolve(aPackage).resolve("Main.java")))
                    .call();
            assertThat(compiled).as("%s", messages).isTrue();
        }
    }

    private static Outcome run(List<String> options, Path... modules) throws Exception {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-p", modulePath(modules), "-m", "app/app.Main"));
        return java(command);
    }

    private static Outcome java(List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(Probe.command("print", "from a module"));
        return Way.JDK.launch(command).finish();
    }

    private static List<String> nativeAccess(String module) {
        return JAVA < 22 ? List.of() : List.of("--enable-native-access=" + module);
    }

    @Test
    void with_the_launcher_on_the_module_path_programs_are_started_without_a_warning()
            throws Exception {
        Outcome outcome = run(nativeAccess("io.github.landlauncher.linux"),
                classes("modular-application"), api(), launcher(), jarOf(Native.class), nuProcess());

        assertThat(outcome).isEqualTo(
                new Outcome(0, "from a module\n0 io.github.landlauncher.linux\n", ""));
    }

    @Test
    void handlers_of_nu_process_are_told_with_nu_process_on_the_module_path() throws Exception {
        List<String> options = new ArrayList<>(nativeAccess("io.github.landlauncher.linux"));
        options.addAll(List.of("-p",
                modulePath(classes("modular-nuprocess"), api(), launcher(), jarOf(Native.class),
                        nuProcess()),
                "-m", "talker/talker.Main"));

        assertThat(java(options)).isEqualTo(new Outcome(0,
                "from a module 0 io.github.landlauncher.linux com.zaxxer.nuprocess\n", ""));
    }

    @Test
    void handlers_of_nu_process_are_told_on_the_class_path_too() throws Exception {
        List<String> options = new ArrayList<>(nativeAccess("ALL-UNNAMED"));
        options.addAll(List.of("-cp",
                modulePath(classes("modular-nuprocess"), api(), launcher(), jarOf(Native.class),
                        nuProcess()),
                "talker.Main"));

        assertThat(java(options)).isEqualTo(new Outcome(0, "from a module 0 null null\n", ""));
    }

    @Test
    void policy_files_are_read_and_written_with_their_parsers_on_the_module_path() throws Exception {
        List<String> options = List.of("-p",
                modulePath(classes("modular-policy-files")) + File.pathSeparator + modulePath(policyFiles()),
                "-m", "reader/reader.Main");

        assertThat(java(options)).isEqualTo(new Outcome(0, """
                [SIGNAL] true
                true
                io.github.landlauncher.config
                io.github.landlauncher
                """, ""));
    }

    @Test
    void without_the_launcher_the_message_names_what_is_missing() throws Exception {
        assertThat(run(List.of(), classes("modular-application"), api())).isEqualTo(new Outcome(0,
                "No sandbox launcher found: add io.github.landlauncher:launcher-native"
                        + " to the class path or module path\n", ""));
    }
}
