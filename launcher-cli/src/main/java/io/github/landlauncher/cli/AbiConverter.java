package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockAbi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of an ABI. */
final class AbiConverter implements ITypeConverter<LandlockAbi> {

    @Override
    public LandlockAbi convert(String text) {
        LandlockAbi[] known = LandlockAbi.values();
        for (LandlockAbi abi : known) {
            if (text.equals(Integer.toString(abi.number()))) {
                return abi;
            }
        }
        throw new TypeConversionException(
                "'" + text + "' is not a Landlock ABI: they are 1 to " + known.length);
    }
}
