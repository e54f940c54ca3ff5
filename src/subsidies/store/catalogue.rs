//! The programmes as they are held in memory.

use std::{collections::BTreeSet, sync::Arc};

use entity::{programme, programme_exclusion, programme_standard, programme_tier, programme_version};
use sea_orm::{ConnectionTrait, QueryOrder};

use crate::{
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
    },
    subsidies::model::{Exclusion, ProgrammeRecord, Programmes, Standard, Terms, Tier, with_peers},
};

/// Everything that hangs on programmes, in order.
struct Parts {
    tiers: Vec<programme_tier::Model>,
    standards: Vec<programme_standard::Model>,
    exclusions: Vec<programme_exclusion::Model>,
    versions: Vec<programme_version::Model>,
}

/// All programmes with tiers, standards, exclusions and conditions.
pub async fn programmes<C: ConnectionTrait>(db: &C) -> Result<Programmes, Fault> {
    let scope = Scope::everything();
    let rows = programme::Entity::find_in(&scope).order_by_asc(programme::Column::Id).all(db).await?;
    let standards = programme_standard::Entity::find_in(&scope);
    let standards = standards.order_by_asc(programme_standard::Column::ValidFrom).all(db).await?;
    let corrected: BTreeSet<i64> = standards.iter().filter_map(|row| row.supersedes).collect();
    let exclusions = programme_exclusion::Entity::find_in(&scope);
    let versions = programme_version::Entity::find_in(&scope).order_by_asc(programme_version::Column::ValidFrom);
    let parts = Parts {
        tiers: programme_tier::Entity::find_in(&scope).order_by_asc(programme_tier::Column::Id).all(db).await?,
        standards: standards.into_iter().filter(|row| !corrected.contains(&row.id)).collect(),
        exclusions: exclusions.order_by_asc(programme_exclusion::Column::OtherId).all(db).await?,
        versions: versions.order_by_asc(programme_version::Column::Id).all(db).await?,
    };
    let records = rows.into_iter().map(|row| record(row, &parts)).collect::<Result<Vec<_>, Fault>>()?;
    Ok(Programmes(with_peers(records).into_iter().map(Arc::new).collect()))
}

fn record(row: programme::Model, parts: &Parts) -> Result<ProgrammeRecord, Fault> {
    let standards_of = |tier: Option<i64>| -> Vec<Standard> {
        let own = parts.standards.iter().filter(|standard| standard.programme_id == row.id && standard.tier_id == tier);
        own.map(|row| Standard { id: row.id, valid_from: row.valid_from, amount: row.amount_fen }).collect()
    };
    let tiers = parts.tiers.iter().filter(|tier| tier.programme_id == row.id).map(|tier| Tier {
        id: tier.id,
        code: format!("{}.{}", row.code, tier.code),
        name: tier.name.clone(),
        standards: standards_of(Some(tier.id)),
    });
    let excluded = parts.exclusions.iter().filter(|pair| pair.programme_id == row.id).map(|pair| Exclusion {
        other: pair.other_id,
        kind: pair.kind,
        level: pair.level,
        cap: pair.cap_fen,
        valid_from: pair.valid_from,
        valid_to: pair.valid_to,
    });
    let versions = parts.versions.iter().filter(|version| version.programme_id == row.id).map(|version| {
        let expression = serde_json::from_value(version.eligibility.clone())
            .map_err(|err| Fault::Corrupt(format!("eligibility of version {}: {err}", version.id)))?;
        Ok(Terms { row: version.clone(), expression })
    });
    Ok(ProgrammeRecord {
        tiers: tiers.collect(),
        standards: standards_of(None),
        exclusions: excluded.collect(),
        terms: versions.collect::<Result<Vec<_>, Fault>>()?,
        peers: std::collections::BTreeMap::new(),
        row,
    })
}
