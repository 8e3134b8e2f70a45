package io.github.landlauncher.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test, or a class of tests, that needs a kernel with at least this Landlock ABI.
 *
 * <p>On an older kernel the test is skipped, with the ABI needed and the ABI found as the reason.
 * If the system property {@code landlauncher.requireAbi} says that this machine has an ABI that its
 * kernel turns out not to have, the test fails instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(AbiCondition.class)
public @interface RequiresAbi {

    /** The lowest Landlock ABI on which the test means anything. */
    int value();
}
