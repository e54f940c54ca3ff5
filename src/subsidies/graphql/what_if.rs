//! A change tried before it is saved.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::Programme;
use crate::{
    kernel::{money::Fen, page::Connection, plan, problem::Failure, time::Month},
    residents::{graphql::Resident, loader::shape::RESIDENT},
    subsidies::{loader::request, service::programme::Tried},
};

/// What came of a trial.
pub struct ProgrammeWhatIf(pub Tried);

/// 变更试算:在某月将影响哪些人、金额如何变化;不保存任何内容。金额按标准的计量单位合计。
#[Object]
impl ProgrammeWhatIf {
    /// 试算的月份。
    async fn month(&self) -> Month {
        self.0.month
    }

    /// 变更前当月在享的人数。
    async fn persons_before(&self) -> i64 {
        self.0.touch.persons_before
    }

    /// 变更后当月在享的人数(变更后不再符合的不计)。
    async fn persons_after(&self) -> i64 {
        self.0.touch.persons_after
    }

    /// 变更前当月的待遇数。
    async fn lines_before(&self) -> i64 {
        self.0.touch.lines_before
    }

    /// 变更后当月的待遇数。
    async fn lines_after(&self) -> i64 {
        self.0.touch.lines_after
    }

    /// 变更前的金额合计(元)。
    async fn before_amount(&self) -> Fen {
        self.0.touch.before
    }

    /// 变更后的金额合计(元)。
    async fn after_amount(&self) -> Fen {
        self.0.touch.after
    }

    /// 标准定不出金额的待遇数(如缺少核定收入),不在合计内。
    async fn lines_without_price(&self) -> i64 {
        self.0.touch.unpriced
    }

    /// 新符合且未在享的人数。
    async fn newly_eligible(&self) -> i64 {
        self.0.touch.newly_eligible
    }

    /// 新符合的人全部纳入时增加的金额(元)。
    async fn newly_eligible_amount(&self) -> Fen {
        self.0.touch.newly
    }

    /// 原来符合、变更后不再符合的人数。
    async fn no_longer_eligible(&self) -> i64 {
        self.0.touch.no_longer_eligible
    }

    /// 在享而变更后不符合的人数。
    async fn enrolled_losing(&self) -> i64 {
        self.0.touch.losing
    }

    /// 在享而档次随之变化的待遇数。
    async fn tier_moves(&self) -> i64 {
        self.0.touch.moved
    }

    /// 试设排斥关系时,当月两项都在享的人数。
    async fn conflicting(&self) -> i64 {
        self.0.conflicting
    }

    /// 资格条件引用此标准的其他项目,其对象也将随之变化。
    async fn dependents(&self) -> Vec<Programme> {
        self.0.dependents.iter().map(|record| Programme(Arc::clone(record))).collect()
    }

    /// 受影响的居民(可见范围内)。
    async fn residents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Resident>, Failure> {
        let request = request::among(&self.0.touch.touched, first, after)?;
        Ok(plan::find_page(ctx, &RESIDENT, request).await?.into())
    }
}
