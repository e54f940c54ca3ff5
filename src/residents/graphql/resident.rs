//! Residents and the parts of their file.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{
    DisabilityType, HouseholdRole, HukouKind, IdNumberKind, LifeEventKind, RecordOrigin, ResidencyKind, Sex,
};

use super::{Household, IdNumber, Sensitive, Unit, sensitive, unit_at};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::graphql::Lessee,
    dividends::{
        graphql::{Member, PayoutLine},
        loader::filter_line::{PayoutLineFilter, PayoutLineOrder},
    },
    findings::{
        graphql::Finding,
        loader::filter::{FindingFilter, FindingOrder},
    },
    kernel::{
        app::App,
        id,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
        time::{Date, age_on},
    },
    residents::{identity, model},
    subsidies::{
        graphql::{Application, Eligibility, Enrolment, ResidentFact, SubsidyPayment},
        loader::filter::{SubsidyPaymentFilter, SubsidyPaymentOrder},
    },
    veterans::graphql::Veteran,
};

/// A planned row of `resident`.
#[derive(Clone)]
pub struct Resident(Row);

impl From<Row> for Resident {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

fn date(row: &Row, column: &str) -> Result<Option<Date>, Failure> {
    Ok(row.get::<Option<NaiveDate>>(column)?.map(Date))
}

/// 居民。姓名对有权岗位可见;证件号、电话默认掩码。
#[Object]
impl Resident {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("res", self.0.id()?).into())
    }

    /// 姓名。
    async fn name(&self) -> Result<String, Failure> {
        Ok(self.0.get("name")?)
    }

    /// 性别。
    async fn sex(&self) -> Result<Sex, Failure> {
        Ok(self.0.get("sex")?)
    }

    /// 民族代码(GB/T 3304),如 "01" 为汉族。
    async fn nation(&self) -> Result<String, Failure> {
        Ok(self.0.get("nation")?)
    }

    /// 出生日期。
    async fn birth_date(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("birth_date")?))
    }

    /// 周岁;不给日期则按今天。
    async fn age(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "计算周岁的日期。")] on: Option<Date>,
    ) -> Result<i32, Failure> {
        let day = on.map_or_else(|| ctx.data_unchecked::<App>().clock.today(), |date| date.0);
        Ok(age_on(self.0.get("birth_date")?, day))
    }

    /// 居民身份证号(掩码)。
    async fn id_number(&self, ctx: &Context<'_>) -> Result<IdNumber, Failure> {
        let sealed = self.0.get::<Vec<u8>>("id_number_cipher")?;
        let plain = ctx.data_unchecked::<App>().vault.open(model::ID_NUMBER, &sealed)?;
        Ok(IdNumber { masked: identity::mask_id(&plain), kind: self.0.get::<IdNumberKind>("id_number_kind")? })
    }

    /// 手机号(掩码);未登记时为空。
    async fn phone(&self, ctx: &Context<'_>) -> Option<Result<Sensitive, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            sensitive(ctx, &self.0, "phone_cipher", model::PHONE, identity::mask_mobile)
        })
        .await
    }

    /// 户口性质。
    async fn hukou_kind(&self) -> Result<HukouKind, Failure> {
        Ok(self.0.get("hukou_kind")?)
    }

    /// 户籍所在单位(迁出后为迁出前的最后一个)。
    async fn hukou_unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "hukou_unit_id")
    }

    /// 居住所在单位。
    async fn residence_unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "residence_unit_id")
    }

    /// 所在住户;不在可见范围时为空。
    async fn household(&self, ctx: &Context<'_>) -> Option<Result<Household, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            Ok(self.0.one(ctx, "household").await?.map(Household::from))
        })
        .await
    }

    /// 与户主关系。
    async fn household_role(&self) -> Result<HouseholdRole, Failure> {
        Ok(self.0.get("household_role")?)
    }

    /// 死亡日期;健在时为空。
    async fn died_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "died_on") }).await
    }

    /// 户籍迁出本街道的日期。
    async fn moved_out_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "moved_out_on") }).await
    }

    /// 户籍与居住的历史,由旧到新。
    async fn residencies(&self, ctx: &Context<'_>) -> Result<Vec<Residency>, Failure> {
        Viewer::of(ctx).permit(Permission::ResidentRead)?;
        Ok(self.0.list(ctx).await?.rows().map(Residency).collect())
    }

    /// 登记事件(死亡、迁入迁出、结婚),由旧到新。
    async fn life_events(&self, ctx: &Context<'_>) -> Result<Vec<LifeEvent>, Failure> {
        Viewer::of(ctx).permit(Permission::ResidentRead)?;
        Ok(self.0.list(ctx).await?.rows().map(LifeEvent).collect())
    }

    /// 残疾人证,有效期晚的在前。
    async fn disability_certificates(&self, ctx: &Context<'_>) -> Result<Vec<DisabilityCertificate>, Failure> {
        Viewer::of(ctx).permit(Permission::HealthRead)?;
        Ok(self.0.list(ctx).await?.rows().map(DisabilityCertificate).collect())
    }

    /// 同一人的主记录(多条记录尚未合并时,指向认定的那一条;通常就是本记录)。
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Self, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            Ok(self.0.one(ctx, "person").await?.map(Self))
        })
        .await
    }

    /// 同一人的全部记录(可见范围内,含本记录)。
    async fn records(&self, ctx: &Context<'_>) -> Result<Vec<Self>, Failure> {
        Viewer::of(ctx).permit(Permission::ResidentRead)?;
        Ok(self.0.list(ctx).await?.rows().map(Self).collect())
    }

    /// 向村集体承租的记录(每个集体一份),由此可见其租赁;无权查看租赁的岗位不可用。
    async fn lessees(&self, ctx: &Context<'_>) -> Result<Vec<Lessee>, Failure> {
        Viewer::of(ctx).permit(Permission::LeaseRead)?;
        Ok(self.0.list(ctx).await?.rows().map(Lessee::from).collect())
    }

    /// 在各分配单位名册上的成员记录;无权查看分配的岗位不可用。
    async fn collective_memberships(&self, ctx: &Context<'_>) -> Result<Vec<Member>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(Member::from).collect())
    }

    /// 集体分配的发放明细,与补贴并列;无权查看分配的岗位不可用。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn payout_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<PayoutLineFilter>,
        #[graphql(desc = "排序。")] order_by: Option<PayoutLineOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayoutLine>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 申请记录,新的在前。
    async fn applications(&self, ctx: &Context<'_>) -> Result<Vec<Application>, Failure> {
        Viewer::of(ctx).permit(Permission::EnrolmentRead)?;
        Ok(self.0.list(ctx).await?.rows().map(Application::from).collect())
    }

    /// 是否符合某项目的资格,附每一项依据;依据涉及残疾、照护或退役军人档案时,须有相应权限。
    async fn eligibility(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "项目代码,如 \"ZLJ\"。")] programme: String,
        #[graphql(desc = "档次代码,如 \"T80\";不给则符合任一档次即可。")] tier: Option<String>,
        #[graphql(desc = "判定日,按所在月份判定;不给则为今天。")] as_of: Option<Date>,
    ) -> Option<Result<Eligibility, Failure>> {
        let question = (programme.as_str(), tier.as_deref(), as_of);
        nullable(async { Eligibility::of(ctx, self.0.id()?, question).await }).await
    }

    /// 经办人申报的事实(登记信息中没有的),起始日晚的在前;含已撤回的。
    async fn declared_facts(&self, ctx: &Context<'_>) -> Result<Vec<ResidentFact>, Failure> {
        Viewer::of(ctx).permit(Permission::HealthRead)?;
        Ok(self.0.list(ctx).await?.rows().map(ResidentFact::from).collect())
    }

    /// 在册待遇,起始月晚的在前。
    async fn enrolments(&self, ctx: &Context<'_>) -> Result<Vec<Enrolment>, Failure> {
        Viewer::of(ctx).permit(Permission::EnrolmentRead)?;
        Ok(self.0.list(ctx).await?.rows().map(Enrolment::from).collect())
    }

    /// 发放明细;不给排序则月份晚的在前。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn payments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<SubsidyPaymentFilter>,
        #[graphql(desc = "排序。")] order_by: Option<SubsidyPaymentOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<SubsidyPayment>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 涉及本人的问题(补贴规则)。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<FindingFilter>,
        #[graphql(desc = "排序;不给则按登记次序。")] order_by: Option<FindingOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Finding>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 退役军人档案;不在册或不在可见范围时为空。
    async fn veteran(&self, ctx: &Context<'_>) -> Option<Result<Veteran, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::VeteranRead)?;
            Ok(self.0.one(ctx, "veteran").await?.map(Veteran::from))
        })
        .await
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }

    /// 版本号,每次修改加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

