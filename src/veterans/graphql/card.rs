//! Preferential cards.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{CardKind, CardState, RecordOrigin, VeteranAct};

use super::Veteran;
use crate::{
    assets::loader::request::day,
    kernel::{
        fault::Fault,
        id,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
    residents::{
        graphql::{Sensitive, sensitive},
        identity,
        loader::filter::Asker,
    },
    veterans::{
        model::{CARD_NUMBER, Card},
        rules::card::{step_due, waiting_days},
    },
};

/// A planned row.
#[derive(Clone)]
pub struct VeteranCard(Row);

impl From<Row> for VeteranCard {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

impl VeteranCard {
    /// The card as the rules see it; what was not planned is not of interest.
    fn card(&self) -> Result<Card, Failure> {
        let state_since = self.0.get("state_since")?;
        Ok(Card {
            id: self.0.id()?,
            veteran_id: 0,
            unit_id: 0,
            kind: CardKind::Veteran,
            state: self.0.get("state")?,
            state_since,
            applied_on: self.0.get("applied_on").unwrap_or(state_since),
            issued_on: self.0.get("issued_on").unwrap_or_default(),
            refusal: None,
            bank: None,
            number_cipher: None,
            origin: RecordOrigin::Platform,
            version: 0,
        })
    }

    fn due(&self, ctx: &Context<'_>) -> Result<Option<NaiveDate>, Failure> {
        Ok(step_due(&self.card()?, Asker::of(ctx).policy))
    }
}

/// 优待证及其办理进度。
#[Object]
impl VeteranCard {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("crd", self.0.id()?).into())
    }

    /// 持证人。
    async fn veteran(&self, ctx: &Context<'_>) -> Result<Veteran, Failure> {
        let row = self.0.one(ctx, "veteran").await?;
        Ok(row.map(Veteran::from).ok_or_else(|| Fault::Corrupt("veteran is missing".to_owned()))?)
    }

    /// 种类。
    async fn kind(&self) -> Result<CardKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 状态。
    async fn state(&self) -> Result<CardState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 进入现状态的日期。
    async fn state_since(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("state_since")?))
    }

    /// 申请日。
    async fn applied_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("applied_on")?))
    }

    /// 发放日;未发放时为空。
    async fn issued_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("issued_on")?.map(Date)) }).await
    }

    /// 不予发放的原因。
    async fn refusal(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("refusal")?) }).await
    }

    /// 制证银行。
    async fn bank(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("bank")?) }).await
    }

    /// 证号(掩码);未发放时为空。
    async fn number(&self, ctx: &Context<'_>) -> Option<Result<Sensitive, Failure>> {
        nullable(async { sensitive(ctx, &self.0, "number_cipher", CARD_NUMBER, identity::mask_account) }).await
    }

    /// 下一步的期限;已发放或不予发放时为空。
    async fn step_due_on(&self, ctx: &Context<'_>) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.due(ctx)?.map(Date)) }).await
    }

    /// 判定日下一步是否已过期限。
    async fn step_overdue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<bool, Failure> {
        Ok(self.due(ctx)?.is_some_and(|due| due < day(ctx, as_of)))
    }

    /// 截至判定日自申请起已等待的天数;已发放或不予发放时为空。
    async fn waiting_days(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Option<Result<i64, Failure>> {
        nullable(async { Ok(waiting_days(&self.card()?, day(ctx, as_of))) }).await
    }

    /// 办理过程,由旧到新。
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<VeteranStep>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(VeteranStep::from).collect())
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }

    /// 版本号,每次办理加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

/// A planned row.
#[derive(Clone)]
pub struct VeteranStep(Row);

impl From<Row> for VeteranStep {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 办理的一步,只增不改。
#[Object]
impl VeteranStep {
    /// 步骤。
    async fn act(&self) -> Result<VeteranAct, Failure> {
        Ok(self.0.get("act")?)
    }

    /// 日期。
    async fn done_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("done_on")?))
    }

    /// 办理人。
    async fn actor(&self) -> Result<String, Failure> {
        Ok(self.0.get("actor")?)
    }

    /// 说明。
    async fn note(&self) -> Result<String, Failure> {
        Ok(self.0.get("note")?)
    }

    /// 档案号。
    async fn document_reference(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("document")?) }).await
    }
}
