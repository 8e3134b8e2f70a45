/** NuProcess's builder and handlers, over sandboxed programs. */
package io.github.landlauncher.nuprocess;
