package io.github.landlauncher.explain;

/** The words of an explanation. */
final class ExplanationText {

    private ExplanationText() {}

    static String of(Explanation explanation) {
        throw new UnsupportedOperationException();
    }
}
