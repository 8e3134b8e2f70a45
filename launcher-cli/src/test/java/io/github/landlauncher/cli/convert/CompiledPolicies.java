package io.github.landlauncher.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles what {@link JavaSource} writes, and asks it for its policies. */
final class CompiledPolicies {

    private CompiledPolicies() {}

    /** The policy of each source; each goes into a package of its own. */
    static List<SandboxPolicy> of(List<String> sources, Path classes)
            throws IOException, ReflectiveOperationException {
        List<JavaFileObject> units = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            units.add(new Unit(name(i), "package p" + i + ";\n" + sources.get(i)));
        }
        compile(units, classes);
        List<SandboxPolicy> policies = new ArrayList<>();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, CompiledPolicies.class.getClassLoader())) {
            for (int i = 0; i < sources.size(); i++) {
                Method method = loader.loadClass(name(i)).getDeclaredMethod("policy");
                method.setAccessible(true);
                policies.add((SandboxPolicy) method.invoke(null));
            }
        }
        return policies;
    }

    private static String name(int i) {
        return "p" + i + ".Policy";
    }

    private static void compile(List<JavaFileObject> units, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-proc:none", "-Xlint:all,-path", "-Werror", "-d",
                classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled =
                compiler.getTask(messages, null, null, options, null, units).call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }

    /** A source in memory. */
    private static final class Unit extends SimpleJavaFileObject {

        private final String source;

        Unit(String name, String source) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
