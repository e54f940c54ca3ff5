//! Entering a person on the register.

use chrono::NaiveDate;
use entity::vocab::{ContactClass, EmploymentStatus, HealthStatus, HousingStatus, RecordOrigin, VeteranCategory};
use serde::Serialize;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::Act,
        problem::{Failure, Reasons},
        scope::Scope,
        write::{Audited, perform},
    },
    residents,
    veterans::{
        model::{Category, Policy, Veteran},
        store,
    },
};

/// Last day of enlistment of those demobilised to the countryside before the conscription of 1954.
pub const RURAL_DEMOBILISED_UNTIL: NaiveDate = match NaiveDate::from_ymd_opt(1954, 10, 31) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What the register says of a person's service and life. What is absent is not known.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Particulars {
    pub enlist_on: Option<NaiveDate>,
    pub discharge_on: Option<NaiveDate>,
    /// Sealed code name.
    pub service_unit: Option<Vec<u8>>,
    pub rank: Option<String>,
    pub employment: Option<EmploymentStatus>,
    pub health: Option<HealthStatus>,
    pub housing: Option<HousingStatus>,
    pub hardship: Option<bool>,
    pub party_member: Option<bool>,
    pub contact_class: Option<ContactClass>,
}

/// A person to enter.
#[derive(Debug, Clone)]
pub struct Registration {
    pub id_number: String,
    /// As the register of residents has it.
    pub name: String,
    /// Code of the unit whose station keeps the file; where the hukou is when absent.
    pub unit: Option<String>,
    pub category: VeteranCategory,
    pub category_from: NaiveDate,
    pub registered_on: NaiveDate,
    /// Day the archive was set up.
    pub archive_on: Option<NaiveDate>,
    pub particulars: Particulars,
}

/// Enters a person; answers the key of the file.
///
/// # Errors
/// `NOT_FOUND` for nobody within reach, what is wrong, or a fault.
pub async fn register(app: &App, viewer: &Viewer, registration: Registration) -> Result<i64, Failure> {
    const NAME: &str = "VETERAN_REGISTER";
    let (actor, scope) = (viewer.actor(), viewer.scope());
    let wrong = |_| Failure::problem("ID_NUMBER", "idNumber", "身份证号有误,请核对证件后重新填写");
    let index = viewer.permit(Permission::VeteranWrite);
    let index =
        index.and_then(|()| residents::service::index_of_id_number(app, &registration.id_number).map_err(wrong));
    let person = index.clone().unwrap_or_default();
    perform(app, &actor, NAME, index.map(|_| ()), move |app, tx| {
        let (registration, scope, person) = (registration.clone(), scope.clone(), person.clone());
        Box::pin(async move {
            let found = residents::service::record_of(tx, &person).await?;
            let found = found.filter(|row| row.name == registration.name.trim() && reaches(&scope, row));
            let resident = found.ok_or_else(|| Failure::not_found("idNumber"))?;
            let policy = super::policy(app).await?;
            let unit = unit_of(app, &registration, &resident).await?;
            let mut reasons = Reasons::default();
            let known = store::read::of_person(tx, &Scope::everything(), resident.person_id).await?;
            let message = "此人已在册;已终止的档案请由街道站恢复";
            reasons.need(known.is_none(), "ALREADY_REGISTERED", "idNumber", message);
            let near = unit.is_some_and(|unit| [resident.hukou_unit_id, resident.residence_unit_id].contains(&unit));
            reasons.need(
                near && unit.is_some_and(|unit| scope.stations.holds(unit)),
                "UNIT",
                "unit",
                "建档服务站应在本人户籍地或居住地,且属于本站范围",
            );
            check(&mut reasons, &registration, &resident, &policy, app.clock.today());
            reasons.done()?;
            let (veteran, category) = rows(&registration, &resident, unit.unwrap_or_default());
            let id = store::write::enter(tx, veteran, category).await?;
            let detail = json!({ "category": registration.category, "registeredOn": registration.registered_on });
            Ok(Audited { value: id, act: Act { act: NAME, subject: format!("veteran:{id}"), detail } })
        })
    })
    .await
}

async fn unit_of(
    app: &App,
    registration: &Registration,
    resident: &entity::resident::Model,
) -> Result<Option<i64>, Failure> {
    let Some(code) = &registration.unit else { return Ok(Some(resident.hukou_unit_id)) };
    let units = residents::service::units(app).await?;
    Ok(units.keys("unit", std::slice::from_ref(code)).ok().and_then(|keys| keys.first().copied()))
}

