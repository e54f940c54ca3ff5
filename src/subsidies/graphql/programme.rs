//! Programmes.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::vocab::{AmountMode, Frequency, PayUnit, ProgrammeGroup};

use super::terms::{EligibilityRule, Exclusion, ProgrammeTerms};
use crate::{
    kernel::{
        app::App,
        fault::Fault,
        id,
        money::Fen,
        plan::Row,
        problem::Failure,
        time::{Date, Month},
    },
    subsidies::model::{self, ProgrammeRecord, Programmes, in_force},
};

/// 一项自某日起执行的标准。
#[derive(Debug, SimpleObject)]
pub struct Standard {
    /// 执行起始日期。
    valid_from: Date,
    /// 金额(元),含义见项目的 standardUnit。
    amount: Fen,
}

fn standards(list: &[model::Standard]) -> Vec<Standard> {
    list.iter().map(|item| Standard { valid_from: Date(item.valid_from), amount: item.amount }).collect()
}

/// A tier of a programme, from memory.
#[derive(Debug, Clone)]
pub struct Tier(model::Tier);

/// 项目的档次。
#[Object(name = "ProgrammeTier")]
impl Tier {
    /// 档次代码,如 "ZLJ.T80"。
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// 名称。
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// 历次标准,由旧到新。
    async fn standards(&self) -> Vec<Standard> {
        standards(&self.0.standards)
    }

    /// 某日执行的标准(元);当日尚无标准时为空。
    async fn standard(&self, #[graphql(desc = "日期。")] on: Date) -> Option<Fen> {
        in_force(&self.0.standards, on.0)
    }
}

/// A programme, from memory.
#[derive(Debug, Clone)]
pub struct Programme(pub Arc<ProgrammeRecord>);

/// 补贴补助项目;标准、档次、互斥等都是数据,按日期生效。
#[Object]
impl Programme {
    /// 全局标识。
    pub async fn id(&self) -> ID {
        id::encode("prg", self.0.row.id).into()
    }

    /// 项目代码,如 "ZLJ"。
    async fn code(&self) -> &str {
        &self.0.row.code
    }

    /// 名称。
    async fn name(&self) -> &str {
        &self.0.row.name
    }

    /// 英文名称。
    async fn name_en(&self) -> &str {
        &self.0.row.name_en
    }

    /// 人群大类。
    async fn group(&self) -> ProgrammeGroup {
        self.0.row.group
    }

    /// 是否计入年度总数(年报中的人次与金额)。
    async fn in_headline(&self) -> bool {
        self.0.row.in_headline
    }

    /// 主管部门。
    async fn department(&self) -> &str {
        &self.0.row.department
    }

    /// 发放周期。
    async fn frequency(&self) -> Frequency {
        self.0.row.frequency
    }

    /// 发放对象单位。
    async fn pay_unit(&self) -> PayUnit {
        self.0.row.pay_unit
    }

    /// 金额确定方式。
    async fn amount_mode(&self) -> AmountMode {
        self.0.row.amount_mode
    }

    /// 标准的含义与单位(参考资料原文)。
    async fn standard_unit(&self) -> &str {
        &self.0.row.standard_unit
    }

    /// 政策依据。
    async fn basis(&self) -> &str {
        &self.0.row.basis
    }

    /// 某日所在月份执行的资格条件与办理规定;不给日期则按今天,当月尚无规定时为空。
    async fn terms(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "日期。")] as_of: Option<Date>,
    ) -> Option<ProgrammeTerms> {
        let terms = self.0.terms_in(month_of(ctx, as_of))?;
        Some(ProgrammeTerms { programme: Arc::clone(&self.0), terms: terms.clone() })
    }

    /// 历次资格条件与办理规定,由旧到新;同月起有多次的以最后一次为准。
    async fn versions(&self) -> Vec<ProgrammeTerms> {
        let terms = |terms: &model::Terms| ProgrammeTerms { programme: Arc::clone(&self.0), terms: terms.clone() };
        self.0.terms.iter().map(terms).collect()
    }

    /// 某日所在月份的资格条件:可读的文字与结构;不给日期则按今天。
    async fn eligibility(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "日期。")] as_of: Option<Date>,
    ) -> Option<EligibilityRule> {
        let terms = self.0.terms_in(month_of(ctx, as_of))?;
        Some(EligibilityRule::new(&terms.expression, &self.0.peers))
    }

    /// 标准是否为近似值(尚未向本区核实)。
    async fn approximate(&self) -> bool {
        self.0.row.approximate
    }

    /// 档次;不分档的项目为空列表。
    async fn tiers(&self) -> Vec<Tier> {
        self.0.tiers.iter().cloned().map(Tier).collect()
    }

    /// 项目本身(不分档)的历次标准,由旧到新。
    async fn standards(&self) -> Vec<Standard> {
        standards(&self.0.standards)
    }

    /// 某日执行的标准(元);分档项目请看 tiers。
    async fn standard(&self, #[graphql(desc = "日期。")] on: Date) -> Option<Fen> {
        in_force(&self.0.standards, on.0)
    }

    /// 某日所在月份与本项目互斥、择高或合计限额的项目;不给日期则按今天。
    async fn exclusions(
        &self, ctx: &Context<'_>, #[graphql(desc = "日期。")] as_of: Option<Date>
    ) -> Vec<Exclusion> {
        let month = month_of(ctx, as_of);
        let all = ctx.data_unchecked::<Arc<Programmes>>();
        let holding = self.0.exclusions.iter().filter(|pair| pair.holds(month));
        holding.filter_map(|pair| Some(Exclusion::new(all.get(pair.other)?, pair))).collect()
    }

    /// 版本号,每次变更生效加一;提出变更时给出所见的版本号。
    async fn version(&self) -> i32 {
        self.0.row.version
    }
}

fn month_of(ctx: &Context<'_>, day: Option<Date>) -> Month {
    Month::of(day.map_or_else(|| ctx.data_unchecked::<App>().clock.today(), |date| date.0))
}

/// The programme that `programme_id` of `row` names.
///
/// # Errors
/// A fault when the column was not planned or names no programme.
pub fn programme_at(ctx: &Context<'_>, row: &Row) -> Result<Programme, Failure> {
    let key = row.get::<i64>("programme_id")?;
    let found = ctx.data_unchecked::<Arc<Programmes>>().get(key).cloned();
    Ok(found.map(Programme).ok_or_else(|| Fault::Corrupt(format!("programme {key} is not known")))?)
}

/// Full tier code of `row`, or `None` where its programme has no tiers.
///
/// # Errors
/// A fault when a column was not planned.
pub fn tier_at(ctx: &Context<'_>, row: &Row) -> Result<Option<String>, Failure> {
    let programme = programme_at(ctx, row)?;
    let tier = row.get::<Option<i64>>("tier_id")?;
    Ok(tier.map(|_| programme.0.tier_code(tier)))
}
