package io.github.landlauncher.config;

import java.util.ArrayList;
import java.util.List;

/** A configuration in lines, for messages of tests and logs. */
final class ConfigLines {

    private ConfigLines() {}

    static String of(LandlockConfig config) {
        List<String> lines = new ArrayList<>();
        config.abi().ifPresent(number -> lines.add("abi " + number));
        config.variables().forEach((name, texts) -> lines.add("variable " + name + " " + texts));
        lines.add("handled_access_fs " + RightNames.names(config.handledFs()));
        lines.add("handled_access_net " + RightNames.names(config.handledNet()));
        lines.add("scoped " + RightNames.names(config.scopes()));
        config.paths().forEach((path, access) ->
                lines.add("path_beneath " + path + " " + RightNames.names(access)));
        config.portRules().forEach((port, access) ->
                lines.add("net_port " + port + " " + RightNames.names(access)));
        if (!config.extension().isNone()) {
            lines.add(ConfigInterpreter.EXTENSION + " "
                    + ExtensionDocument.of(config.extension(), !config.paths().isEmpty()));
        }
        return String.join("\n", lines);
    }
}
