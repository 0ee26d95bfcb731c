package org.xinpiao.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * One figure on a page.
 *
 * @param label what it counts
 * @param value the figure, formatted
 * @param hint a word on it; null for none
 */
public record Tile(String label, String value, @Nullable String hint) {}
