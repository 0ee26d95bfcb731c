package org.xinpiao.platform.fund;

import com.google.protobuf.InvalidProtocolBufferException;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.readmodel.Entry;
import org.xinpiao.platform.readmodel.Projection;
import org.xinpiao.platform.readmodel.Rows;

/** Deposits as rows. */
@Component
class FundProjection implements Projection {

    @Override
    public String type() {
        return "fund";
    }

    @Override
    public void apply(Entry entry, Rows rows) throws InvalidProtocolBufferException {
        Postings.write(entry, rows);
    }
}
