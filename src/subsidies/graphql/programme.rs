//! Programmes.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::vocab::{AmountMode, ExclusionKind, Frequency, PayUnit, ProgrammeGroup};

use crate::{
    kernel::{fault::Fault, id, money::Fen, plan::Row, problem::Failure, time::Date},
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

/// 与另一项目的排斥关系。
#[derive(Debug, SimpleObject)]
pub struct Exclusion {
    /// 另一项目。
    programme: Programme,
    /// 互斥或择高。
    kind: ExclusionKind,
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

    /// 复核间隔(月);0 表示不复核。
    async fn review_months(&self) -> i32 {
        self.0.row.review_months
    }

    /// 公示要求代码。
    async fn publicity(&self) -> &str {
        &self.0.row.publicity
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

    /// 与本项目互斥或择高的项目。
    async fn exclusions(&self, ctx: &Context<'_>) -> Vec<Exclusion> {
        let all = ctx.data_unchecked::<Arc<Programmes>>();
        let pair = |pair: &model::Exclusion| {
            all.get(pair.other).map(|record| Exclusion { programme: Programme(Arc::clone(record)), kind: pair.kind })
        };
        self.0.exclusions.iter().filter_map(pair).collect()
    }
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
