//! Seeding the programmes.

use std::collections::BTreeMap;

use entity::{
    programme, programme_exclusion, programme_standard, programme_tier, programme_version,
    vocab::{ExclusionKind, ExclusionLevel, PayUnit},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QuerySelect,
};

use crate::{
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
        write::add_all,
    },
    subsidies::{
        model::Standard,
        reference::{SHIPPED_FROM, Shipped, ShippedTerms, ShippedVersions, exclusion_level},
    },
};

/// What conditions and settings rest on that came with the platform.
const SHIPPED: &str = "平台启用时的政策参考资料";

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
        document: Set(None),
        change_id: Set(None),
        supersedes: Set(None),
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
    let mut pairs: BTreeMap<(i64, i64), (ExclusionKind, ExclusionLevel)> = BTreeMap::new();
    let units: BTreeMap<&str, PayUnit> = programmes.iter().map(|own| (own.code.as_str(), own.pay_unit)).collect();
    for shipped in programmes {
        for (code, kind) in shipped.exclusions() {
            if let (Some(one), Some(other)) = (keys.get(shipped.code.as_str()), keys.get(code)) {
                let other_unit = units.get(code).copied().unwrap_or(PayUnit::Person);
                let level = exclusion_level(shipped.pay_unit, other_unit);
                pairs.insert((*one, *other), (kind, level));
                pairs.insert((*other, *one), (kind, level));
            }
        }
    }
    let rows = pairs.into_iter().map(|((one, other), (kind, level))| programme_exclusion::Model {
        id: 0,
        programme_id: one,
        other_id: other,
        kind,
        level,
        cap_fen: None,
        valid_from: SHIPPED_FROM,
        valid_to: None,
        document: None,
        change_id: None,
    });
    add_all(tx, rows.collect()).await
}

/// Whether conditions have been seeded.
pub async fn has_terms<C: ConnectionTrait>(db: &C) -> Result<bool, Fault> {
    Ok(programme_version::Entity::find_in(&Scope::everything()).one(db).await?.is_some())
}

/// Seeds conditions and settings of the programmes that there are; answers how many.
pub async fn insert_terms<C: ConnectionTrait>(tx: &C, shipped: Vec<ShippedVersions>) -> Result<usize, Fault> {
    let select = programme::Entity::find_in(&Scope::everything()).select_only();
    let select = select.columns([programme::Column::Code, programme::Column::Id]);
    let keys: BTreeMap<String, i64> = select.into_tuple::<(String, i64)>().all(tx).await?.into_iter().collect();
    let mut rows = Vec::new();
    for ShippedVersions { code, versions } in shipped {
        if let Some(key) = keys.get(&code) {
            for terms in versions {
                rows.push(version_of(*key, &terms)?);
            }
        }
    }
    let count = rows.len();
    add_all(tx, rows).await?;
    Ok(count)
}

fn version_of(programme_id: i64, terms: &ShippedTerms) -> Result<programme_version::Model, Fault> {
    Ok(programme_version::Model {
        id: 0,
        programme_id,
        valid_from: terms.from,
        eligibility: serde_json::to_value(&terms.eligibility).map_err(|err| Fault::Defect(err.to_string()))?,
        approving_level: terms.approving_level,
        publicity_days: terms.publicity_days,
        publicity_name: terms.publicity_name,
        publicity_amount: terms.publicity_amount,
        review_months: terms.review_months,
        start_rule: terms.start_rule,
        stop_rule: terms.stop_rule,
        back_pay_months: terms.back_pay_months,
        document: SHIPPED.to_owned(),
        change_id: None,
    })
}
