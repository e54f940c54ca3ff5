//! Acts on payrolls, and what is read of them.

pub mod act;
pub mod bank;
pub mod calculate;
pub mod close;
pub mod decide;
pub mod open;
pub mod read;
pub mod recovery;
pub mod reissue;
pub mod review;

pub use act::{Order, PayrollAct, Target, act};
