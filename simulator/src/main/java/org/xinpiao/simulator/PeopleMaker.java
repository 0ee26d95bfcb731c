package org.xinpiao.simulator;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes people. They depend on the seed alone: another end date of the province keeps the same
 * people.
 */
final class PeopleMaker {

    static final List<String> REGIONS = List.of("330100", "370200", "510100", "410100");

    private static final String SURNAMES =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷";
    private static final String[] GIVEN_MALE =
            ("建国 志强 伟 军 磊 勇 建华 志明 海涛 俊杰 浩然 子轩 明辉 国庆 文博 宇航 鹏飞 天佑 立新 永康 德胜 一鸣 嘉树 思远" + " 长河 守业")
                    .split(" ");
    private static final String[] GIVEN_FEMALE =
            ("秀英 桂兰 丽 敏 静 婷 玉梅 淑珍 雪梅 欣怡 梓涵 佳琪 晓燕 美玲 红霞 春华 诗雨 若曦 雅琴 凤英 慧芳 思琪 月娥 安然" + " 采薇 锦绣")
                    .split(" ");
    private static final DateTimeFormatter BIRTH =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    /**
     * Ages are drawn as of this year, so that people do not change with the province's end date.
     */
    private static final int REFERENCE_YEAR = 2026;

    private final SplitMix random;
    private final EntitlementMaker entitlements;
    private final Set<String> idNumbers = new HashSet<>();

    PeopleMaker(SplitMix random) {
        this.random = random;
        // A stream of its own: who the people are does not depend on what is known of them.
        entitlements =
                new EntitlementMaker(
                        random.fork("entitlements"), LocalDate.of(REFERENCE_YEAR, 1, 1));
    }

    List<Person> make(int count) {
        List<Person> people = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String region = REGIONS.get(i % REGIONS.size());
            boolean male = random.percent(49);
            int age = age();
            people.add(person(name(male), male, age, age >= 22 && random.percent(66), region, i));
        }
        return entitlements.entitle(people);
    }

    /**
     * The man whose ¥19 registration opened cross-region reimbursement; insured away from the
     * hospital.
     */
    Person pang(int serial) {
        return person("庞文", true, 46, true, "410100", serial);
    }

    /** One whose cover in the home region ended long before the visits. */
    Person formerlyInsured(int serial, LocalDate lastDay) {
        Person base = person(name(false), false, 38, true, "330100", serial);
        return new Person(
                base.idNumber(),
                base.name(),
                base.sex(),
                base.birthDate(),
                base.mobile(),
                base.insutype(),
                base.psnType(),
                base.civilServant(),
                base.homeRegion(),
                base.psnNo(),
                base.bankCard(),
                LocalDate.of(2018, 1, 1),
                lastDay,
                base.language(),
                base.entitlement());
    }

    private int age() {
        int roll = random.below(100);
        if (roll < 12) {
            return random.between(1, 17);
        }
        return roll < 68 ? random.between(18, 59) : random.between(60, 93);
    }

    private String name(boolean male) {
        String surname = String.valueOf(SURNAMES.charAt(random.below(SURNAMES.length())));
        String[] given = male ? GIVEN_MALE : GIVEN_FEMALE;
        return surname + given[random.below(given.length)];
    }

    private Person person(
            String name, boolean male, int age, boolean employee, String region, int serial) {
        LocalDate birth = LocalDate.of(REFERENCE_YEAR - age - 1, 1, 1).plusDays(random.below(365));
        int coveredYears = Math.clamp(age - (employee ? 21 : 0), 1, 15);
        String psnType = psnType(age, employee);
        return new Person(
                idNumber(region, birth, male),
                name,
                male ? "男" : "女",
                birth,
                String.format(Locale.ROOT, "1400000%04d", serial % 10_000),
                employee ? "310" : "390",
                psnType,
                psnType.endsWith("02") && employee,
                region,
                region + String.format(Locale.ROOT, "%014d", 9_000_000L + serial),
                bankCard(),
                LocalDate.of(REFERENCE_YEAR - 1 - random.below(coveredYears), 1, 1),
                Person.NO_END,
                serial % 16 == 15 ? "en" : "zh",
                Entitlement.NONE);
    }

    private String psnType(int age, boolean employee) {
        if (employee) {
            String who = random.percent(18) ? "02" : random.percent(20) ? "03" : "01";
            return (age >= 60 ? "12" : "11") + who;
        }
        if (age < 7) {
            return "1402";
        }
        if (age < 18) {
            return "1403";
        }
        if (age < 22) {
            return "1404";
        }
        return age >= 60 ? "16" : "1501";
    }

    private String idNumber(String region, LocalDate birth, boolean male) {
        while (true) {
            int serial = random.below(500) * 2 + (male ? 1 : 0);
            // Prefecture 00 with county 99 is no place: nobody can hold this number.
            String first =
                    region.substring(0, 2)
                            + "0099"
                            + BIRTH.format(birth)
                            + String.format(Locale.ROOT, "%03d", serial);
            String number = first + CheckDigits.ofIdNumber(first);
            if (idNumbers.add(number)) {
                return number;
            }
        }
    }

    private String bankCard() {
        String first = "620000" + random.digits(12);
        return first + CheckDigits.ofBankCard(first);
    }
}
