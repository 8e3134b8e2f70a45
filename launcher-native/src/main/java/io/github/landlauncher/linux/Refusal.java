package io.github.landlauncher.linux;

import java.util.List;

/**
 * When and how a system call is refused.
 *
 * @param tests all of which must hold; if there is none, the call is always refused
 * @param errno what the caller gets
 */
record Refusal(List<ArgumentTest> tests, int errno) {

    boolean always() {
        return tests.isEmpty();
    }
}
