package org.xinpiao.platform.policy;

import com.google.protobuf.InvalidProtocolBufferException;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.policy.PolicyPublished;
import org.xinpiao.ledger.Event;
import org.xinpiao.platform.readmodel.Entry;
import org.xinpiao.platform.readmodel.Projection;
import org.xinpiao.platform.readmodel.Rows;

/** Published policy versions as rows. */
@Component
class PolicyProjection implements Projection {

    @Override
    public String type() {
        return "policy";
    }

    @Override
    public void apply(Entry entry, Rows rows) throws InvalidProtocolBufferException {
        for (Event event : entry.receipt().getAccepted().getEventsList()) {
            PolicyPublished published = PolicyPublished.parseFrom(event.getBody());
            rows.run(
                    "insert into policy_version (region, version, effective_from_day, digest)"
                            + " values (?, ?, ?, ?)",
                    published.getRegion(),
                    published.getVersion(),
                    published.getEffectiveFromDay(),
                    published.getDigest().toByteArray());
        }
    }
}
