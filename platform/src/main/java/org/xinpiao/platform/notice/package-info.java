/**
 * Notices to patients: the box on their pages, and an outbox of text messages over SMPP. A message
 * says that something happened to a claim, never to whom, for what or how much.
 */
@NullMarked
package org.xinpiao.platform.notice;

import org.jspecify.annotations.NullMarked;
