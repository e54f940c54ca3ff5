//! Distributing units and their members as records.

use entity::vocab::{
    DistributingUnitKind, DistributionBasis, MembershipMode, MembershipReason, RecordOrigin, Rounding,
};
use serde_json::json;

use super::register::{Change, Grounds, Target, unit_at, write};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets,
    dividends::{
        model::{ACCOUNT, Member, Unit},
        store,
    },
    kernel::{
        app::App,
        chain::Act,
        db::Executor,
        problem::{Failure, Reasons},
        write::{Audited, perform},
    },
    residents,
};

/// Fewest days of publicity that a unit may set for itself; rule D04 asks for as many.
const PUBLICITY_DAYS: i32 = 7;

/// A unit to register.
#[derive(Debug, Clone)]
pub struct Register {
    pub collective: i64,
    pub number: String,
    pub kind: DistributingUnitKind,
    pub name: String,
    pub membership_mode: MembershipMode,
    pub basis: DistributionBasis,
    pub rounding: Rounding,
    /// Hundredths of a percent.
    pub reserve_points: i64,
    pub publicity_days: i32,
    pub founded_on: chrono::NaiveDate,
}

/// Registers a unit; answers its key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn register(app: &App, viewer: &Viewer, new: Register) -> Result<i64, Failure> {
    const NAME: &str = "DISTRIBUTING_UNIT_REGISTER";
    let scope = viewer.scope();
    perform(app, &viewer.actor(), NAME, viewer.permit(Permission::DividendWrite), move |app, tx| {
        let (new, scope) = (new.clone(), scope.clone());
        Box::pin(async move {
            if !assets::service::collective_exists(tx, &scope, new.collective).await? {
                return Err(Failure::not_found("collective"));
            }
            let number = new.number.trim().to_owned();
            let taken = store::read::number_taken(tx, new.collective, &number).await?;
            let mut reasons = Reasons::default();
            reasons
                .need(!number.is_empty(), "NUMBER", "number", "请给出单位编号")
                .need(!taken, "NUMBER_TAKEN", "number", "本集体已有这个单位编号,请换一个")
                .need(!new.name.trim().is_empty(), "NAME_MISSING", "name", "请给出单位名称")
                .need((0..=10_000).contains(&new.reserve_points), "RATE", "reserveRate", "提取比例应在 0 到 100 之间")
                .need(
                    (PUBLICITY_DAYS..=90).contains(&new.publicity_days),
                    "DAYS",
                    "publicityDays",
                    "公示天数应在 7 到 90 之间",
                )
                .not_future(new.founded_on, app.clock.today(), "foundedOn");
            reasons.done()?;
            let row = Unit {
                id: 0,
                collective_id: new.collective,
                number,
                kind: new.kind,
                name: new.name.trim().to_owned(),
                membership_mode: new.membership_mode,
                basis: new.basis,
                rounding: new.rounding,
                reserve_points: i32::try_from(new.reserve_points).unwrap_or_default(),
                publicity_days: new.publicity_days,
                founded_on: new.founded_on,
                origin: RecordOrigin::Platform,
                version: 1,
            };
            let detail = json!({ "number": row.number, "kind": row.kind });
            let id = store::register::add_unit(tx, row).await?;
            Ok(Audited { value: id, act: Act { act: NAME, subject: format!("distributing_unit:{id}"), detail } })
        })
    })
    .await
}

/// A person to be put on the register.
#[derive(Debug, Clone)]
pub struct Joining {
    /// Identity number, 15 or 18 characters.
    pub id_number: String,
    pub name: String,
    /// The next free number when absent.
    pub number: Option<i32>,
    pub reason: MembershipReason,
    pub account: Option<String>,
}

