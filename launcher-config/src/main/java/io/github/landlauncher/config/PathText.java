package io.github.landlauncher.config;

import java.util.ArrayList;
import java.util.List;

/** Paths as texts. */
final class PathText {

    /** What is wrong with an empty path. */
    static final String EMPTY = "empty path; \".\" is the working directory";

    private PathText() {}

    /** Reports a character that no path can have. */
    static void checkNul(Problems problems, Node.Text node) {
        if (node.value().indexOf('\0') >= 0) {
            problems.at(node.position(), "NUL character, which no path can have");
        }
    }

    /**
     * The same path in the one form that all ways to write its components have: without repeated or
     * trailing slashes, and without {@code .} but at the beginning. A {@code ..} stays, since what it
     * means depends on symbolic links, and a relative path stays relative.
     *
     * @param path not empty
     */
    static String normalised(String path) {
        boolean absolute = path.startsWith("/");
        List<String> components = new ArrayList<>();
        for (String component : path.split("/")) {
            boolean leadingDot = component.equals(".") && !absolute && components.isEmpty();
            if (leadingDot || !component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        return (absolute ? "/" : "") + String.join("/", components);
    }
}
