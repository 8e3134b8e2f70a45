package io.github.landlauncher.config;

import io.github.landlauncher.LandlockAbi;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads names of rights, and of groups of them that depend on the ABI of the file. */
final class RightsReader {

    private final Problems problems;
    private final OptionalInt abi;
    private final boolean abiIsThere;

    /**
     * @param abi of the file; empty if there is none or it is wrong
     * @param abiIsThere whether there is one, right or wrong
     */
    RightsReader(Problems problems, OptionalInt abi, boolean abiIsThere) {
        this.problems = problems;
        this.abi = abi;
        this.abiIsThere = abiIsThere;
    }

    /** The rights that names stand for, which may be none if they are groups. */
    <E extends Enum<E>> EnumSet<E> read(List<Node.Text> texts, RightNames<E> names) {
        EnumSet<E> rights = names.none();
        for (Node.Text name : texts) {
            if (names.isGroup(name.value())) {
                group(name, names).ifPresent(rights::addAll);
            } else {
                names.right(name.value()).ifPresentOrElse(
                        rights::add, () -> problems.at(name.position(), names.unknown(name.value())));
            }
        }
        return rights;
    }

    private <E extends Enum<E>> Optional<Set<E>> group(Node.Text name, RightNames<E> names) {
        if (!abiIsThere) {
            problems.at(name.position(), name.value() + " depends on the ABI, and the key abi is missing");
        }
        return abi.isPresent()
                ? Optional.of(names.group(name.value(), LandlockAbi.of(abi.getAsInt())))
                : Optional.empty();
    }
}
