package org.xinpiao.contracts.registry;

import org.xinpiao.contracts.Reason;

/** Why the registry says no. When several apply, the first in this order is given. */
public enum RegistryReason implements Reason {
    MALFORMED("malformed", "字段缺失或格式不符。", "A field is missing or not well formed.", false),
    NOT_ALLOWED("not-allowed", "该成员无权执行此操作。", "This member may not do this.", false),
    MEMBER_UNKNOWN("member-unknown", "没有该成员。", "There is no such member.", true),
    MEMBER_EXISTS("member-exists", "该成员编号已登记。", "A member with this id is registered.", false),
    KEY_MALFORMED(
            "key-malformed",
            "公钥、编号、算法或用途不符。",
            "The key, its id, algorithm or purpose do not fit together.",
            false),
    KEY_PERIOD(
            "key-period",
            "密钥有效期或重叠期不符合规定。",
            "The key's period or the overlap is outside what is allowed.",
            false),
    KEY_EXISTS("key-exists", "该密钥已登记。", "This key is registered already.", false),
    KEY_UNKNOWN("key-unknown", "该成员没有此有效密钥。", "The member has no such standing key.", false),
    KEY_LIMIT("key-limit", "该成员的密钥数量已达上限。", "The member has as many keys as it may.", false),
    LAST_KEY(
            "last-key",
            "部门的最后一把签名密钥不能注销，请先更换。",
            "A department's last signing key cannot be revoked; rotate it first.",
            true),
    AGENCY_UNKNOWN("agency-unknown", "经办机构未登记。", "The agency is not a registered one.", true),
    VALIDATOR_MALFORMED(
            "validator-malformed",
            "验证节点的部门、共识公钥或检查点公钥格式不符。",
            "A validator's department, consensus key or checkpoint key is not well formed.",
            false),
    VALIDATOR_TWICE(
            "validator-twice",
            "两个验证节点的部门、公钥或检查点公钥名称相同。",
            "Two validators have the same department, key or checkpoint key name.",
            false),
    VALIDATOR_COUNT(
            "validator-count",
            "验证节点太少或太多。",
            "There would be too few validators or too many.",
            false),
    VALIDATOR_VERSION(
            "validator-version",
            "不是现行验证节点名单的下一版。",
            "This is not the version after the current validators'.",
            false),
    VALIDATOR_PENDING(
            "validator-pending",
            "上一次变更尚未生效。",
            "The last change of validators is not in force yet.",
            true),
    VALIDATOR_DIFFERENCE(
            "validator-difference",
            "一次只能增加、减少或更换一个验证节点。",
            "More than one validator differs from the current ones.",
            true),
    VALIDATOR_MEMBER(
            "validator-member",
            "新验证节点的部门未登记或已停用。",
            "The new validator's department is not registered or is suspended.",
            true);

    private final Text text;

    RegistryReason(String code, String zh, String en, boolean retry) {
        text = new Text("registry." + code, zh, en, retry);
    }

    @Override
    public Text text() {
        return text;
    }
}
