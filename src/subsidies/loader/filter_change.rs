//! Filters of changes of programmes.

use async_graphql::InputObject;
use entity::{
    programme_change,
    vocab::{ProgrammeChangeKind, ProgrammeChangeState},
};
use sea_orm::sea_query::{Cond, ExprTrait};

use crate::{
    kernel::{filter::at, problem::Failure},
    residents::loader::filter::Asker,
};

/// 项目变更条件。
#[derive(Debug, Clone, Default, InputObject)]
pub struct ProgrammeChangeFilter {
    /// 项目代码。
    pub programme: Option<Vec<String>>,
    /// 内容。
    pub kind: Option<Vec<ProgrammeChangeKind>>,
    /// 状态。
    pub state: Option<Vec<ProgrammeChangeState>>,
}

impl ProgrammeChangeFilter {
    /// The condition on `programme_change` rows under `alias`.
    ///
    /// # Errors
    /// An unknown code.
    pub fn condition(&self, asker: Asker<'_>, alias: &str) -> Result<Cond, Failure> {
        use programme_change::Column;
        let mut cond = Cond::all();
        if let Some(codes) = &self.programme {
            let keys = asker.programmes.keys("filter.programme", codes)?;
            cond = cond.add(at(alias, Column::ProgrammeId).is_in(keys));
        }
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(states) = &self.state {
            cond = cond.add(at(alias, Column::State).is_in(states.iter().copied()));
        }
        Ok(cond)
    }
}
