package org.xinpiao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A test in a real Chromium; the subclass says with {@code @SpringBootTest(webEnvironment =
 * RANDOM_PORT)} what runs. It is left out where there is no Chromium. After each test nothing may
 * have been said in the browser's console: a script that failed or a breach of the content security
 * policy is an error of the page.
 */
public abstract class BrowserTest {

    /** The screens the pages are made for. */
    public enum Screen {
        PHONE(390, 844),
        DESKTOP(1280, 800);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;

    @LocalServerPort private int port;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> tolerated = new ArrayList<>();

    @BeforeAll
    static void startBrowser() {
        var chromium = chromium();
        assumeTrue(chromium.isPresent(), "no Chromium on this machine (Debian package: chromium)");
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium.get())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-quic",
                                                        "--disable-background-networking")));
    }

    @AfterAll
    static void stopBrowser() {
        if (playwright != null) {
            playwright.close();
            playwright = null;
            browser = null;
        }
    }

    @AfterEach
    void nothingWentWrongInTheBrowser() {
        contexts.forEach(BrowserContext::close);
        complaints.removeIf(line -> tolerated.stream().anyMatch(line::contains));
        assertThat(complaints).as("said in the browser's console").isEmpty();
    }

    /** A fresh browser window, with nobody signed in. */
    protected Page open(Screen screen) {
        if (browser == null) {
            throw new IllegalStateException("no browser");
        }
        var context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(screen.width, screen.height)
                                .setIsMobile(screen == Screen.PHONE)
                                .setHasTouch(screen == Screen.PHONE)
                                .setDeviceScaleFactor(screen == Screen.PHONE ? 2 : 1)
                                .setBaseURL(base()));
        contexts.add(context);
        context.onConsoleMessage(this::listen);
        context.onWebError(error -> complaints.add(error.error()));
        return context.newPage();
    }

    /** A fresh browser window in which a demo user has signed in and sees the first page. */
    protected Page openAs(String user, Screen screen) {
        var page = open(screen);
        login(page, user);
        return page;
    }

    /** Signs a demo user in by the button on the start page. */
    protected void login(Page page, String user) {
        page.navigate("/");
        page.click("button[name=user][value='" + user + "']");
        page.waitForLoadState();
    }

    /** Keeps a picture of the whole page in {@code target/screenshots} and answers its path. */
    protected Path screenshot(Page page, String name) {
        var file = SCREENSHOTS.resolve(name + ".png");
        page.evaluate("scrollTo(0, 0)"); // else the head, which sticks, is drawn amid the page
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        return file;
    }

    /** Asserts that the page does not have to be pushed sideways. */
    protected void assertFits(Page page) {
        Object excess =
                page.evaluate(
                        "document.documentElement.scrollWidth -"
                                + " document.documentElement.clientWidth");
        assertThat(((Number) excess).intValue())
                .as("%s is wider than the screen by", page.url())
                .isZero();
    }

    /**
     * Asserts that what the page itself says is English: its headings, labels and buttons. What
     * stands in brackets beside a word may be Chinese, and so may names and what a hospital wrote.
     */
    protected void assertSpeaksEnglish(Page page) {
        Object chinese =
                page.evaluate(
                        """
                        () => [...document.querySelectorAll('main :is(h1, h2, h3, label, dt, th[scope=col], button, \
                            a.btn, summary, .xp-badge, .xp-lead, .xp-hint, .xb-hint, .xp-alert, .xp-empty)')]
                          .map(each => each.textContent.replace(/\\(.*?\\)/g, ''))
                          .filter(text => /[\u4e00-\u9fff]|\\?\\?/.test(text))
                        """);
        assertThat((List<?>) chinese).as("not in English on %s", page.url()).isEmpty();
    }

    /** Says yes to the question that the page asks before an act. */
    protected void confirm(Page page) {
        page.click("#confirm[open] [value=yes]");
    }

    /** Lets console errors pass that contain a text, such as the status of an expected refusal. */
    protected void tolerate(String part) {
        tolerated.add(part);
    }

    /** The address of the running program. */
    protected String base() {
        return "http://127.0.0.1:" + port;
    }

    private void listen(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text());
        }
    }

    private static Optional<Path> chromium() {
        var folders =
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1);
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Arrays.stream(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
