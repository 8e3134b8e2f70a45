/** Policies in files: the Landlock Config format, read, composed and written. */
package io.github.landlauncher.config;
