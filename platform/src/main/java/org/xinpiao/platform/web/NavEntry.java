package org.xinpiao.platform.web;

import org.jspecify.annotations.Nullable;
import org.xinpiao.platform.identity.Role;

/**
 * An entry of the navigation; a capability publishes a bean for each of its pages.
 *
 * @param role who sees it; null for everyone
 * @param order its place, small first
 * @param path where it leads
 * @param labelKey the message key of its name
 */
public record NavEntry(@Nullable Role role, int order, String path, String labelKey) {}
