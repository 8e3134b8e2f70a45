package io.github.landlauncher.cli;

import io.github.landlauncher.AccessFs;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a type of file as the right to make one. */
final class FileTypeConverter implements ITypeConverter<AccessFs> {

    private static final Map<String, AccessFs> TYPES = new TreeMap<>(Map.of(
            "file", AccessFs.MAKE_REG,
            "directory", AccessFs.MAKE_DIR,
            "symlink", AccessFs.MAKE_SYM,
            "fifo", AccessFs.MAKE_FIFO,
            "socket", AccessFs.MAKE_SOCK,
            "char", AccessFs.MAKE_CHAR,
            "block", AccessFs.MAKE_BLOCK));

    @Override
    public AccessFs convert(String text) {
        AccessFs right = TYPES.get(text);
        if (right == null) {
            throw new TypeConversionException("'" + text + "' is not a type of file: they are "
                    + String.join(", ", TYPES.keySet()));
        }
        return right;
    }
}
