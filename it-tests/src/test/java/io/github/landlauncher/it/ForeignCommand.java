package io.github.landlauncher.it;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.cli.convert.LandrunDialect;
import io.github.landlauncher.cli.convert.SandboxerDialect;
import io.github.landlauncher.cli.convert.SetprivDialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Options of another launcher that allow something in one place, and what its documentation says of
 * them. The probe, and what programs of the layout need, is allowed too.
 *
 * @param launcher whose options they are
 * @param options {@code HERE} in one stands for the place
 * @param granted what can be done in the place, as far as the kernel can deny it at all
 */
record ForeignCommand(Launcher launcher, List<String> options, Set<AccessFs> granted) {

    /** Another launcher of Landlock. */
    enum Launcher {
        /** Of util-linux. */
        SETPRIV(LandlockAbi.V11),
        /** The command landrun. */
        LANDRUN(LandlockAbi.V9),
        /** The kernel's sample, told by assignments of variables. */
        SANDBOXER(LandlockAbi.V7);

        private final LandlockAbi newest;

        Launcher(LandlockAbi newest) {
            this.newest = newest;
        }

        /** The ABI whose rights are denied on this kernel. */
        int abi() {
            return Math.min(newest.number(), Sandbox.abi().number());
        }

        /** What options mean to us. */
        SandboxPolicy policy(List<String> options) {
            return switch (this) {
                case SETPRIV -> SetprivDialect.translate(options, Sandbox.abi()).policy();
                case LANDRUN -> LandrunDialect.translate(options, name -> Optional.empty()).policy();
                case SANDBOXER -> SandboxerDialect.policy(options.stream()
                        .map(option -> option.split("=", 2))
                        .collect(Collectors.toMap(option -> option[0], option -> option[1])));
            };
        }
    }

    private static final Set<AccessFs> READ = EnumSet.of(AccessFs.READ_FILE, AccessFs.READ_DIR);

    private static final Set<AccessFs> READ_EXECUTE =
            EnumSet.of(AccessFs.READ_FILE, AccessFs.READ_DIR, AccessFs.EXECUTE);

    /** All of ABI 5 to 8. */
    private static final Set<AccessFs> EVERYTHING = LandlockAbi.V7.accessFs();

    /** Where programs of the layout find interpreters and libraries. */
    private static final List<String> SYSTEM = Stream.of("/usr", "/bin", "/lib", "/lib64")
            .filter(path -> Files.isDirectory(Path.of(path)))
            .toList();

    /** Some of each launcher. */
    static List<ForeignCommand> all() {
        Set<AccessFs> known = Sandbox.abi().accessFs();
        List<ForeignCommand> commands = new ArrayList<>(List.of(
                setpriv(Set.of()),
                setpriv(READ),
                setpriv(READ_EXECUTE),
                setpriv(EnumSet.of(AccessFs.READ_FILE, AccessFs.WRITE_FILE, AccessFs.MAKE_REG)),
                setpriv(known),
                new ForeignCommand(Launcher.SETPRIV,
                        setprivWith("--landlock-rule", "path-beneath::HERE"), known),
                handledAlone(EnumSet.of(AccessFs.WRITE_FILE, AccessFs.MAKE_DIR)),
                landrun(Set.of()),
                landrun(READ, "--ro", "HERE"),
                landrun(READ_EXECUTE, "--rox", "HERE"),
                landrun(without(EVERYTHING, Set.of(AccessFs.EXECUTE)), "--rw", "HERE"),
                landrun(EVERYTHING, "--rwx", "HERE"),
                sandboxer("", "", Set.of()),
                sandboxer(":HERE", "", READ_EXECUTE),
                sandboxer("", "HERE", EVERYTHING)));
        known.forEach(right -> commands.add(setpriv(without(known, Set.of(right)))));
        return commands;
    }

    private static ForeignCommand setpriv(Set<AccessFs> rights) {
        return new ForeignCommand(Launcher.SETPRIV, rights.isEmpty() ? setprivWith()
                : setprivWith("--landlock-rule", "path-beneath:" + words(rights) + ":HERE"), rights);
    }

    private static List<String> setprivWith(String... more) {
        List<String> options = new ArrayList<>(List.of("--landlock-access", "fs",
                "--landlock-rule", "path-beneath:execute,read-file:" + Probe.path()));
        SYSTEM.forEach(path -> options.addAll(
                List.of("--landlock-rule", "path-beneath:execute,read-file,read-dir:" + path)));
        options.addAll(List.of(more));
        return options;
    }

    /** Only these are denied, everywhere. */
    private static ForeignCommand handledAlone(Set<AccessFs> rights) {
        Set<AccessFs> open = without(Sandbox.abi().accessFs(), rights);
        return new ForeignCommand(Launcher.SETPRIV, List.of("--landlock-access", "fs:" + words(rights)),
                without(open, Set.of(AccessFs.REFER)));
    }

    private static ForeignCommand landrun(Set<AccessFs> granted, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--best-effort", "--rox", String.join(",", SYSTEM), "--rox", Probe.path().toString()));
        options.addAll(List.of(more));
        return new ForeignCommand(Launcher.LANDRUN, options, granted);
    }

    private static ForeignCommand sandboxer(String readOnly, String readWrite, Set<AccessFs> granted) {
        return new ForeignCommand(Launcher.SANDBOXER, List.of(
                "LL_FS_RO=" + String.join(":", SYSTEM) + ":" + Probe.path() + readOnly,
                "LL_FS_RW=" + readWrite), granted);
    }

    private static String words(Set<AccessFs> rights) {
        return rights.stream()
                .map(right -> right.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(","));
    }

    private static Set<AccessFs> without(Set<AccessFs> rights, Set<AccessFs> less) {
        EnumSet<AccessFs> rest = EnumSet.copyOf(rights);
        rest.removeAll(less);
        return rest;
    }

    /** These options, for places of a layout; each option that names the place is there for each. */
    List<String> in(Layout layout, Place... places) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            if (!option.contains("HERE")) {
                words.add(option);
            } else if (launcher == Launcher.SANDBOXER) {
                words.add(option.replace("HERE", Stream.of(places)
                        .map(place -> layout.path(place).toString())
                        .collect(Collectors.joining(":"))));
            } else {
                String name = words.remove(words.size() - 1);
                for (Place place : places) {
                    words.addAll(List.of(name, option.replace("HERE", layout.path(place).toString())));
                }
            }
        }
        return words;
    }

    /** The rights, as {@link Operation} calls them. */
    Set<String> grantedNames() {
        return granted.stream().map(AccessFs::name).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return launcher + " " + options.stream()
                .filter(option -> option.contains("HERE"))
                .findFirst().orElse(options.get(1)) + " " + granted.size();
    }
}
