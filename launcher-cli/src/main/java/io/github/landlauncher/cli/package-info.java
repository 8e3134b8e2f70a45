/** The {@code landlauncher} command: run a program under a policy, check the kernel, a demo. */
package io.github.landlauncher.cli;
