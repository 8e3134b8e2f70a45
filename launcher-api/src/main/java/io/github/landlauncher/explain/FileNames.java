package io.github.landlauncher.explain;

import java.nio.charset.Charset;

/** How names of files that the kernel or a file gives as bytes become text, and back. */
final class FileNames {

    /** The one that the JDK itself takes for paths, whatever the default charset is. */
    static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding"));

    private FileNames() {}
}
