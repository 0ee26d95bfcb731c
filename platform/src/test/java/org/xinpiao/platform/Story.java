package org.xinpiao.platform;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.identity.UserDirectory;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.web.Visitor;
import org.xinpiao.simulator.Person;
import org.xinpiao.simulator.Province;

/**
 * Who plays in the browser tests, all of them with a button on the start page, and what happened
 * before a test begins: each issues its own bills, so that none disturbs another.
 */
public final class Story {

    /** What was charged, on every bill of a story. */
    public static final String ITEM = "腹腔镜胆囊切除术";

    private final RunningDemo platform;
    private final Map<String, Person> people = new HashMap<>();

    public Story(RunningDemo platform) {
        this.platform = platform;
        Province.sample().people().forEach(person -> people.put(person.idNumber(), person));
    }

    /** The first of the demo's users with a role. */
    public User user(Role role) {
        return users(role).getFirst();
    }

    /** An employee, whose stays in hospital the policy of the home region pays. */
    public Person employee() {
        return patients().stream()
                .filter(person -> person.employee() && person.homeRegion().equals("370200"))
                .findFirst()
                .orElseThrow();
    }

    /** Somebody who is insured as a resident only. */
    public Person resident() {
        return patients().stream().filter(person -> !person.employee()).findFirst().orElseThrow();
    }

    /** The name under which a person signs in. */
    public String login(Person person) {
        return users(Role.PATIENT).stream()
                .filter(user -> person.idNumber().equals(user.personRef()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    public static LocalDate today() {
        return ChinaTime.date(System.currentTimeMillis());
    }

    /** A stay of five days that ended today, billed at the first window. */
    public BillQueries.Row stay(Person person, String yuan) {
        var window = new Visitor(platform.base());
        window.post("/demo/login", Map.of("user", user(Role.CASHIER).id()));
        String serial = found("name=\"busNo\" value=\"([^\"]+)\"", window.get("/cashier/issue"));
        var fields = new HashMap<String, String>();
        fields.put("busNo", serial);
        fields.put("kind", "01");
        fields.put("name", person.name());
        fields.put("idNumber", person.idNumber());
        fields.put("department", "普外科");
        fields.put("admissionDate", today().minusDays(5).toString());
        fields.put("visitDate", today().toString());
        fields.put("channel", "07");
        fields.put("lineCategory", "06");
        fields.put("lineName", ITEM);
        fields.put("lineClass", "1");
        fields.put("linePreSelfPay", "");
        fields.put("lineUnit", "次");
        fields.put("linePrice", yuan);
        fields.put("lineQuantity", "1");
        var page = window.post("/cashier/issue", fields);
        return bill(
                found("data-test=\"code\">(\\d{8})<", page),
                found("data-test=\"number\">(\\d{10})<", page));
    }

    /** A bill as it stands now. */
    public BillQueries.Row bill(String code, String number) {
        return platform.bean(BillQueries.class)
                .find(BillId.newBuilder().setCode(code).setNumber(number).build())
                .orElseThrow();
    }

    /** The address of a bill among the patient's pages. */
    public static String address(BillQueries.Row bill) {
        return "/patient/bills/" + bill.code() + "/" + bill.number();
    }

    /** Claims a bill in the patient's window; the page of the claim is open then. */
    public static String claim(Page page, BillQueries.Row bill, Person person, String visitClass) {
        page.navigate(address(bill) + "/claim");
        page.selectOption("#visitClass", visitClass);
        page.fill("#bankCard", person.bankCard());
        page.click("[data-test=submit]");
        page.waitForURL("**/patient/claims/*");
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    private List<Person> patients() {
        return users(Role.PATIENT).stream().map(user -> people.get(user.personRef())).toList();
    }

    private List<User> users(Role role) {
        return platform.bean(UserDirectory.class).demoUsers().stream()
                .filter(user -> user.role() == role)
                .toList();
    }

    private static String found(String pattern, java.net.http.HttpResponse<String> page) {
        var matcher = Pattern.compile(pattern).matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError(pattern + " is not on the page: " + page.body());
        }
        return matcher.group(1);
    }
}
