/**
 * Why something is denied and what would allow it: an evaluator of policies that asks no kernel, and
 * reports of what a running program is denied.
 */
package io.github.landlauncher.explain;
