//! Units held in memory.

use std::sync::Arc;

use chrono::NaiveDate;
use entity::vocab::UnitKind;

use crate::kernel::problem::Failure;

/// Columns under which sensitive values are sealed.
pub const ID_NUMBER: &str = "resident.id_number";
/// See [`ID_NUMBER`].
pub const PHONE: &str = "resident.phone";
/// See [`ID_NUMBER`].
pub const CERTIFICATE: &str = "disability_certificate.number";

/// A division code and the days it was in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedCode {
    pub code: String,
    pub valid_from: NaiveDate,
    /// Exclusive end; `None` while in force.
    pub valid_to: Option<NaiveDate>,
}

/// A village or community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRecord {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub kind: UnitKind,
    pub codes: Vec<DatedCode>,
}

/// All units of the street in the order of their codes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Units(pub Vec<Arc<UnitRecord>>);

impl Units {
    /// The unit with this key.
    #[must_use]
    pub fn get(&self, id: i64) -> Option<Arc<UnitRecord>> {
        self.0.iter().find(|unit| unit.id == id).cloned()
    }

    /// Keys of the units with these codes; a former code finds its unit too.
    ///
    /// # Errors
    /// A refusal that names `field` when a code is no unit's.
    pub fn keys(&self, field: &str, codes: &[String]) -> Result<Vec<i64>, Failure> {
        let key = |code: &String| {
            let unit =
                self.0.iter().find(|unit| unit.code == *code || unit.codes.iter().any(|dated| dated.code == *code));
            unit.map(|unit| unit.id)
                .ok_or_else(|| Failure::bad_input(field, "没有这个单位代码,请用 units 查询本街道 12 个村(社区)的代码"))
        };
        codes.iter().map(key).collect()
    }
}
