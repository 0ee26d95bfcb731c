package org.xinpiao.platform.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.xinpiao.platform.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything in one process, with the sample province. */
@Command(
        name = "demo",
        description = "run everything in one process with a sample province / 单进程演示")
final class DemoCommand implements Callable<Integer> {

    private static final int DEFAULT_PORT = 8080;

    @Option(names = "--once", description = "run the main job and exit / 运行主流程后退出")
    private boolean once;

    @Option(names = "--json", description = "print the summary as JSON / 以 JSON 输出摘要")
    private boolean json;

    @Option(names = "--data", paramLabel = "DIR", description = "keep the data there / 保留数据的目录")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port of the pages, 8080; 0 for a free one / 端口")
    private @Nullable Integer port;

    @Override
    public Integer call() throws Exception {
        Path directory = data == null ? Files.createTempDirectory("xinpiao-demo-") : data;
        // A single run serves nobody: it takes a free port, so that it never meets another process.
        int wanted = port == null ? once ? 0 : DEFAULT_PORT : port;
        try (HeldDirectory held = HeldDirectory.make(directory);
                ConfigurableApplicationContext context =
                        GatewayCommand.start(held.path(), wanted, Demo.SETTINGS)) {
            Demo demo = context.getBean(Demo.class);
            demo.run(json, System.out, System.err);
            if (!once) {
                demo.printPages(System.out);
                return Serving.await(context, () -> {});
            }
        } finally {
            if (data == null) {
                deleteAll(directory);
            }
        }
        return 0;
    }

    private static void deleteAll(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
