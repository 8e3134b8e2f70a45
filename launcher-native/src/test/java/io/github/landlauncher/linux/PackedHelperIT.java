package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs in the packed jar, by the headers that elf(5) describes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PackedHelperIT {

    private static final int LARGEST = 4096;
    private static final int EI_CLASS = 4;
    private static final int ELFCLASS64 = 2;
    private static final int E_TYPE = 16;
    private static final int E_MACHINE = 18;
    private static final int ET_EXEC = 2;

    @ParameterizedTest
    @CsvSource({
        "x86_64, landlock-exec, 62", "x86_64, tree-guard, 62",
        "aarch64, landlock-exec, 183", "aarch64, tree-guard, 183",
        "riscv64, landlock-exec, 243", "riscv64, tree-guard, 243"
    })
    void the_jar_has_each_program_for_each_architecture(
            String architecture, String program, int machine) throws Exception {
        File location = new File(
                HelperImage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile jar = new JarFile(location)) {
            JarEntry entry =
                    jar.getJarEntry("META-INF/landlauncher/" + architecture + "/" + program);
            boolean required = "1".equals(System.getenv("LANDLAUNCHER_REQUIRE_ALL_ARCHITECTURES"));
            assumeTrue(entry != null || required, "the build had no compiler for " + architecture);
            assertThat(entry).isNotNull();

            byte[] bytes = jar.getInputStream(entry).readAllBytes();

            ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(header.getInt(0)).as("magic number").isEqualTo(0x464c457f);
            assertThat(header.get(EI_CLASS)).isEqualTo((byte) ELFCLASS64);
            assertThat(header.getShort(E_TYPE)).isEqualTo((short) ET_EXEC);
            assertThat(header.getShort(E_MACHINE)).isEqualTo((short) machine);
            assertThat(bytes).hasSizeLessThanOrEqualTo(LARGEST);
        }
    }
}
