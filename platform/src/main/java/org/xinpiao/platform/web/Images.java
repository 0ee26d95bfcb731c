package org.xinpiao.platform.web;

import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ResponseStatusException;

/** Pictures of documents as answers. */
public final class Images {

    private Images() {}

    /**
     * A JPEG that no cache keeps.
     *
     * @throws ResponseStatusException 404 when there is none
     */
    public static ResponseEntity<byte[]> jpeg(Optional<byte[]> image) {
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.noStore())
                .body(image.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }
}
