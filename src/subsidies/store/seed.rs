//! Seeding the programmes.

use std::collections::BTreeMap;

use entity::{programme, programme_exclusion, programme_standard, programme_tier, vocab::ExclusionKind};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait,
};

use crate::{
    kernel::fault::Fault,
    subsidies::{model::Standard, reference::Shipped},
};

/// Seeds programmes with tiers, standards and exclusions; keys follow the order.
pub async fn insert_programmes<C: ConnectionTrait>(tx: &C, programmes: &[Shipped]) -> Result<(), Fault> {
    let mut keys = BTreeMap::new();
    for shipped in programmes {
        let key = row_of(shipped).insert(tx).await?.id;
        keys.insert(shipped.code.as_str(), key);
        insert_standards(tx, key, None, shipped.standards()).await?;
        for tier in &shipped.tiers {
            let row = programme_tier::ActiveModel {
                id: NotSet,
                programme_id: Set(key),
                code: Set(tier.code.clone()),
                name: Set(tier.name_zh.clone()),
            };
            let tier_id = row.insert(tx).await?.id;
            insert_standards(tx, key, Some(tier_id), tier.standards()).await?;
        }
    }
    insert_exclusions(tx, programmes, &keys).await
}

fn row_of(shipped: &Shipped) -> programme::ActiveModel {
    programme::ActiveModel {
        id: NotSet,
        code: Set(shipped.code.clone()),
        name: Set(shipped.name_zh.clone()),
        name_en: Set(shipped.name_en.clone()),
        group: Set(shipped.group),
        in_headline: Set(shipped.in_headline),
        department: Set(shipped.department.clone()),
        frequency: Set(shipped.frequency),
        pay_unit: Set(shipped.pay_unit),
        amount_mode: Set(shipped.amount_mode),
        standard_unit: Set(shipped.standard_unit.clone()),
        basis: Set(shipped.basis.clone()),
        eligibility: Set(shipped.eligibility.clone()),
        start_rule: Set(shipped.start_rule.clone()),
        stop_rule: Set(shipped.stop_rule.clone()),
        review_months: Set(shipped.review_months),
        publicity: Set(shipped.publicity.clone()),
        pay_months: Set(shipped.pay_months.clone().map(Into::into)),
        approximate: Set(shipped.approximate),
        version: Set(1),
    }
}

async fn insert_standards<C: ConnectionTrait>(
    tx: &C,
    programme_id: i64,
    tier_id: Option<i64>,
    standards: Vec<Standard>,
) -> Result<(), Fault> {
    if standards.is_empty() {
        return Ok(());
    }
    let rows = standards.into_iter().map(|standard| programme_standard::ActiveModel {
        id: NotSet,
        programme_id: Set(programme_id),
        tier_id: Set(tier_id),
        valid_from: Set(standard.valid_from),
        amount_fen: Set(standard.amount),
    });
    programme_standard::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Stores every pair in both orders, since the reference names most of them on one side only.
async fn insert_exclusions<C: ConnectionTrait>(
    tx: &C,
    programmes: &[Shipped],
    keys: &BTreeMap<&str, i64>,
) -> Result<(), Fault> {
    let mut pairs: BTreeMap<(i64, i64), ExclusionKind> = BTreeMap::new();
    for shipped in programmes {
        for (code, kind) in shipped.exclusions() {
            if let (Some(one), Some(other)) = (keys.get(shipped.code.as_str()), keys.get(code)) {
                pairs.insert((*one, *other), kind);
                pairs.insert((*other, *one), kind);
            }
        }
    }
    let rows = pairs.into_iter().map(|((one, other), kind)| programme_exclusion::ActiveModel {
        id: NotSet,
        programme_id: Set(one),
        other_id: Set(other),
        kind: Set(kind),
    });
    programme_exclusion::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}
