package org.xinpiao.platform.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/** The smaller requests, as the interface's description shows them. */
final class Asked {

    private Asked() {}

    @Schema(name = "Reversal")
    record Reversal(
            @Schema(maxLength = 200, requiredMode = RequiredMode.REQUIRED) String reason,
            @Schema(
                            description = "who does it",
                            maxLength = 60,
                            requiredMode = RequiredMode.REQUIRED)
                    String operator,
            @Schema(description = "ISO 8601 with offset; now when absent") @Nullable String at) {}

    @Schema(name = "NewPaper")
    record NewPaper(
            @Schema(maxLength = 40, requiredMode = RequiredMode.REQUIRED) String batch,
            @Schema(maxLength = 20, requiredMode = RequiredMode.REQUIRED) String number) {}
}
