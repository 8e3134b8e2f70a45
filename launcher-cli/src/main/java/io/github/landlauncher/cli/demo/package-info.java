/** The demo: a hostile git repository, with and without a sandbox. */
package io.github.landlauncher.cli.demo;
