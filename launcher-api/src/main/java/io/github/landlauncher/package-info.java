/** {@code java.lang.ProcessBuilder}, sandboxed: the API for those who start programs. */
package io.github.landlauncher;
