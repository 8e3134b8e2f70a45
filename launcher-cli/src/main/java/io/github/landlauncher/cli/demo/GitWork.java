package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A morning's work with git; every command of it is run, whatever became of those before. */
final class GitWork {

    private final Git git;

    GitWork(Git git) {
        this.git = git;
    }

    /** Does the work. */
    List<Git.Ended> run() throws IOException, InterruptedException {
        List<Git.Ended> ended = new ArrayList<>();
        ended.add(git.run("status"));
        ended.add(git.run("log", "-p"));
        ended.add(git.run("checkout", "topic"));
        edit("notes.txt");
        edit("values.dat");
        ended.add(git.run("diff"));
        ended.add(git.run("add", "."));
        ended.add(git.run("commit", "-m", "third"));
        ended.add(git.run("gc"));
        ended.add(git.run("fsck"));
        return ended;
    }

    private void edit(String name) throws IOException {
        Path file = git.repository().resolve(name);
        Files.writeString(file, "one more line\n", StandardOpenOption.APPEND);
    }
}
