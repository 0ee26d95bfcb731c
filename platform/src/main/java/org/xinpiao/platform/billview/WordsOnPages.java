package org.xinpiao.platform.billview;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Gives every page the {@link BillWords} as {@code words}: a template may not name a bean where it
 * passes values to a fragment.
 */
@ControllerAdvice(annotations = Controller.class)
class WordsOnPages {

    private final BillWords words;

    WordsOnPages(BillWords words) {
        this.words = words;
    }

    @ModelAttribute("words")
    BillWords words() {
        return words;
    }
}
