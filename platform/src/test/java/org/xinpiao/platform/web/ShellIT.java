package org.xinpiao.platform.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.RestController;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.identity.UserDirectory;

/**
 * The shell alone, over HTTP on a random port: no database, no ledger; a few pages to try it with.
 */
@SpringBootTest(
        classes = ShellIT.App.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "xinpiao.oidc.demo-password=right")
abstract class ShellIT {

    @LocalServerPort int port;

    Visitor visitor() {
        return new Visitor("http://127.0.0.1:" + port);
    }

    /** The program without its capabilities. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                OAuth2AuthorizationServerJwtAutoConfiguration.class
            })
    @ComponentScan({"org.xinpiao.platform.web", "org.xinpiao.platform.identity"})
    @Import({Pages.class, Api.class})
    static class App {

        @Bean
        UserDirectory users() {
            var users =
                    List.of(
                            user("pang", "庞先生", "Mr Pang", Role.PATIENT),
                            user("li", "李奶奶", "Grandmother Li", Role.PATIENT),
                            user("wang", "台州市立医院 王芳", "Wang Fang, Taizhou Municipal", Role.CASHIER),
                            user(
                                    "chen",
                                    "台州市医保中心 陈立",
                                    "Chen Li, Taizhou agency",
                                    Role.AGENCY_CLERK),
                            user("zhao", "省财政厅 赵敏", "Zhao Min, provincial finance", Role.FINANCE));
            return new UserDirectory() {
                @Override
                public Optional<User> find(String username) {
                    return users.stream().filter(u -> u.id().equals(username)).findFirst();
                }

                @Override
                public List<User> demoUsers() {
                    var ghost = user("ghost", "无此账号", "Not in the directory", Role.AUDITOR);
                    return java.util.stream.Stream.concat(
                                    users.stream(), java.util.stream.Stream.of(ghost))
                            .toList();
                }
            };
        }

        private static User user(String id, String zh, String en, Role role) {
            return new User(id, zh, en, role, null, "331000", null);
        }

        @Bean
        LogHead log() {
            return () -> Optional.of(new LogHead.Head(104_233, "9f3a".repeat(16)));
        }

        @Bean
        HomeFigures homeFigures() {
            return locale ->
                    locale.equals(Locale.ENGLISH)
                            ? List.of(new Tile("Bills", "104,233", "today 1,208"))
                            : List.of(
                                    new Tile("已开票据", "104,233", "今日 1,208"),
                                    new Tile("票据金额", "¥41,700.00 万", null),
                                    new Tile("已报销", "¥9,817.00 万", "1,024 笔"),
                                    new Tile("拦下重复报销", "37", "共 ¥21,004.10"));
        }
    }

    /** Pages that show the shell's pieces. */
    @Controller
    static class Pages {

        private final Problems problems;

        Pages(Problems problems) {
            this.problems = problems;
        }

        @GetMapping({"/patient", "/cashier", "/finance"})
        @ResponseBody
        String home(User user) {
            return "home of " + user.id();
        }

        @PostMapping("/cashier/act")
        @ResponseBody
        String act() {
            return "done";
        }

        @GetMapping("/verify/gallery")
        String gallery(Model model, Locale locale) {
            var at = Instant.parse("2026-11-22T04:00:00Z");
            model.addAttribute("at", at);
            model.addAttribute(
                    "entries",
                    List.of(
                            new TimelineEntry(at, "已开具", "台州市立医院", Tone.GOOD),
                            new TimelineEntry(at.plusSeconds(61), "已申请报销", null, Tone.BUSY)));
            model.addAttribute("page", PageOf.of(List.of(1), 2, 20, 1_041));
            model.addAttribute(
                    "problem",
                    problems.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            List.of(
                                    new Fault(
                                            "items[2].amount", "bill.sum", "合计不符", "sums differ")),
                            locale));
            var months = List.of("1 月", "2 月", "3 月");
            model.addAttribute(
                    "chart",
                    new Chart(
                            Chart.Kind.STACK,
                            "每月开票金额",
                            Chart.Unit.FEN,
                            months,
                            List.of(
                                    new Chart.Series(
                                            "门诊",
                                            List.of(1_200_000_00L, 1_500_000_00L, 900_000_00L)),
                                    new Chart.Series(
                                            "住院",
                                            List.of(
                                                    2_200_000_00L,
                                                    1_900_000_00L,
                                                    2_600_000_00L)))));
            model.addAttribute(
                    "pie",
                    new Chart(
                            Chart.Kind.PIE,
                            "票据状态",
                            Chart.Unit.COUNT,
                            List.of("有效", "已报销", "已冲红"),
                            List.of(new Chart.Series("张", List.of(800L, 190L, 10L)))));
            return "gallery";
        }

        @GetMapping("/verify/broken")
        String broken() {
            throw new IllegalStateException("secret detail");
        }

        @GetMapping("/verify/refused")
        String refused() {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    List.of(new Fault("", "bill.reserved", "票据已被占用", "the bill is reserved")));
        }
    }

    /** What a program may ask. */
    @RestController
    static class Api {

        record Amount(long fen) {}

        record Bill(List<Amount> items) {}

        @PostMapping("/api/test/bills")
        int take(@RequestBody Bill bill) {
            return bill.items().size();
        }

        @GetMapping("/api/test/needs")
        String needs(@RequestParam int number) {
            return "got " + number;
        }

        @GetMapping("/api/test/broken")
        String broken() {
            throw new IllegalStateException("secret detail");
        }

        @GetMapping("/api/test/refused")
        String refused() {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    List.of(new Fault("items[2].amount", "bill.sum", "合计不符", "sums differ")));
        }
    }
}
