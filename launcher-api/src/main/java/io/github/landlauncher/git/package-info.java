/** git in a sandbox, for repositories whose every file somebody else may have written. */
package io.github.landlauncher.git;
