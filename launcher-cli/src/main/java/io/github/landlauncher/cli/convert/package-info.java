/** The ways in which other launchers of Landlock are told a policy, and our own, each from and to a policy. */
package io.github.landlauncher.cli.convert;
