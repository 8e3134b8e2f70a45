/** Starts sandboxed children on Linux: rulesets, spawn, processes and their reaper. */
package io.github.landlauncher.linux;
