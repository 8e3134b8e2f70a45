/** How text is shown and written; for the packages of this module alone, which does not export it. */
package io.github.landlauncher.text;
