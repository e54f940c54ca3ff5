//! Sensitive values: masked by default, never raw in a query.

use async_graphql::{Context, SimpleObject};
use entity::vocab::IdNumberKind;

use crate::kernel::{app::App, plan::Row, problem::Failure};

/// 敏感信息,只给掩码。
#[derive(Debug, SimpleObject)]
pub struct Sensitive {
    /// 掩码。
    masked: String,
}

/// 居民身份证号,只给掩码。
#[derive(Debug, SimpleObject)]
pub struct IdNumber {
    /// 掩码,如 "320699********0014"。
    pub masked: String,
    /// 号码形态:18 位有效、15 位旧号或历史无效号。
    pub kind: IdNumberKind,
}

/// Opens the sealed `column` of `row` and masks it.
///
/// # Errors
/// A fault when it does not open.
pub fn sensitive(
    ctx: &Context<'_>,
    row: &Row,
    column: &str,
    sealed_as: &'static str,
    mask: fn(&str) -> String,
) -> Result<Option<Sensitive>, Failure> {
    let Some(sealed) = row.get::<Option<Vec<u8>>>(column)? else { return Ok(None) };
    let plain = ctx.data_unchecked::<App>().vault.open(sealed_as, &sealed)?;
    Ok(Some(Sensitive { masked: mask(&plain) }))
}
