package io.github.landlauncher.cli.convert;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rights of one kind in setpriv's words, such as {@code write-file}.
 *
 * @param kind {@code fs}, {@code net} or {@code scope}
 * @param type the rights
 * @param of the rights that an ABI has
 */
record SetprivRights<E extends Enum<E> & LandlockFeature>(
        String kind, Class<E> type, Function<LandlockAbi, Set<E>> of) {

    static final SetprivRights<AccessFs> FS =
            new SetprivRights<>("fs", AccessFs.class, LandlockAbi::accessFs);
    static final SetprivRights<AccessNet> NET =
            new SetprivRights<>("net", AccessNet.class, LandlockAbi::accessNet);
    static final SetprivRights<Scope> SCOPE =
            new SetprivRights<>("scope", Scope.class, LandlockAbi::scopes);

    /** setpriv's word for a right. */
    static String word(Enum<?> right) {
        return right.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** setpriv's words for rights, separated by commas. */
    static String words(Set<? extends Enum<?>> rights) {
        return rights.stream().map(SetprivRights::word).collect(Collectors.joining(","));
    }

    /**
     * The rights in a list.
     *
     * @param where the words that the list stands in, for problems
     * @param list names separated by commas
     * @param abi what setpriv would have found: it refuses rights that the kernel does not know
     */
    Set<E> parse(String where, String list, LandlockAbi abi, List<String> problems) {
        EnumSet<E> rights = EnumSet.noneOf(type);
        for (String name : list.split(",", -1)) {
            Optional<E> right = all().filter(known -> word(known).equals(name)).findFirst();
            if (right.isEmpty()) {
                problems.add(where + ": " + unknown(name));
            } else if (right.get().since().compareTo(abi) > 0) {
                problems.add(where + ": " + name + " is not known to Landlock ABI " + abi.number()
                        + ", where setpriv refuses it; it came with ABI " + right.get().since().number());
            } else {
                rights.add(right.get());
            }
        }
        return rights;
    }

    private Stream<E> all() {
        return EnumSet.allOf(type).stream();
    }

    private String unknown(String name) {
        String taken = kind.equals("fs")
                ? all().map(SetprivRights::word).filter(word -> word.startsWith(name)).findFirst()
                        .map(word -> "; setpriv takes it for " + word + ", the first right that begins so,"
                                + " which may not be what is meant: write the whole name")
                        .orElse("")
                : "";
        return "\"" + name + "\" is no right of kind " + kind + taken + "; these are "
                + all().map(SetprivRights::word).collect(Collectors.joining(", "));
    }
}
