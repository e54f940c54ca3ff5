//! Money to be got back.

use entity::vocab::RecoveryState;

use crate::{kernel::money::Fen, payrolls::model::Recovery};

/// What is still to come.
#[must_use]
pub const fn outstanding(recovery: &Recovery) -> Fen {
    match recovery.state {
        RecoveryState::Open | RecoveryState::Partial => Fen(recovery.amount_fen.0 - recovery.recovered_fen.0),
        RecoveryState::Recovered | RecoveryState::WrittenOff => Fen(0),
    }
}

/// The recovery after `amount` came in, which is at most what is outstanding.
#[must_use]
pub fn received(recovery: &Recovery, amount: Fen) -> Recovery {
    let recovered_fen = Fen(recovery.recovered_fen.0 + amount.0);
    let state = if recovered_fen == recovery.amount_fen { RecoveryState::Recovered } else { RecoveryState::Partial };
    Recovery { recovered_fen, state, ..recovery.clone() }
}
