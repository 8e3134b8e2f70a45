/** What an operating system's launcher provides; not for those who start programs. */
package io.github.landlauncher.spi;
