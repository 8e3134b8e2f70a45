package io.github.landlauncher.it;

/**
 * Something to do with one of the two builders.
 *
 * @param <R> what is seen of it, a value with equals
 */
@FunctionalInterface
interface Scenario<R> {

    R run(Way way) throws Exception;
}