/// Puts a person of the register of residents on a unit's register, or back on it; answers the unit's key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn join(app: &App, viewer: &Viewer, target: Target, grounds: Grounds, new: Joining) -> Result<i64, Failure> {
    const NAME: &str = "MEMBER_JOIN";
    let (scope, actor) = (viewer.scope(), viewer.actor());
    let who = actor.name.clone();
    let account = new.account.as_deref().map(|text| sealed_account(app, text, "account")).transpose()?;
    let index = residents::service::index_of_id_number(app, &new.id_number);
    let index = index.map_err(|_| Failure::problem("ID_NUMBER", "idNumber", "身份证号有误,请核对"))?;
    perform(app, &actor, NAME, viewer.permit(Permission::DividendWrite), move |app, tx| {
        let (scope, grounds, new, who) = (scope.clone(), grounds.clone(), new.clone(), who.clone());
        let (account, index) = (account.clone(), index.clone());
        Box::pin(async move {
            let unit = unit_at(tx, &scope, target).await?;
            let found = residents::service::record_of(tx, &index).await?.filter(|row| row.name == new.name.trim());
            let unknown = "居民库中没有证件号与姓名一致的居民,请核对或先登记居民";
            let resident = found.ok_or_else(|| Failure::problem("NOT_REGISTERED", "idNumber", unknown))?;
            if resident.died_on.is_some_and(|day| day < grounds.effective_on) {
                return Err(Failure::problem("DEAD", "effectiveOn", "该居民在生效日前已去世"));
            }
            let member = member_of(tx, &unit, resident, new.number, account.clone()).await?;
            let change = Change::Join { member, reason: new.reason };
            write(app, tx, &unit, &grounds, &change, &who, &scope).await?;
            let detail = json!({ "unit": unit.number, "reason": new.reason, "effectiveOn": grounds.effective_on });
            Ok(Audited { value: unit.id, act: Act { act: NAME, subject: format!("member:{member}"), detail } })
        })
    })
    .await
}

/// The member that a resident is or becomes in a unit.
async fn member_of<C: Executor>(
    tx: &C,
    unit: &Unit,
    resident: entity::resident::Model,
    number: Option<i32>,
    account: Option<Vec<u8>>,
) -> Result<i64, Failure> {
    if let Some(known) = store::register::member_of(tx, unit.id, resident.person_id).await? {
        if number.is_some_and(|number| number != known.number) {
            let message = format!("该居民在本单位已有成员编号 {},重新加入沿用原编号", known.number);
            return Err(Failure::problem("NUMBER_KEPT", "number", message));
        }
        if let Some(account) = account {
            store::register::set_account(tx, known.id, account).await?;
        }
        return Ok(known.id);
    }
    let number = match number {
        Some(number) => number,
        None => store::register::last_number(tx, unit.id).await?.saturating_add(1),
    };
    if number < 1 || store::register::number_taken(tx, unit.id, number).await? {
        return Err(Failure::problem("NUMBER_TAKEN", "number", "成员编号应为正整数且未被使用,请换一个"));
    }
    let row = Member {
        id: 0,
        collective_id: unit.collective_id,
        distributing_unit_id: unit.id,
        number,
        resident_id: resident.id,
        person_id: resident.person_id,
        name: resident.name,
        account_cipher: account,
        origin: RecordOrigin::Platform,
    };
    Ok(store::register::add_member(tx, row).await?.id)
}

/// Sets the bank account of a member; answers the unit's key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn set_account(
    app: &App,
    viewer: &Viewer,
    target: Target,
    member: i64,
    account: &str,
) -> Result<i64, Failure> {
    const NAME: &str = "MEMBER_ACCOUNT_SET";
    let scope = viewer.scope();
    let sealed = sealed_account(app, account, "account")?;
    perform(app, &viewer.actor(), NAME, viewer.permit(Permission::DividendWrite), move |_, tx| {
        let (scope, sealed) = (scope.clone(), sealed.clone());
        Box::pin(async move {
            let unit = unit_at(tx, &scope, target).await?;
            if store::register::members(tx, &scope, unit.id, &[member]).await?.is_empty() {
                return Err(Failure::not_found("member"));
            }
            store::register::set_account(tx, member, sealed).await?;
            if !store::register::touch(tx, &unit).await? {
                return Err(Failure::stale());
            }
            let detail = json!({ "unit": unit.number });
            Ok(Audited { value: unit.id, act: Act { act: NAME, subject: format!("member:{member}"), detail } })
        })
    })
    .await
}

/// An account number without the spaces that people write.
#[must_use]
pub fn unspaced(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// A bank account as it is stored: spaces dropped, sealed.
///
/// # Errors
/// `ACCOUNT` when it is not 8 to 30 digits.
pub fn sealed_account(app: &App, text: &str, path: &str) -> Result<Vec<u8>, Failure> {
    let digits = unspaced(text);
    if !(8..=30).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Failure::problem("ACCOUNT", path, "银行账号应为 8 到 30 位数字"));
    }
    Ok(app.vault.seal(ACCOUNT, &digits)?)
}
