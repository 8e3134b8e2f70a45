package io.github.landlauncher.linux;

/**
 * A row of {@link FilterTable}: a system call, when it is refused, and why.
 *
 * @param reason one line for the reader of the table
 */
record FilterRow(Syscall call, Refusal refusal, String reason) {}
