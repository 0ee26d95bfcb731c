package org.xinpiao.simulator;

import java.util.List;

/** Diagnoses with the departments and the usual services and drugs. */
final class DiagnosisTable {

    private static final String TABLE =
            """
            I10.x00|特发性（原发性）高血压|A03.04|心血管内科|OC|30|L05 L04 E01 W01 W02 W03 W04 P02
            I25.103|冠状动脉粥样硬化性心脏病|A03.04|心血管内科|OCI|40|L11 L05 E01 E07 E14 W05 W06 W04 P02 T09
            I63.900|脑梗死|A03.03|神经内科|EI|45|E04 E05 L10 L14 W05 W06 W04 P06 W25 T01 T12
            E11.900|2型糖尿病|A03.07|内分泌科|OCI|25|L06 L07 L02 W07 W08 W09 W10 W11 C08
            E03.900|甲状腺功能减退症|A03.07|内分泌科|OC|16|L09 E08 W27
            J06.900|急性上呼吸道感染|A03.01|呼吸内科|OE|0|L01 L08 W12 W18 P01 P04 P10 P05
            J18.900|肺炎|A03.01|呼吸内科|EI|0|L01 L08 L15 L16 E03 W14 W32 W23 T01 T03 C01 C02 W25
            J45.900|支气管哮喘|A03.01|呼吸内科|OCI|4|E13 L01 W22 W23 W24 T03 T09
            J10.101|流行性感冒伴呼吸道表现|A20|急诊医学科|OE|0|L01 L08 W33 W18 P01
            K29.500|慢性胃炎|A03.02|消化内科|O|16|E09 E15 W19 W21 P09
            K80.100|胆囊结石伴慢性胆囊炎|A04.01|普通外科|I|18|O01 O05 E06 L03 L10 W14 W20 C06 C07 C10 C02 W25
            K35.800|急性阑尾炎|A04.01|普通外科|EI|6|O02 O05 L01 L08 E06 W14 C06 C10 C01 W25
            K52.900|胃肠炎|A20|急诊医学科|OE|0|L01 L17 W34 P09 W26 T01 C01
            N18.900|慢性肾脏病|A03.06|肾病学|CI|20|T11 L04 L01 W31 W29 C01
            B18.100|慢性乙型病毒性肝炎|A16|感染科|OC|18|L12 L03 L13 W35
            M51.200|腰椎间盘突出|A04.03|骨科|OI|20|E11 T06 T04 T12 W28 P08 C09
            S72.300|股骨干骨折|A04.03|骨科|I|8|O04 O05 C05 C06 L10 L14 E11 W29 W28 W30 C02 T12
            S61.900|手部开放性损伤|A20|急诊医学科|OE|2|T07 T08 C03 T02 W13 P07
            M17.900|膝关节病|A04.03|骨科|O|35|E12 W28 P08 T05 T12 P07
            H25.900|老年性白内障|A10|眼科|I|50|O03 C04 L06 E01 L10 W15
            R51.x00|头痛|A03.03|神经内科|OE|10|E04 W17 P06
            R07.400|胸痛|A20|急诊医学科|E|25|E01 L11 L14 L16 W05 T09
            F51.000|失眠（不寐）|A50|中医科|O|18|H01 H02 H05 H06 H07 H08 T04 T05
            R53.x00|乏力（虚劳）|A50|中医科|O|25|H01 H03 H04 H05 H06 H09 H10 H12 H13 P03
            K05.100|慢性龈炎|A12|口腔科|O|12|T10 W16
            L50.900|荨麻疹|A13|皮肤科|OE|2|L01 W22 W36
            Z00.000|一般性医学检查|A01|预防保健科|K|6|L01 L02 L03 L04 L05 L06 L13 L18 E01 E02 E06 E08 E15
            """;

    private DiagnosisTable() {}

    static List<Diagnosis> diagnoses() {
        return TABLE.lines().map(row -> diagnosis(row.split("\\|"))).toList();
    }

    private static Diagnosis diagnosis(String[] row) {
        return new Diagnosis(
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                Integer.parseInt(row[5]),
                List.of(row[6].split(" ")));
    }
}
