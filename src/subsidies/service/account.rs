//! Accounts that are given to be paid to.

use entity::vocab::AccountKind;

use crate::{
    kernel::{
        app::App,
        problem::{Failure, Reasons},
    },
    subsidies::{
        model::ACCOUNT_NUMBER,
        model_application::{Account, Agent},
        rules::account::{plausible, unspaced},
    },
};

/// An account as somebody wrote it.
#[derive(Debug, Clone)]
pub struct Given {
    pub number: String,
    pub holder: String,
    pub kind: AccountKind,
    pub agent: Option<Agent>,
}

/// The account with its number sealed. A wrong check digit is no refusal: passbook accounts have none.
///
/// # Errors
/// `ACCOUNT` when it cannot be an account number.
pub fn sealed(app: &App, given: Given, path: &str) -> Result<Account, Failure> {
    let digits = unspaced(&given.number);
    if !plausible(&digits) {
        return Err(Failure::problem(
            "ACCOUNT",
            &format!("{path}.number"),
            "银行账号应为 8 到 30 位数字,请核对存折或卡",
        ));
    }
    Ok(Account {
        number: app.vault.seal(ACCOUNT_NUMBER, &digits)?,
        index: app.vault.index(ACCOUNT_NUMBER, &digits),
        holder: given.holder.trim().to_owned(),
        kind: given.kind,
        agent: given.agent,
    })
}

/// Adds reasons unless the account is the beneficiary's own, or it is said why somebody else receives.
pub fn need_holder(reasons: &mut Reasons, account: &Account, beneficiary: &str, path: &str) {
    let own = account.kind == AccountKind::Personal && account.holder == beneficiary;
    reasons.need(!account.holder.is_empty(), "HOLDER_MISSING", &format!("{path}.holder"), "请写明户名").need(
        own || account.agent.is_some(),
        "HOLDER_MISMATCH",
        &format!("{path}.holder"),
        "户名不是本人:请核对户名,或在 agent 中登记监护、代领授权的关系和凭据",
    );
    if let Some(agent) = &account.agent {
        let given = |text: &str| (1..=100).contains(&text.trim().chars().count());
        reasons
            .need(given(&agent.relation), "RELATION_MISSING", &format!("{path}.agent.relation"), "请写明与本人的关系")
            .need(
                given(&agent.document),
                "DOCUMENT_MISSING",
                &format!("{path}.agent.document"),
                "请写明授权书或监护证明的编号",
            );
    }
}
