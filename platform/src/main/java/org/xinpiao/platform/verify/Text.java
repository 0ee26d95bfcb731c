package org.xinpiao.platform.verify;

import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.TreeMap;

/** A sentence for people, in both languages. */
public record Text(String zh, String en) {

    private static final Control NO_FALLBACK =
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
    private static final ResourceBundle ZH =
            ResourceBundle.getBundle("messages.verify", Locale.ROOT, NO_FALLBACK);
    private static final ResourceBundle EN =
            ResourceBundle.getBundle("messages.verify", Locale.ENGLISH, NO_FALLBACK);

    /** The sentence of a key in {@code messages/verify*.properties}. */
    static Text of(String key, String... arguments) {
        return new Text(format(ZH.getString(key), arguments), format(EN.getString(key), arguments));
    }

    /** In the language that is asked for; 中文 for all but English. */
    public String in(Locale locale) {
        return locale.getLanguage().equals("en") ? en : zh;
    }

    /** Every text of the page as JSON, for its scripts, which must do without the network. */
    static String all(Locale locale) {
        ResourceBundle texts = locale.getLanguage().equals("en") ? EN : ZH;
        Map<String, String> sorted = new TreeMap<>();
        texts.keySet().stream()
                .filter(key -> !key.startsWith("verify.field."))
                .forEach(
                        key -> sorted.put(key.substring("verify.".length()), texts.getString(key)));
        return new String(Json.bytes(sorted), StandardCharsets.UTF_8);
    }

    private static String format(String pattern, String... arguments) {
        return new MessageFormat(pattern, Locale.ROOT).format(arguments);
    }
}
