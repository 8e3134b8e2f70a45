import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the words of a file. */
public class Words {
    public static void main(String[] args) throws IOException {
        Map<String, Long> counts = Stream.of(Files.readString(Path.of(args[0])).split("\\W+"))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        counts.forEach((word, count) -> System.out.println(count + " " + word));
    }
}
