//! Administration of programmes, and who is entitled.

mod judge;

pub use judge::{Judgement, eligible, eligible_not_enrolled, judge};
