//! Changes of programmes, declared facts.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{EligibilityFact, ProgrammeChangeKind, ProgrammeChangeState};

use super::{Programme, programme_at, what_if::ProgrammeWhatIf};
use crate::{
    access::viewer::Viewer,
    kernel::{
        app::App,
        fault::Fault,
        id,
        plan::Row,
        problem::{Failure, nullable},
        time::{Date, Month},
    },
    residents::graphql::{Resident, Unit, unit_at},
    subsidies::{
        model::Part,
        rules::{
            eligibility::{declared_text, fact_name},
            words::summary,
        },
        service::programme::{Trial, what_if},
    },
};

/// A planned row of `programme_change`.
#[derive(Clone)]
pub struct ProgrammeChange(Row);

impl From<Row> for ProgrammeChange {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

impl ProgrammeChange {
    fn part(&self) -> Result<Part, Failure> {
        let body = self.0.get::<serde_json::Value>("body")?;
        Ok(serde_json::from_value(body).map_err(|err| Fault::Corrupt(format!("body of a change: {err}")))?)
    }
}

/// 项目变更:由一人提出、另一人批准后,自其生效月起执行,不改变此前的月份。
#[Object]
impl ProgrammeChange {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("pch", self.0.id()?).into())
    }

    /// 项目。
    async fn programme(&self, ctx: &Context<'_>) -> Result<Programme, Failure> {
        programme_at(ctx, &self.0)
    }

    /// 内容。
    async fn kind(&self) -> Result<ProgrammeChangeKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 生效月。
    async fn valid_from(&self) -> Result<Month, Failure> {
        Ok(self.0.get("valid_from")?)
    }

    /// 变更内容的文字说明。
    async fn summary(&self, ctx: &Context<'_>) -> Result<String, Failure> {
        Ok(summary(&self.part()?, &programme_at(ctx, &self.0)?.0))
    }

    /// 如按此变更,在其生效月将影响哪些人;须有项目管理权限。
    async fn what_if(&self, ctx: &Context<'_>) -> Option<Result<ProgrammeWhatIf, Failure>> {
        nullable(async {
            let programme = programme_at(ctx, &self.0)?.0.row.code.clone();
            let trial = Trial { programme, part: self.part()?, month: None };
            let tried = what_if(ctx.data_unchecked::<App>(), Viewer::of(ctx), &trial).await?;
            Ok(Some(ProgrammeWhatIf(tried)))
        })
        .await
    }

    /// 依据的文件。
    async fn document(&self) -> Result<String, Failure> {
        Ok(self.0.get("document")?)
    }

    /// 变更理由。
    async fn reason(&self) -> Result<String, Failure> {
        Ok(self.0.get("reason")?)
    }

    /// 状态。
    async fn state(&self) -> Result<ProgrammeChangeState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 提出人账号。
    async fn proposed_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("proposed_by")?)
    }

    /// 提出日期。
    async fn proposed_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("proposed_on")?))
    }

    /// 批准或退回人账号。
    async fn decided_by(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("decided_by")?) }).await
    }

    /// 批准或退回日期。
    async fn decided_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("decided_on")?.map(Date)) }).await
    }

    /// 退回的理由。
    async fn note(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("note")?) }).await
    }

    /// 版本号,每次修改加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

/// A planned row of `resident_fact`.
#[derive(Clone)]
pub struct ResidentFact(Row);

impl From<Row> for ResidentFact {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 申报的事实:登记信息中没有、由经办人核实后登记的情况。
#[Object]
impl ResidentFact {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("rfa", self.0.id()?).into())
    }

    /// 所属居民;不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "resident").await?.map(Resident::from)) }).await
    }

    /// 登记时的户籍单位。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 事实。
    async fn fact(&self) -> Result<EligibilityFact, Failure> {
        Ok(self.0.get("fact")?)
    }

    /// 内容的代码,如 "TRUE"、"HALF"。
    async fn value(&self) -> Result<String, Failure> {
        Ok(self.0.get("value")?)
    }

    /// 内容的文字。
    async fn text(&self) -> Result<String, Failure> {
        let (fact, value) = (self.0.get::<EligibilityFact>("fact")?, self.0.get::<String>("value")?);
        Ok(format!("{}:{}", fact_name(fact), declared_text(fact, &value)))
    }

    /// 起始日期。
    async fn valid_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("valid_from")?))
    }

    /// 终止日期(不含);仍有效时为空。
    async fn valid_to(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("valid_to")?.map(Date)) }).await
    }

    /// 来源。
    async fn source(&self) -> Result<String, Failure> {
        Ok(self.0.get("source")?)
    }

    /// 证明材料的档案号。
    async fn document(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("document")?) }).await
    }

    /// 登记人账号。
    async fn recorded_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("recorded_by")?)
    }

    /// 登记日期。
    async fn recorded_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("recorded_on")?))
    }

    /// 撤回人账号;未撤回时为空。
    async fn withdrawn_by(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("withdrawn_by")?) }).await
    }

    /// 撤回日期;未撤回时为空。
    async fn withdrawn_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("withdrawn_on")?.map(Date)) }).await
    }

    /// 撤回的理由。
    async fn withdraw_reason(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("withdraw_reason")?) }).await
    }

    /// 版本号,每次修改加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}
