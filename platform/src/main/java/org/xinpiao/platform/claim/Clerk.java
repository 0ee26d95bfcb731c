package org.xinpiao.platform.claim;

/**
 * A person who handles claims for an agency.
 *
 * @param id as the person signs in
 * @param agency member id
 * @param name to show to colleagues
 */
public record Clerk(String id, String agency, String name) {}
