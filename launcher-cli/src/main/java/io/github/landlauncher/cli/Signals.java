package io.github.landlauncher.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Signal handlers of this JVM, by way of {@code sun.misc.Signal} of module jdk.unsupported, the
 * only one a JDK has. By reflection, since javac's warning about that class cannot be turned off.
 */
public final class Signals {

    private Signals() {}

    /**
     * Calls an action, in a thread of its own, whenever this JVM gets a signal; a signal that was
     * ignored when the JVM started stays ignored.
     *
     * @param name such as {@code "TERM"}
     * @throws IllegalStateException if this JVM does not let go of the signal, as with {@code -Xrs}
     */
    public static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler run = (self, method, arguments) -> {
                action.run();
                return null;
            };
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, run);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "cannot handle SIG" + name + ": " + e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no module jdk.unsupported", e);
        }
    }
}
