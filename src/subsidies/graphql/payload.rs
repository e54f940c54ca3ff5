//! What acts on programmes and declared facts answer.

use super::{ProgrammeChange, ResidentFact};
use crate::{
    kernel::payload::payload,
    subsidies::loader::shape::{CHANGE, RESIDENT_FACT},
};

payload!(ChangePayload, change: ProgrammeChange, CHANGE, "办理后的项目变更;被拒时为空。");
payload!(FactPayload, resident_fact: ResidentFact, RESIDENT_FACT, "办理后的申报事实;被拒时为空。");
