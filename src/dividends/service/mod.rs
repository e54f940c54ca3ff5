//! Acts on plans and on the register; guarded reads of whole files.

pub mod act;
pub mod bank;
pub mod calculate;
pub mod dry_run;
pub mod facts;
pub mod inherit;
pub mod objection;
pub mod pay;
pub mod payout;
pub mod plan;
pub mod register;
pub mod review;
pub mod unit;

pub use act::{PlanAct, Target, act};
