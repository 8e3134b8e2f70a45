package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Scope;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that the format has for rights of one kind, and for groups of them, which depend on the
 * ABI. Newer rights have none: RESOLVE_UNIX and those on UDP.
 *
 * @param <E> the kind of right
 */
final class RightNames<E extends Enum<E>> {

    /** The newest ABI of which the format has all rights; a higher number means the same. */
    static final LandlockAbi NEWEST = LandlockAbi.V8;

    static final RightNames<AccessFs> FS = new RightNames<>("right", "for files they are", AccessFs.class,
            NEWEST.accessFs(),
            Map.of(
                    "abi.all", LandlockAbi::accessFs,
                    "abi.read_execute", RightNames::readExecute,
                    "abi.read_write", RightNames::readWrite));

    static final RightNames<AccessNet> NET = new RightNames<>("right", "for ports they are", AccessNet.class,
            NEWEST.accessNet(), Map.of("abi.all", LandlockAbi::accessNet));

    /** All rights on files, for the extension; its groups are those of the format. */
    static final RightNames<AccessFs> ALL_FS =
            new RightNames<>(
                    "right", "for files they are", AccessFs.class, EnumSet.allOf(AccessFs.class), FS.groups);

    /** All rights on ports, for the extension. */
    static final RightNames<AccessNet> ALL_NET =
            new RightNames<>(
                    "right", "for ports they are", AccessNet.class, EnumSet.allOf(AccessNet.class), NET.groups);

    static final RightNames<Scope> SCOPES = new RightNames<>("scope", "the scopes are", Scope.class,
            NEWEST.scopes(), Map.of("abi.all", LandlockAbi::scopes));

    private final String what;
    private final String theyAre;
    private final Class<E> type;
    private final Map<String, E> rights;
    private final Map<String, Function<LandlockAbi, Set<E>>> groups;

    private RightNames(
            String what,
            String theyAre,
            Class<E> type,
            Set<E> rights,
            Map<String, Function<LandlockAbi, Set<E>>> groups) {
        this.what = what;
        this.theyAre = theyAre;
        this.type = type;
        Map<String, E> byName = new LinkedHashMap<>();
        rights.forEach(right -> byName.put(name(right), right));
        this.rights = Collections.unmodifiableMap(byName);
        this.groups = groups;
    }

    /** None yet, to add to. */
    EnumSet<E> none() {
        return EnumSet.noneOf(type);
    }

    boolean isGroup(String name) {
        return groups.containsKey(name);
    }

    /** The right of this name; empty if it is a group's name or unknown. */
    Optional<E> right(String name) {
        return Optional.ofNullable(rights.get(name));
    }

    /** The rights of a group, of which an ABI may have none. */
    Set<E> group(String name, LandlockAbi abi) {
        return groups.get(name).apply(abi);
    }

    /** For messages: that a name is unknown, and all that are known. */
    String unknown(String name) {
        List<String> known = Stream.concat(rights.keySet().stream(), groups.keySet().stream().sorted()).toList();
        return "unknown " + what + " " + Quoted.of(name) + "; " + theyAre + ": " + String.join(", ", known);
    }

    /** As files write it: the kernel's name in small letters. */
    static String name(Enum<?> right) {
        return right.name().toLowerCase(Locale.ROOT);
    }

    /** Names as files write them. */
    static List<String> names(Collection<? extends Enum<?>> rights) {
        return rights.stream().map(RightNames::name).toList();
    }

    /** The version that an {@code abi} means; what is above the newest is the newest. */
    static LandlockAbi abi(int number) {
        return LandlockAbi.of(Math.min(number, NEWEST.number()));
    }

    /** Reading and executing, and REFER as soon as there is one. */
    private static Set<AccessFs> readExecute(LandlockAbi abi) {
        return abi.accessFs().stream()
                .filter(right -> switch (right) {
                    case EXECUTE, READ_FILE, READ_DIR, REFER -> true;
                    default -> false;
                })
                .collect(Collectors.toSet());
    }

    private static Set<AccessFs> readWrite(LandlockAbi abi) {
        return abi.accessFs().stream().filter(right -> right != AccessFs.EXECUTE).collect(Collectors.toSet());
    }
}
