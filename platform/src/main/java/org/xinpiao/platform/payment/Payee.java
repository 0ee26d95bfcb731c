package org.xinpiao.platform.payment;

/** Who is paid, and where; rests sealed. */
record Payee(String name, String account) {}
