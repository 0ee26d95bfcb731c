package org.xinpiao.platform.web;

import java.util.List;
import java.util.Locale;

/** The live figures of the start page, which asks for them every few seconds. */
public interface HomeFigures {

    /** The figures to show now, few and in order; the texts in the given language. */
    List<Tile> figures(Locale locale);
}
