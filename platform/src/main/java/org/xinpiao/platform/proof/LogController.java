package org.xinpiao.platform.proof;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.platform.verify.TrustFile;

/** The log as anyone may read it: C2SP checkpoint, tiles and proofs. */
@RestController
@RequestMapping("/log")
class LogController {

    private static final Pattern TILE =
            Pattern.compile("tile/(entries|\\d{1,2})/(x\\d{3}/)*\\d{3}(\\.p/\\d{1,3})?");

    private final Ledger ledger;
    private final Trusts trusts;

    LogController(Engine engine, Trusts trusts) {
        this.ledger = engine.ledger();
        this.trusts = trusts;
    }

    @GetMapping(path = "/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
    String checkpoint() {
        return ledger.checkpoint();
    }

    /** Whom to trust for this log's checkpoints. */
    @GetMapping(path = "/trust.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] trust() {
        return TrustFile.write(trusts.trust());
    }

    @GetMapping("/tile/{*path}")
    ResponseEntity<byte[]> tile(@PathVariable String path) {
        String name = "tile" + path;
        byte[] tile = TILE.matcher(name).matches() ? ledger.tile(name) : null;
        return tile == null
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM).body(tile);
    }

    /** Inclusion proof of a leaf (tlog-proof). */
    @GetMapping(path = "/proof/{index}", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> proof(@PathVariable long index) {
        return index < 0 || index >= ledger.size()
                ? ResponseEntity.status(HttpStatus.NOT_FOUND).build()
                : ResponseEntity.ok(ledger.proof(index));
    }

    /** Consistency proof between two sizes (RFC 6962 §2.1.2), hashes in Base64. */
    @GetMapping("/consistency")
    ResponseEntity<List<byte[]>> consistency(@RequestParam long from, @RequestParam long to) {
        return from < 0 || from > to || to > ledger.size()
                ? ResponseEntity.badRequest().build()
                : ResponseEntity.ok(ledger.consistency(from, to));
    }
}
