/** The clean interface for programs under {@code /api/v1}: signed requests, JSON, OpenAPI. */
@NullMarked
package org.xinpiao.platform.rest;

import org.jspecify.annotations.NullMarked;
