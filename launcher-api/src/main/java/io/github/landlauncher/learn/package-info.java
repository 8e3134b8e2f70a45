/**
 * Policies made of what programs were seen to do: recordings of runs, and the policy that allows just
 * that, with a reason for each of its rules and a list of what is left for people to decide.
 */
package io.github.landlauncher.learn;
