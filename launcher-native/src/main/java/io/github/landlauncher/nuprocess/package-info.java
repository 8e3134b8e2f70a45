/**
 * NuProcess's builder, processes and handlers, over sandboxed programs: thousands of them are served by
 * a few threads.
 *
 * {@snippet class="Snippets" region="nuprocess"}
 *
 * <p>Of NuProcess, only the public interfaces and the classes in {@code com.zaxxer.nuprocess.codec} are
 * used: its own engine is not even loaded, so that the JVM's signals stay as they are.
 */
package io.github.landlauncher.nuprocess;
