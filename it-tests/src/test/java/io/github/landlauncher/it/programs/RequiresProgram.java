package io.github.landlauncher.it.programs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test, or a class of tests, that needs these programs in one of the system's directories.
 *
 * <p>Where one is missing the test is skipped. If the system property {@code
 * landlauncher.requireAbi} is set, which says that this machine was made for these tests, it fails
 * instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ProgramCondition.class)
public @interface RequiresProgram {

    /** Names without a directory, such as {@code rsync}. */
    String[] value();
}