/// Whoever lives or is registered outside the station's units does not exist for it.
fn reaches(scope: &Scope, resident: &entity::resident::Model) -> bool {
    scope.stations.holds(resident.hukou_unit_id) || scope.stations.holds(resident.residence_unit_id)
}

fn check(
    reasons: &mut Reasons,
    registration: &Registration,
    resident: &entity::resident::Model,
    policy: &Policy,
    today: NaiveDate,
) {
    let particulars = &registration.particulars;
    let archived = registration.archive_on.is_none_or(|day| day >= registration.registered_on);
    reasons
        .not_future(registration.registered_on, today, "registeredOn")
        .need(resident.died_on.is_none(), "DEAD", "idNumber", "此人已登记死亡")
        .need(archived, "ARCHIVE_DATE", "archiveOn", "建档日不能早于登记日");
    if let Some(day) = registration.archive_on {
        reasons.not_future(day, today, "archiveOn");
    }
    check_service(reasons, particulars.enlist_on, particulars.discharge_on, resident.birth_date, today);
    check_category(
        reasons,
        policy,
        (registration.category, registration.category_from, "categoryFrom"),
        resident.birth_date,
        particulars.enlist_on,
        today,
    );
}

/// What the dates of a service must obey.
pub(super) fn check_service(
    reasons: &mut Reasons,
    enlist_on: Option<NaiveDate>,
    discharge_on: Option<NaiveDate>,
    birth: NaiveDate,
    today: NaiveDate,
) {
    if let Some(day) = enlist_on {
        reasons.not_future(day, today, "enlistOn").need(day > birth, "ENLIST_DATE", "enlistOn", "入伍日不能早于出生日");
    }
    if let Some(day) = discharge_on {
        let after = enlist_on.is_none_or(|enlisted| day > enlisted);
        reasons.not_future(day, today, "dischargeOn").need(
            after,
            "DISCHARGE_DATE",
            "dischargeOn",
            "退役日应晚于入伍日",
        );
    }
}

/// What a category asks of a person from its first day on.
pub(super) fn check_category(
    reasons: &mut Reasons,
    policy: &Policy,
    (category, from, path): (VeteranCategory, NaiveDate, &str),
    birth: NaiveDate,
    enlist_on: Option<NaiveDate>,
    today: NaiveDate,
) {
    reasons.not_future(from, today, path);
    let ages = policy.entitlements.iter().filter(|row| row.category == category && row.programme.is_some());
    let least = ages.filter_map(|row| row.min_age).max();
    let old = least.is_none_or(|least| crate::kernel::time::age_on(birth, from) >= least);
    reasons.need(old, "AGE", path, format!("该类别自 {} 周岁起", least.unwrap_or_default()));
    let early =
        category != VeteranCategory::RuralDemobilised || enlist_on.is_some_and(|day| day <= RURAL_DEMOBILISED_UNTIL);
    reasons.need(early, "ENLIST_DATE", "enlistOn", "在乡复员军人须在 1954 年 10 月 31 日前入伍,请核对入伍日");
}

fn rows(registration: &Registration, resident: &entity::resident::Model, unit_id: i64) -> (Veteran, Category) {
    let particulars = &registration.particulars;
    let veteran = Veteran {
        id: 0,
        resident_id: resident.id,
        person_id: resident.person_id,
        unit_id,
        registered_on: registration.registered_on,
        archive_on: registration.archive_on,
        enlist_on: particulars.enlist_on,
        discharge_on: particulars.discharge_on,
        service_unit_cipher: particulars.service_unit.clone(),
        rank: particulars.rank.clone(),
        employment: particulars.employment.unwrap_or(EmploymentStatus::NotWorking),
        health: particulars.health,
        housing: particulars.housing,
        hardship: particulars.hardship.unwrap_or_default(),
        party_member: particulars.party_member.unwrap_or_default(),
        contact_class: particulars.contact_class.unwrap_or(ContactClass::Regular),
        ended_on: None,
        end_reason: None,
        origin: RecordOrigin::Platform,
        version: 1,
    };
    let category = Category {
        id: 0,
        veteran_id: 0,
        unit_id,
        category: registration.category,
        is_primary: true,
        valid_from: registration.category_from,
        valid_to: None,
        document: None,
    };
    (veteran, category)
}
