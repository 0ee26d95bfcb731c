package org.xinpiao.platform.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a thing.
 *
 * @param when when it happened
 * @param title what happened
 * @param detail more of it; null for none
 * @param tone how it went
 */
public record TimelineEntry(Instant when, String title, @Nullable String detail, Tone tone) {}
