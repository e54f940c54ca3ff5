//! Verification of the chain.

use std::fmt;

use super::store;
use crate::kernel::{app::App, chain, fault::Fault};

const BATCH: u64 = 1000;

/// What verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every act is as it was written; the head's number and hash, to be kept elsewhere.
    Intact { acts: i64, head: String },
    /// The first act that is not as it was written, and how.
    Broken { act: i64, reason: &'static str },
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Intact { acts, head } => write!(f, "审计链完整:{acts} 条,链头 {head}"),
            Self::Broken { act, reason } => write!(f, "审计链在第 {act} 条处断裂:{reason}"),
        }
    }
}

/// Recomputes the whole chain and compares it with the sealed head.
///
/// # Errors
/// The database cannot be read.
pub async fn verify(app: &App) -> Result<Verdict, Fault> {
    let (mut seq, mut hash) = (0, vec![0; 32]);
    let head = loop {
        let acts = store::acts_after(app.db.read(), seq, BATCH).await?;
        if acts.is_empty() {
            let head = store::head(app.db.read()).await?;
            let ahead = head.as_ref().is_some_and(|head| head.seq > seq);
            // Acts written since the last batch are read too; a head without its acts is a cut tail.
            if ahead && !store::acts_after(app.db.read(), seq, 1).await?.is_empty() {
                continue;
            }
            break head;
        }
        for act in acts {
            if act.id != seq + 1 {
                return Ok(Verdict::Broken { act: seq + 1, reason: "缺少记录" });
            }
            if act.prev_hash != hash {
                return Ok(Verdict::Broken { act: act.id, reason: "与前一条不相连" });
            }
            if chain::hash_of(&act)[..] != act.hash[..] {
                return Ok(Verdict::Broken { act: act.id, reason: "内容被改动" });
            }
            (seq, hash) = (act.id, act.hash);
        }
    };
    let Some(head) = head else {
        let untouched = seq == 0;
        return Ok(if untouched {
            Verdict::Intact { acts: 0, head: hex::encode(&hash) }
        } else {
            Verdict::Broken { act: seq, reason: "链头缺失" }
        });
    };
    if head.seal != chain::seal_of(app, head.seq, &head.hash) {
        return Ok(Verdict::Broken { act: head.seq, reason: "链头印记不符" });
    }
    if head.seq != seq || head.hash != hash {
        return Ok(Verdict::Broken { act: seq + 1, reason: "末尾被截断" });
    }
    Ok(Verdict::Intact { acts: seq, head: hex::encode(&hash) })
}
