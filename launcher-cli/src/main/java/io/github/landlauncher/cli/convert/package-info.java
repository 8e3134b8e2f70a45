/** The words in which other launchers of Landlock, and ours, are told a policy: read and written. */
package io.github.landlauncher.cli.convert;
