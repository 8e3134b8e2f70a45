package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.cli.convert.SandboxerDialect;
import io.github.landlauncher.git.GitSandbox;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say what a program may do: options, files or variables, and what adds to them. */
final class PolicyOptions {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private AllowOptions allow;

    @Mixin
    private FileOptions files;

    @Option(names = "--from-env",
            description = "Take the policy from the variables of the kernel's sample sandboxer: LL_FS_RO"
                    + " and LL_FS_RW, lists with colons that must be set, LL_TCP_BIND, LL_TCP_CONNECT,"
                    + " LL_SCOPED, LL_FORCE_LOG. The program does not get them.")
    private boolean fromEnvironment;

    @Option(names = "--preset", paramLabel = "NAME[:KEY=PATH,...]", converter = PresetUse.Converter.class,
            completionCandidates = PresetNames.class,
            description = "Also allow what programs of a kind need: ${COMPLETION-CANDIDATES}. What KEY"
                    + " would name is taken from this machine where it is left out. Those for git look at"
                    + " the repository where the program runs, and contain it, give it no network unless"
                    + " a port is allowed, a clean environment and a private home.")
    private List<PresetUse> presets = new ArrayList<>();

    @Mixin
    private DowngradeOptions downgrade;

    @Mixin
    private ContainmentOptions containment;

    @Option(names = "--cwd", paramLabel = "DIR", description = "Run the program in this directory.")
    private File directory;

    /** For help and completion, and looked up only then. */
    private static final class PresetNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PresetUse.names().iterator();
        }
    }

    /**
     * The policy that the options ask for; what files lose by their composition goes to standard
     * error.
     *
     * @throws ParameterException if a path is empty, a port out of range, the ABI cannot restrict
     *     ports although one is allowed, or options contradict each other
     * @throws IOException if a policy file cannot be read or is wrong
     */
    SandboxPolicy policy() throws IOException {
        try {
            checkSource();
            SandboxPolicy policy = downgrade.appliedTo(source());
            PresetDefaults defaults = PresetDefaults.current();
            for (PresetUse preset : presets) {
                policy = preset.isGit() ? policy : with(policy, preset, defaults);
            }
            Optional<GitSandbox> git = git();
            return containment.addedTo(git.isPresent() ? GitRun.added(git.get(), policy) : policy);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(), CommandLineAdvice.of(e.getMessage()), e);
        }
    }

    /**
     * Tells a builder the policy and what else comes of these options.
     *
     * @param names the variables that the program is to get, if a preset cleans the environment
     * @return whether one does
     */
    boolean applyTo(SandboxedProcessBuilder builder, List<String> names) throws IOException {
        SandboxPolicy policy = policy();
        Optional<GitSandbox> git = git();
        if (git.isPresent()) {
            GitRun.report(git.get(), command.commandLine().getErr());
            git.get().applyTo(builder, names.toArray(String[]::new));
        }
        builder.policy(policy).directory(directory);
        if (fromEnvironment) {
            builder.environment().keySet().removeAll(SandboxerDialect.VARIABLES);
        }
        return git.isPresent();
    }

    /** Whether the policy is in files. */
    boolean isOfFiles() {
        return files.given();
    }

    /** Where the program is to run, or null if that is where this one does. */
    File directory() {
        return directory;
    }

    /** Those of these options that were given, but one. */
    List<String> givenBut(String name) {
        CommandSpec these = command.mixins().values().stream()
                .filter(mixin -> mixin.userObject() == this)
                .findFirst()
                .orElseThrow();
        return command.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(option -> these.optionsMap().containsKey(option) && !option.equals(name))
                .distinct()
                .toList();
    }

    /** The presets for git, which are more than a policy; one at most if the options are right. */
    List<PresetUse> gitPresets() {
        return presets.stream().filter(PresetUse::isGit).toList();
    }

    private Optional<GitSandbox> git() throws IOException {
        List<PresetUse> uses = gitPresets();
        if (uses.isEmpty()) {
            return Optional.empty();
        }
        if (uses.size() > 1) {
            throw new IllegalArgumentException("--preset " + uses.get(0).name() + " and --preset "
                    + uses.get(1).name() + " cannot be combined: one of them says what git may do");
        }
        PresetUse use = uses.get(0);
        return Optional.of(GitPreset.named(use.name()).sandbox(directory, use.parameters()));
    }

    /** In which form something is added to a policy that is given like this. */
    DenialLines.Form form() {
        if (files.given()) {
            return DenialLines.Form.TOML;
        }
        return fromEnvironment ? DenialLines.Form.VARIABLES : DenialLines.Form.OPTIONS;
    }

    private DowngradeOptions.Source source() throws IOException {
        if (files.given()) {
            List<String> notes = new ArrayList<>();
            SandboxPolicy policy = files.policy(notes);
            PrintWriter err = command.commandLine().getErr();
            notes.forEach(err::println);
            return new DowngradeOptions.Source("--policy", policy);
        }
        return fromEnvironment
                ? new DowngradeOptions.Source("--from-env", SandboxerDialect.policy(System.getenv()))
                : new DowngradeOptions.Source("", allow.policy().bestEffort(LandlockAbi.V1));
    }

    private void checkSource() {
        if (files.given() && fromEnvironment) {
            throw new IllegalArgumentException(
                    "--policy and --from-env cannot be combined: each is a whole policy");
        }
        Optional<String> allowed = allow.given();
        if (allowed.isPresent() && (files.given() || fromEnvironment)) {
            throw new IllegalArgumentException(allowed.get() + " and "
                    + (files.given() ? "--policy" : "--from-env") + " cannot be combined: "
                    + (files.given() ? "the files say" : "the environment says")
                    + " all that is denied and allowed; only --preset adds to it");
        }
        if (files.extension() && !files.given()) {
            throw new IllegalArgumentException("--allow-extension is about files: it needs --policy");
        }
    }

    private static SandboxPolicy with(
            SandboxPolicy policy, PresetUse preset, PresetDefaults defaults) {
        try {
            return policy.allow(preset.rules(defaults));
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw new IllegalArgumentException(
                    message.startsWith("--") ? message : "--preset " + preset.name() + ": " + message, e);
        }
    }
}