/// A planned row of `residency`.
pub struct Residency(Row);

/// 一段户籍或居住归属。
#[Object]
impl Residency {
    /// 户籍或居住。
    async fn kind(&self) -> Result<ResidencyKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 单位。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 起始日期。
    async fn valid_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("valid_from")?))
    }

    /// 终止日期(不含);仍有效时为空。
    async fn valid_to(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "valid_to") }).await
    }
}

/// A planned row of `life_event`.
pub struct LifeEvent(Row);

/// 居民登记事件。
#[Object]
impl LifeEvent {
    /// 类别。
    async fn kind(&self) -> Result<LifeEventKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 发生日期。
    async fn happened_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("happened_on")?))
    }

    /// 办公室得知日期。
    async fn recorded_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("recorded_on")?))
    }
}

/// A planned row of `disability_certificate`.
pub struct DisabilityCertificate(Row);

/// 残疾人证。
#[Object]
impl DisabilityCertificate {
    /// 证号(末两位隐藏)。
    async fn number(&self, ctx: &Context<'_>) -> Option<Result<Sensitive, Failure>> {
        nullable(async { sensitive(ctx, &self.0, "number_cipher", model::CERTIFICATE, identity::mask_certificate) })
            .await
    }

    /// 残疾类别。
    async fn kind(&self) -> Result<DisabilityType, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 残疾等级,1 最重,4 最轻。
    async fn grade(&self) -> Result<i32, Failure> {
        Ok(self.0.get("grade")?)
    }

    /// 发证日期。
    async fn issued_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("issued_on")?))
    }

    /// 有效期最后一日(当日仍有效)。
    async fn valid_until(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("valid_until")?))
    }
}
