/** A sample: a CI runner for jobs that nobody has reviewed. */
package io.github.landlauncher.examples.ci;
