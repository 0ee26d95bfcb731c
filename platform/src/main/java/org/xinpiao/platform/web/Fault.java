package org.xinpiao.platform.web;

/**
 * One thing wrong with a request.
 *
 * @param path where: a field path such as {@code bill.items[2].amount}; empty for the whole
 * @param reason why: a permanent code such as {@code bill.sum-differs}
 * @param zh one sentence for a person
 * @param en one sentence for a person
 */
public record Fault(String path, String reason, String zh, String en) {}
