package io.github.landlauncher.cli;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.explain.Operation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A port that is asked about, such as 443 or 53/udp.
 *
 * @param port 0 to 65535
 * @param udp whether it is one of UDP and not of TCP
 */
record PortQuestion(int port, boolean udp) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:/(tcp|udp))?");
    private static final int HIGHEST = 65535;

    Operation operation(AccessNet tcpRight, AccessNet udpRight) {
        return new Operation.UsePort(udp ? udpRight : tcpRight, port);
    }

    /** Reads one. */
    static final class Converter implements ITypeConverter<PortQuestion> {
        @Override
        public PortQuestion convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches() || Integer.parseInt(form.group(1)) > HIGHEST) {
                throw new TypeConversionException(
                        "'" + text + "' is not a port: they are 0 to " + HIGHEST + ", or such with /udp");
            }
            return new PortQuestion(Integer.parseInt(form.group(1)), "udp".equals(form.group(2)));
        }
    }
}
