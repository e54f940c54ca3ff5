//! Categories, disabilities, honours; what a category entitles to.

use async_graphql::{Context, Object, SimpleObject};
use chrono::NaiveDate;
use entity::vocab::{BenefitKind, DisabilityCause, HonourLevel, VeteranCategory};

use crate::{
    kernel::{
        plan::{Page, Row},
        problem::{Failure, nullable},
        time::Date,
    },
    residents::{
        graphql::{Sensitive, sensitive},
        identity,
        loader::filter::Asker,
    },
    subsidies::graphql::Programme,
    veterans::{
        model::{Category, DISABILITY_CERTIFICATE},
        rules::entitlement::entitling,
    },
};

/// A planned row.
#[derive(Clone)]
pub struct VeteranHolding(Row);

impl From<Row> for VeteranHolding {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 持有一个类别的一段时间。
#[Object]
impl VeteranHolding {
    /// 类别。
    async fn category(&self) -> Result<VeteranCategory, Failure> {
        Ok(self.0.get("category")?)
    }

    /// 是否为主类别。
    async fn primary(&self) -> Result<bool, Failure> {
        Ok(self.0.get("is_primary")?)
    }

    /// 起(含)。
    async fn valid_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("valid_from")?))
    }

    /// 止(不含);仍持有时为空。
    async fn valid_to(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("valid_to")?.map(Date)) }).await
    }

    /// 认定依据的档案号。
    async fn document_reference(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("document")?) }).await
    }
}

/// A planned row.
#[derive(Clone)]
pub struct VeteranDisability(Row);

impl From<Row> for VeteranDisability {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 军人残疾等级评定。
#[Object]
impl VeteranDisability {
    /// 等级:1 最重,10 最轻。
    async fn grade(&self) -> Result<i32, Failure> {
        Ok(self.0.get("grade")?)
    }

    /// 性质。
    async fn cause(&self) -> Result<DisabilityCause, Failure> {
        Ok(self.0.get("cause")?)
    }

    /// 残疾军人证编号(掩码)。
    async fn certificate(&self, ctx: &Context<'_>) -> Option<Result<Sensitive, Failure>> {
        nullable(async {
            sensitive(ctx, &self.0, "certificate_cipher", DISABILITY_CERTIFICATE, identity::mask_certificate)
        })
        .await
    }

    /// 发证日。
    async fn issued_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("issued_on")?))
    }

    /// 复核日;无需复核时为空。
    async fn review_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("review_on")?.map(Date)) }).await
    }

    /// 起(含)。
    async fn valid_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("valid_from")?))
    }

    /// 止(不含);现行时为空。
    async fn valid_to(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("valid_to")?.map(Date)) }).await
    }
}

/// A planned row.
#[derive(Clone)]
pub struct VeteranHonour(Row);

impl From<Row> for VeteranHonour {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 立功受奖。
#[Object]
impl VeteranHonour {
    /// 等级。
    async fn level(&self) -> Result<HonourLevel, Failure> {
        Ok(self.0.get("level")?)
    }

    /// 授奖日。
    async fn awarded_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("awarded_on")?))
    }

    /// 授奖单位。
    async fn authority(&self) -> Result<String, Failure> {
        Ok(self.0.get("authority")?)
    }
}

/// 按类别和年龄符合条件的一项优待抚恤。
#[derive(Debug, SimpleObject)]
pub struct VeteranEntitlement {
    /// 事项。
    kind: BenefitKind,
    /// 凭哪一类别。
    category: VeteranCategory,
    /// 相应的抚恤项目;其他事项为空。
    programme: Option<Programme>,
    /// 最低周岁;不限时为空。
    min_age: Option<i32>,
    /// 依据。
    source: String,
}

fn category(row: &Row) -> Result<Category, Failure> {
    Ok(Category {
        id: row.id()?,
        veteran_id: 0,
        unit_id: 0,
        category: row.get("category")?,
        is_primary: false,
        valid_from: row.get("valid_from")?,
        valid_to: row.get("valid_to")?,
        document: None,
    })
}

/// What the categories of `page` entitle somebody born on `birth` to, on a day.
///
/// # Errors
/// A fault.
pub async fn entitlements(
    ctx: &Context<'_>,
    page: &Page,
    (birth, day): (Option<NaiveDate>, NaiveDate),
) -> Result<Vec<VeteranEntitlement>, Failure> {
    const KINDS: [BenefitKind; 6] = {
        use BenefitKind::{CheckUp, MeritReport, Pension, Plaque, Recuperation, Reimbursement};
        [Pension, CheckUp, Recuperation, Reimbursement, Plaque, MeritReport]
    };
    let Some(birth) = birth else { return Ok(Vec::new()) };
    let asker = Asker::of(ctx);
    let held = page.rows().map(|row| category(&row)).collect::<Result<Vec<_>, Failure>>()?;
    let rows = KINDS.into_iter().flat_map(|kind| entitling(asker.policy, kind, &held, (birth, day)));
    let programme = |code: &String| {
        let found = asker.programmes.0.iter().find(|programme| programme.row.code == *code);
        found.cloned().map(Programme)
    };
    let entitlement = |row: &entity::veteran_entitlement::Model| VeteranEntitlement {
        kind: row.kind,
        category: row.category,
        programme: row.programme.as_ref().and_then(programme),
        min_age: row.min_age,
        source: row.source.clone(),
    };
    Ok(rows.map(entitlement).collect())
}
