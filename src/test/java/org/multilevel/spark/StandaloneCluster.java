package org.multilevel.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** A cluster of Spark's own kind on the loopback address: a master and workers of one core, each a process, from the jars of the build. */
final class StandaloneCluster implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Jars of the build that are not Spark's: what ours needs is to come from its own jar. */
    private static final String OTHERS =
            "(weka|junit|opentest4j|apiguardian|archunit|asm|kotlin|fastcsv|fastdoubleparser|picocli|commons-(statistics|numbers|rng)"
                    + "|jspecify|jfreechart|org\\.jfree|netlib|native_|flatlaf|mtj|hamcrest).*";

    private final Path folder;
    private final Path home;
    private final int port;
    private final Deque<Process> processes = new ArrayDeque<>();
    private final List<Process> workers = new ArrayList<>();

    private StandaloneCluster(Path folder) throws IOException {
        this.folder = folder;
        this.home = folder.resolve("home");
        this.port = freePort();
    }

    /** Starts a cluster, and waits until its master answers. */
    static StandaloneCluster start(Path folder, int workers) throws IOException, InterruptedException {
        StandaloneCluster cluster = new StandaloneCluster(folder);
        try {
            cluster.link();
            cluster.java(
                    "master",
                    256,
                    List.of(),
                    "org.apache.spark.deploy.master.Master",
                    "--host",
                    LOOPBACK,
                    "--port",
                    "" + cluster.port,
                    "--webui-port",
                    "" + freePort());
            cluster.awaitMaster();
            for (int k = 0; k < workers; k++) {
                cluster.workers.add(cluster.java(
                        "worker" + k,
                        256,
                        List.of(),
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        LOOPBACK,
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--webui-port",
                        "" + freePort(),
                        "--work-dir",
                        folder.resolve("work" + k).toString(),
                        "spark://" + LOOPBACK + ":" + cluster.port));
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts what spark-submit starts; what it prints is in {@link #printed}. */
    Process submit(String name, Path jar, Map<String, String> settings, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("--master", "spark://" + LOOPBACK + ":" + port));
        for (String setting : List.of(
                "spark.driver.host=" + LOOPBACK,
                "spark.driver.bindAddress=" + LOOPBACK,
                "spark.executor.memory=512m",
                "spark.ui.enabled=false",
                "spark.sql.warehouse.dir=" + folder.resolve("warehouse"))) {
            command.addAll(List.of("--conf", setting));
        }
        settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
        command.add(jar.toAbsolutePath().toString());
        command.addAll(List.of(args));
        return java(
                name,
                768,
                List.of(JavaModuleOptions.defaultModuleOptions().split(" ", -1)),
                "org.apache.spark.deploy.SparkSubmit",
                command.toArray(String[]::new));
    }

    String printed(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".txt"));
    }

    /** Kills the executor of a worker, as a machine that fails would. */
    void killExecutor(int worker) {
        List<ProcessHandle> executors = workers.get(worker).descendants().toList();
        if (executors.isEmpty()) {
            throw new IllegalStateException("worker " + worker + " has no executor");
        }
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    /** Returns how many executors a worker has started so far. */
    long executorsStarted(int worker) throws IOException {
        long count = 0;
        for (Path application : list(folder.resolve("work" + worker))) {
            count += list(application).size();
        }
        return count;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private void link() throws IOException {
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry).toAbsolutePath();
            String name = jar.getFileName().toString();
            if (name.endsWith(".jar") && !name.startsWith("multilevel") && !name.matches(OTHERS)) {
                Files.createSymbolicLink(jars.resolve(name), jar);
            }
        }
    }

    private Process java(String name, int megabytes, List<String> options, String main, String... args)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + megabytes + "m");
        command.addAll(options);
        command.addAll(List.of("-cp", home.resolve("jars") + "/*", main));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".txt").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME",
                        home.toString(),
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        "SPARK_LOCAL_IP",
                        LOOPBACK,
                        "SPARK_LOCAL_DIRS",
                        folder.resolve("local").toString()));
        // what the build is told is not for Spark
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        processes.push(process);
        return process;
    }

    private void awaitMaster() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end || !processes.element().isAlive()) {
                throw new IllegalStateException("the master does not answer");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ends all that was started, executors before the workers that would replace them last. */
    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>();
        for (Process process : processes) {
            process.descendants().forEach(all::add);
            process.destroyForcibly();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        for (Process process : processes) {
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
        // whoever empties the folder would warn of every link
        for (File link :
                Objects.requireNonNullElse(home.resolve("jars").toFile().listFiles(), new File[0])) {
            link.delete();
        }
    }
}
