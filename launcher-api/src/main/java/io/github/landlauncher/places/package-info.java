/** Not exported: what is known of places in the file system that several packages have to agree on. */
package io.github.landlauncher.places;
