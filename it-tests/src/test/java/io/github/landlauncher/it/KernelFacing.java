package io.github.landlauncher.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class of tests whose outcome depends on the kernel, and which {@code it-tests/kernels/run} runs on
 * each of those it boots. It needs nothing but the probe, a shell and the usual small programs.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface KernelFacing {}
