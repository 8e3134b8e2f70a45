package io.github.landlauncher.config;

/** A place in one of several texts. */
record Place(String source, Position position) {

    ConfigProblem problem(String message) {
        return ConfigProblem.at(source, position, message);
    }
}
