//! Administration of programmes, and who is entitled.

mod change;
mod declare;
mod judge;
mod what_if;

pub use change::{ChangeTarget, approve, part_of, propose, reject};
pub use declare::{record, withdraw};
pub use judge::{Judgement, eligible, eligible_not_enrolled, judge, permit};
pub use what_if::{Trial, Tried, what_if};
