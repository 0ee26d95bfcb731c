package org.xinpiao.platform.payment;

import java.time.Duration;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * How claims are paid.
 *
 * @param window how long instructions are collected into one order
 * @param dailyAt time of day in China at which the day's order goes out; null: no day orders
 * @param batchTransactions most transfers in an order
 * @param autoClaimFen largest transfer that needs no clerk
 * @param autoBatchFen largest sum of an order that needs no clerk
 * @param poll how often the bank's mail is fetched
 * @param askAfter how long an answer may be missing before it is asked for
 * @param closeAfter how old an instruction without an outcome may be when its day is closed
 */
@ConfigurationProperties("xinpiao.payment")
record PaymentSettings(
        @DefaultValue("20ms") Duration window,
        @DateTimeFormat(pattern = "HH:mm") @Nullable LocalTime dailyAt,
        @DefaultValue("1000") int batchTransactions,
        @DefaultValue("10000000") long autoClaimFen,
        @DefaultValue("500000000") long autoBatchFen,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("5s") Duration askAfter,
        @DefaultValue("30m") Duration closeAfter) {}
