package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Libc;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The process's own environment, and how a changed map becomes a child's. */
final class NativeEnvironment {

    private static final int LAST_OF_ASCII = 0x7f;

    /** What the JDK makes its map with: up to 18 the default, later that of the platform. */
    private static final Charset CHARSET_OF_MAP =
            Runtime.version().feature() < 19 ? Charset.defaultCharset() : Encoding.CHARSET;

    private static final byte[] PATH = Encoding.bytes("PATH=");

    private final Libc libc;
    /** PATH as it was when this JVM first started something, or null. */
    private final byte[] path;

    NativeEnvironment(Libc libc) {
        this.libc = libc;
        this.path = path();
    }

    private byte[] path() {
        for (byte[] variable : variables()) {
            if (startsWith(variable, PATH)) {
                return Arrays.copyOfRange(variable, PATH.length, variable.length);
            }
        }
        return null;
    }

    /**
     * Where a program without a slash is looked for: this JVM's PATH, else what the JDK's two ways
     * of execvp have for it.
     *
     * @param touched whether the child gets a map instead of the native environment
     */
    byte[] searchPath(boolean touched) {
        if (path != null) {
            return path;
        }
        return Encoding.bytes(touched ? ":/bin:/usr/bin" : "/bin:/usr/bin");
    }

    /** The {@code NAME=value} strings of a map. */
    List<byte[]> block(Map<String, String> map) {
        List<byte[]> block = new ArrayList<>(map.size());
        Map<String, byte[]> originals = null;
        for (Map.Entry<String, String> entry : map.entrySet()) {
            String variable = entry.getKey() + '=' + entry.getValue();
            byte[] bytes = null;
            // Bytes that are no characters here would be lost: send what the map was made of.
            if (!isAscii(variable)) {
                originals = originals == null ? originals() : originals;
                bytes = originals.get(variable);
            }
            block.add(bytes != null ? bytes : Encoding.bytes(variable));
        }
        return block;
    }

    private static boolean isAscii(String string) {
        for (int i = 0; i < string.length(); i++) {
            if (string.charAt(i) > LAST_OF_ASCII) {
                return false;
            }
        }
        return true;
    }

    /** What the native environment has, by its decoded form. */
    private Map<String, byte[]> originals() {
        Map<String, byte[]> originals = new HashMap<>();
        variables().forEach(bytes -> originals.put(new String(bytes, CHARSET_OF_MAP), bytes));
        return originals;
    }

    /** The strings of {@code environ}. */
    private List<byte[]> variables() {
        List<byte[]> variables = new ArrayList<>();
        long at = libc.environ();
        for (long string; at != 0 && (string = libc.pointer(at)) != 0; at += Long.BYTES) {
            variables.add(libc.string(string));
        }
        return variables;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length
                && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
