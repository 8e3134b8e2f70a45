package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The mounts that this JVM sees now, proc_pid_mountinfo(5). */
final class Mounts {

    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
    private static final Path ROOT = Path.of("/");
    private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding"));
    private static final int MOUNT_POINT = 4;

    /** Where something is mounted; of those at one place the last one is seen. */
    private final List<Path> points;

    private Mounts(List<Path> points) {
        this.points = points;
    }

    /** Reads them; where there is no /proc everything is one mount. */
    static Mounts read() {
        List<Path> points = new ArrayList<>();
        try {
            for (String line : new String(Files.readAllBytes(MOUNTINFO), NAMES).split("\n")) {
                points.add(Path.of(unescaped(line.split(" ")[MOUNT_POINT])));
            }
        } catch (IOException e) {
            points.clear();
        }
        return new Mounts(points);
    }

    /** The mount point that a file is below, by its path without symbolic links. */
    Path pointOf(Path path) {
        Path nearest = ROOT;
        for (Path point : points) {
            if (path.startsWith(point) && point.getNameCount() > nearest.getNameCount()) {
                nearest = point;
            }
        }
        return nearest;
    }

    /** Undoes the escapes of blanks, line ends and backslashes: three octal digits. */
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 3 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
