package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.BillContract;
import org.xinpiao.contracts.claim.ClaimContract;
import org.xinpiao.contracts.coverage.CoverageContract;
import org.xinpiao.contracts.fund.FundContract;
import org.xinpiao.contracts.policy.PolicyContract;
import org.xinpiao.contracts.registry.Genesis;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.RegistryContract;
import org.xinpiao.contracts.registry.Validator;
import org.xinpiao.contracts.registry.Validators;

/** All contracts of the chain behind one door. Stateless, safe for use by many threads. */
public final class XinpiaoRules implements Rules {

    private final Map<String, Contract> contracts = new TreeMap<>();

    /**
     * Puts contracts together.
     *
     * @throws IllegalArgumentException when two have the same name
     */
    public XinpiaoRules(List<Contract> contracts) {
        for (Contract contract : contracts) {
            if (this.contracts.put(contract.name(), contract) != null) {
                throw new IllegalArgumentException("two contracts named " + contract.name());
            }
        }
    }

    /** The rules of this release. */
    public static XinpiaoRules standard() {
        return new XinpiaoRules(
                List.of(
                        new RegistryContract(),
                        new BillContract(),
                        new CoverageContract(),
                        new PolicyContract(),
                        new FundContract(),
                        new ClaimContract()));
    }

    /**
     * Writes the first state from the bytes of a {@link Genesis}.
     *
     * @throws IllegalArgumentException when a member is not well formed
     */
    @Override
    public void genesis(State state, ByteString genesis) throws InvalidProtocolBufferException {
        RegistryContract.genesis(state, Wire.parse(Genesis.parser(), genesis));
    }

    @Override
    public @Nullable SigningKeyRecord signingKey(
            State state, String member, ByteString keyId, long timeMillis) {
        MemberKey key = Registry.signingKey(state, member, keyId, timeMillis);
        return key == null ? null : new SigningKeyRecord(key.getAlgorithm(), key.getPublicKey());
    }

    @Override
    public List<ValidatorRecord> validators(State state, long height) {
        return records(Validators.at(state, height));
    }

    @Override
    public List<FormerRecord> formerValidators(State state) {
        return Validators.former(state).stream()
                .map(f -> new FormerRecord(f.getLastHeight(), records(f.getValidatorsList())))
                .toList();
    }

    private static List<ValidatorRecord> records(List<Validator> validators) {
        return validators.stream()
                .map(v ->
                        new ValidatorRecord(
                                v.getDepartment(),
                                v.getValidatorKey(),
                                v.getCheckpointKey(),
                                v.getPostQuantumKey()))
                .toList();
    }

    @Override
    public @Nullable Contract contract(String type) {
        return contracts.get(type);
    }
}
