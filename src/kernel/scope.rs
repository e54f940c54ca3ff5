//! Row scope: which rows exist for a viewer. Every select starts here.

use sea_orm::{EntityTrait, QueryFilter, Select, sea_query::Cond};

/// How far a viewer's rows reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// The whole street.
    All,
    /// These ids only.
    Only(Vec<i64>),
    /// No row at all.
    Nothing,
}

impl Reach {
    /// Whether `id` is within reach.
    #[must_use]
    pub fn holds(&self, id: i64) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.contains(&id),
            Self::Nothing => false,
        }
    }
}

/// What exists for one viewer. Anything outside is answered as if it had never been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Units whose rows the viewer sees.
    pub units: Reach,
    /// Collectives whose rows the viewer sees.
    pub collectives: Reach,
    /// Units whose veterans' files the viewer sees.
    pub stations: Reach,
    /// Units whose findings about subsidies the viewer sees.
    pub subsidies: Reach,
}

impl Scope {
    /// The scope of the system itself (start-up, commands of the operator).
    #[must_use]
    pub const fn everything() -> Self {
        Self { units: Reach::All, collectives: Reach::All, stations: Reach::All, subsidies: Reach::All }
    }
}

/// A table whose rows are limited by scope.
pub trait Scoped: EntityTrait {
    /// The condition that rows aliased `alias` must meet to exist within `scope`.
    fn within(scope: &Scope, alias: &str) -> Cond;
}

/// Scope-first select; plain `find` is banned elsewhere.
pub trait FindIn: Scoped {
    /// A select of the rows that exist within `scope`.
    #[must_use]
    fn find_in(scope: &Scope) -> Select<Self> {
        #[expect(clippy::disallowed_methods, reason = "the one place a select may start")]
        Self::find().filter(Self::within(scope, Self::default().table_name()))
    }
}

impl<E: Scoped> FindIn for E {}

/// Declares which rows of several tables exist for whom: `entity: |scope, alias| condition;`.
macro_rules! scoped {
    ($($entity:ident: $within:expr;)+) => {$(
        impl $crate::kernel::scope::Scoped for $entity::Entity {
            fn within(scope: &$crate::kernel::scope::Scope, alias: &str) -> sea_orm::sea_query::Cond {
                let within: fn(&$crate::kernel::scope::Scope, &str) -> sea_orm::sea_query::Cond = $within;
                within(scope, alias)
            }
        }
    )+};
}
pub(crate) use scoped;
