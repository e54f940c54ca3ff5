//! Benefits.

use async_graphql::{Context, ID, Object};
use entity::vocab::{BenefitKind, BenefitState, HonourLevel, RecordOrigin};

use super::{Veteran, card::VeteranStep, date};
use crate::{
    kernel::{
        fault::Fault,
        id,
        money::Fen,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
    residents::{
        graphql::{Household, Unit, unit_at},
        loader::filter::Asker,
    },
    subsidies::graphql::{Enrolment, Programme},
};

/// A planned row.
#[derive(Clone)]
pub struct VeteranBenefit(Row);

impl From<Row> for VeteranBenefit {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 一项优待抚恤:牌匾、喜报、体检、疗养、医疗费报销或定期抚恤补助。
#[Object]
impl VeteranBenefit {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("vbn", self.0.id()?).into())
    }

    /// 对象;牌匾为登记时的家庭成员。
    async fn veteran(&self, ctx: &Context<'_>) -> Result<Veteran, Failure> {
        let row = self.0.one(ctx, "veteran").await?;
        Ok(row.map(Veteran::from).ok_or_else(|| Fault::Corrupt("veteran is missing".to_owned()))?)
    }

    /// 建档服务站所在村(社区)。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 悬挂牌匾的住户;其他事项为空。
    async fn household(&self, ctx: &Context<'_>) -> Option<Result<Household, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "household").await?.map(Household::from)) }).await
    }

    /// 事项。
    async fn kind(&self) -> Result<BenefitKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 年度。
    async fn year(&self) -> Result<i32, Failure> {
        Ok(self.0.get("year")?)
    }

    /// 状态。
    async fn state(&self) -> Result<BenefitState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 登记日。
    async fn registered_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("registered_on")?))
    }

    /// 核准日;无需核准或未核准时为空。
    async fn approved_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "approved_on") }).await
    }

    /// 核准人。
    async fn approved_by(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("approved_by")?) }).await
    }

    /// 落实日:首次悬挂(更换见办理过程)、送达、完成、拨付或发放。
    async fn delivered_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "delivered_on") }).await
    }

    /// 终止日:收回或停发。
    async fn ended_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "ended_on") }).await
    }

    /// 喜报的立功等级。
    async fn honour_level(&self) -> Option<Result<HonourLevel, Failure>> {
        nullable(async { Ok(self.0.get("honour_level")?) }).await
    }

    /// 抚恤项目;其他事项为空。
    async fn programme(&self, ctx: &Context<'_>) -> Option<Result<Programme, Failure>> {
        nullable(async {
            let key = self.0.get::<Option<i64>>("programme_id")?;
            Ok(key.and_then(|key| Asker::of(ctx).programmes.get(key)).cloned().map(Programme))
        })
        .await
    }

    /// 抚恤档次代码,如 "YF01.G7.WAR"。
    async fn tier(&self, ctx: &Context<'_>) -> Option<Result<String, Failure>> {
        nullable(async {
            let key = self.0.get::<Option<i64>>("programme_id")?;
            let programme = key.and_then(|key| Asker::of(ctx).programmes.get(key));
            let tier = self.0.get("tier_id")?;
            Ok(programme.map(|programme| programme.tier_code(tier)))
        })
        .await
    }

    /// 发放后的待遇资格。
    async fn enrolment(&self, ctx: &Context<'_>) -> Option<Result<Enrolment, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "enrolment").await?.map(Enrolment::from)) }).await
    }

    /// 医疗费申报金额(元)。
    async fn claimed_amount(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("claimed_fen")?) }).await
    }

    /// 医疗费核准金额(元)。
    async fn amount(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("amount_fen")?) }).await
    }

    /// 体检医院、疗养院或发放机关。
    async fn provider(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("provider")?) }).await
    }

    /// 不予核准、报告破损或终止的原因。
    async fn reason(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("reason")?) }).await
    }

    /// 档案号。
    async fn document_reference(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("document")?) }).await
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
