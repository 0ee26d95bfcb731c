package org.xinpiao.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xinpiao.simulator.Institution.Outage;
import org.xinpiao.simulator.Institution.Place;

/** Makes the twelve institutions. Their names belong to no real one that we know of. */
final class InstitutionMaker {

    /** Where Mr Pang registers. */
    static final String PANG_HOSPITAL = "H33010099003";

    /** The clinic with the bad line. */
    static final String OFFLINE_CLINIC = "H41010099012";

    private static final int OUTAGE_STARTS_BEFORE_END_DAYS = 25;
    private static final int OUTAGE_DAYS = 5;

    private static final String TABLE =
            """
            330100|杭州澄湖医院|Hangzhou Chenghu Hospital|02|三级甲等综合医院
            330100|杭州苕溪湾中医院|Hangzhou Tiaoxiwan TCM Hospital|03|三级乙等中医医院
            330100|杭州翠里社区医院|Hangzhou Cuili Community Hospital|08|社区卫生服务中心
            370200|青岛望汐医院|Qingdao Wangxi Hospital|02|三级甲等综合医院
            370200|青岛海棠屿妇女儿童医院|Qingdao Haitangyu Women's and Children's Hospital|05|二级甲等专科医院
            370200|青岛听涛里社区卫生服务中心|Qingdao Tingtaoli Community Health Centre|09|社区卫生服务中心
            510100|成都锦屏溪医院|Chengdu Jinpingxi Hospital|02|三级甲等综合医院
            510100|成都芙蓉渡骨科医院|Chengdu Furongdu Orthopaedic Hospital|05|二级甲等专科医院
            510100|成都竹巷社区卫生服务中心|Chengdu Zhuxiang Community Health Centre|08|社区卫生服务中心
            410100|郑州嵩信医院|Zhengzhou Songxin Hospital|02|三级甲等综合医院
            410100|郑州槐林医院|Zhengzhou Huailin Hospital|05|二级甲等综合医院
            410100|郑州柳树坡社区卫生服务站|Zhengzhou Liushupo Community Clinic|10|社区卫生服务站
            """;

    private static final List<String> STAFF =
            List.of("钱晓云", "孙立", "郝敏", "康宁", "毛小军", "顾青", "龙珊", "万芳", "史文", "陶然", "黎明珠", "乔木");

    private InstitutionMaker() {}

    static List<Institution> make(LocalDate end) {
        List<Institution> institutions = new ArrayList<>();
        for (String row : TABLE.lines().toList()) {
            institutions.add(institution(row.split("\\|"), institutions.size() + 1, end));
        }
        return institutions;
    }

    private static Institution institution(String[] row, int serial, LocalDate end) {
        String region = row[0];
        String code = "H" + region + String.format(Locale.ROOT, "99%03d", serial);
        boolean small = Integer.parseInt(row[3]) >= 8;
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < (small ? 1 : 3); i++) {
            int clerk = serial + i;
            places.add(
                    new Place(
                            String.format(Locale.ROOT, "%03d", i + 1),
                            List.of("门诊收费处", "急诊收费处", "住院收费处").get(i),
                            STAFF.get(clerk % STAFF.size()),
                            STAFF.get((clerk + 3) % STAFF.size()),
                            STAFF.get((clerk + 7) % STAFF.size())));
        }
        LocalDate down = end.minusDays(OUTAGE_STARTS_BEFORE_END_DAYS);
        List<Outage> outages =
                code.equals(OFFLINE_CLINIC)
                        ? List.of(
                                new Outage(
                                        down.atTime(9, 40),
                                        down.plusDays(OUTAGE_DAYS).atTime(16, 5)))
                        : List.of();
        return new Institution(
                code,
                row[1],
                row[2],
                region,
                row[3],
                row[4],
                creditCode(region, serial),
                "HIS" + code.substring(1),
                places,
                outages);
    }

    private static String creditCode(String region, int serial) {
        String body = String.format(Locale.ROOT, "XP9%05d", serial);
        String first = "12" + region + body + CheckDigits.ofOrganisation(body);
        return first + CheckDigits.ofCreditCode(first);
    }
}
