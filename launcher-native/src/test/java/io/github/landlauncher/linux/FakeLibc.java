package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Libc;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A C library some of whose functions answer as the test says, and which knows who was called. */
final class FakeLibc implements InvocationHandler {

    /** What a function does instead. */
    @FunctionalInterface
    interface Answer {
        Object to(Object... arguments) throws Throwable;
    }

    /** One call of a function. */
    record Call(String function, List<Object> arguments) {
        int intArgument(int index) {
            return (int) arguments.get(index);
        }
    }

    private final Libc real;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    private FakeLibc(Libc real) {
        this.real = real;
    }

    /** Functions without an answer are the real ones. */
    static FakeLibc over(Libc real) {
        return new FakeLibc(real);
    }

    /** A call of a function without an answer is a mistake. */
    static FakeLibc withoutSystem() {
        return new FakeLibc(null);
    }

    FakeLibc answer(String function, Answer answer) {
        answers.put(function, answer);
        return this;
    }

    FakeLibc fail(String function, int errno) {
        return answer(function, arguments -> -errno);
    }

    /** The functions without an answer are the real ones again. */
    void forget(String function) {
        answers.remove(function);
    }

    Libc libc() {
        return (Libc) Proxy.newProxyInstance(
                FakeLibc.class.getClassLoader(), new Class<?>[] {Libc.class}, this);
    }

    /** All calls of a function so far, in their order. */
    List<Call> calls(String function) {
        return calls.stream().filter(call -> call.function().equals(function)).toList();
    }

    /** The names of all functions called so far. */
    List<String> functions() {
        return calls.stream().map(Call::function).distinct().toList();
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        calls.add(new Call(method.getName(), List.of(given)));
        Answer answer = answers.get(method.getName());
        if (answer != null) {
            return answer.to(given);
        }
        if (real == null) {
            throw new AssertionError("unexpected call of " + method.getName());
        }
        try {
            return method.invoke(real, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
