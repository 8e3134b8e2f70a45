package io.github.landlauncher.linux;

import java.nio.charset.Charset;

/** How strings become the bytes of arguments, paths and environment: as the JDK does it. */
final class Encoding {

    /** The charset of the platform, whatever the default one is. */
    static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding"));

    private Encoding() {}

    /** The bytes of a string; what the platform's charset lacks becomes a question mark. */
    static byte[] bytes(String string) {
        return string.getBytes(CHARSET);
    }

    /** The string of some bytes; what cannot be decoded becomes U+FFFD. */
    static String string(byte[] bytes) {
        return new String(bytes, CHARSET);
    }
}
