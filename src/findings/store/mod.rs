//! SQL of findings; which of their rows exist for whom.

pub mod run;

use std::collections::HashMap;

use entity::{
    campaign, campaign_result, finding, finding_step, rule, rule_run,
    vocab::{CampaignState, FindingAct},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::{Cond, Expr, ExprTrait, Iden},
};

use super::model::{RuleRecord, Rules};
use crate::kernel::{
    fault::Fault,
    filter::{at, never},
    scope::{FindIn, Reach, Scope, scoped},
};

scoped! {
    // The rules and the names of campaigns are public policy.
    rule: |_, _| Cond::all();
    campaign: |_, _| Cond::all();
    campaign_result: |scope, alias| scope.collectives.limit(alias, &[campaign_result::Column::CollectiveId]);
    // A finding is a collective's or, about a veteran, a station's, or, about a subsidy, the paying unit's.
    finding: |scope, alias| {
        use finding::Column;
        owned(scope, alias, [Column::CollectiveId, Column::UnitId, Column::PayingUnitId])
    };
    finding_step: |scope, alias| {
        use finding_step::Column;
        owned(scope, alias, [Column::CollectiveId, Column::UnitId, Column::PayingUnitId])
    };
    rule_run: |scope, alias| scope.collectives.limit(alias, &[rule_run::Column::CollectiveId]);
}

fn owned<C: Iden + Copy + 'static>(scope: &Scope, alias: &str, [collective, unit, payer]: [C; 3]) -> Cond {
    if *scope == Scope::everything() {
        return Cond::all();
    }
    let of = |column: C, reach: &Reach| match reach {
        Reach::All => Cond::all().add(at(alias, column).is_not_null()),
        reach => reach.limit(alias, &[column]),
    };
    // What is nobody else's is about subsidies, be it a unit's or the street's.
    let of_payers = match &scope.subsidies {
        Reach::All => Cond::all().add(at(alias, collective).is_null()).add(at(alias, unit).is_null()),
        reach => reach.limit(alias, &[payer]),
    };
    let reaches = [
        (&scope.collectives, of(collective, &scope.collectives)),
        (&scope.stations, of(unit, &scope.stations)),
        (&scope.subsidies, of_payers),
    ];
    let mut own = reaches.into_iter().filter(|(reach, _)| **reach != Reach::Nothing).map(|(_, own)| own);
    let Some(first) = own.next() else { return never() };
    let any = own.fold(Cond::any().add(first), Cond::add);
    Cond::all().add(any)
}

/// All rules with their keys, by number.
pub async fn rules<C: ConnectionTrait>(db: &C) -> Result<(HashMap<i64, usize>, Rules), Fault> {
    let rows = rule::Entity::find_in(&Scope::everything()).order_by_asc(rule::Column::Number).all(db).await?;
    let keys = rows.iter().enumerate().map(|(position, row)| (row.id, position)).collect();
    let record = |row: rule::Model| {
        let suppresses = serde_json::from_value(row.suppresses).map_err(|err| Fault::Corrupt(err.to_string()))?;
        Ok::<_, Fault>(RuleRecord {
            number: row.number,
            domain: row.domain,
            code: row.code,
            name: row.name,
            predicate: row.predicate,
            legal_basis: row.legal_basis,
            remedy: row.remedy,
            parameters: row.parameters,
            suppresses,
        })
    };
    Ok((keys, Rules(rows.into_iter().map(record).collect::<Result<_, _>>()?)))
}

/// Whether the rules have been seeded.
pub async fn has_rules<C: ConnectionTrait>(db: &C) -> Result<bool, Fault> {
    Ok(rule::Entity::find_in(&Scope::everything()).one(db).await?.is_some())
}

/// Seeds the rules; keys follow the order.
pub async fn seed_rules<C: ConnectionTrait>(tx: &C, rules: &Rules) -> Result<(), Fault> {
    let row = |record: &RuleRecord| rule::ActiveModel {
        id: NotSet,
        number: Set(record.number.clone()),
        domain: Set(record.domain),
        code: Set(record.code.clone()),
        name: Set(record.name.clone()),
        predicate: Set(record.predicate.clone()),
        legal_basis: Set(record.legal_basis.clone()),
        remedy: Set(record.remedy.clone()),
        parameters: Set(record.parameters.clone()),
        suppresses: Set(serde_json::json!(record.suppresses)),
    };
    rule::Entity::insert_many(rules.0.iter().map(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The finding with this key and its steps, oldest first.
pub async fn finding<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: i64,
) -> Result<Option<(finding::Model, Vec<finding_step::Model>)>, Fault> {
    let found = finding::Entity::find_in(scope).filter(finding::Column::Id.eq(id)).one(db).await?;
    let Some(found) = found else { return Ok(None) };
    let steps = finding_step::Entity::find_in(scope).filter(finding_step::Column::FindingId.eq(id));
    let steps = steps.order_by_asc(finding_step::Column::Id).all(db).await?;
    Ok(Some((found, steps)))
}

/// Stores the finding as it is now if its version is still `version`. Says whether it was.
pub async fn update<C: ConnectionTrait>(tx: &C, row: finding::Model, version: i32) -> Result<bool, Fault> {
    let found = finding::Entity::find_in(&Scope::everything())
        .filter(finding::Column::Id.eq(row.id))
        .filter(finding::Column::Version.eq(version));
    if found.one(tx).await?.is_none() {
        return Ok(false);
    }
    row.into_active_model().reset_all().update(tx).await?;
    Ok(true)
}

/// A step to be stored.
#[derive(Debug, Clone)]
pub struct NewStep {
    pub act: FindingAct,
    pub done_on: chrono::NaiveDate,
    pub actor: String,
    pub note: String,
    pub document: Option<String>,
    pub deadline_on: Option<chrono::NaiveDate>,
}

/// Appends a step of `finding`.
pub async fn add_step<C: ConnectionTrait>(tx: &C, finding: &finding::Model, step: NewStep) -> Result<(), Fault> {
    let row = finding_step::ActiveModel {
        id: NotSet,
        finding_id: Set(finding.id),
        collective_id: Set(finding.collective_id),
        unit_id: Set(finding.unit_id),
        paying_unit_id: Set(finding.paying_unit_id),
        act: Set(step.act),
        done_on: Set(step.done_on),
        actor: Set(step.actor),
        note: Set(step.note),
        document: Set(step.document),
        deadline_on: Set(step.deadline_on),
    };
    row.insert(tx).await?;
    Ok(())
}

/// The campaign with this code.
pub async fn campaign<C: ConnectionTrait>(db: &C, code: &str) -> Result<Option<campaign::Model>, Fault> {
    let select = campaign::Entity::find_in(&Scope::everything()).filter(campaign::Column::Code.eq(code));
    Ok(select.one(db).await?)
}

/// The campaign with this key.
pub async fn campaign_by_key<C: ConnectionTrait>(db: &C, id: i64) -> Result<Option<campaign::Model>, Fault> {
    Ok(campaign::Entity::find_in(&Scope::everything()).filter(campaign::Column::Id.eq(id)).one(db).await?)
}

/// The campaigns of a year.
pub async fn campaigns_of<C: ConnectionTrait>(db: &C, year: i32) -> Result<Vec<campaign::Model>, Fault> {
    let select = campaign::Entity::find_in(&Scope::everything()).filter(campaign::Column::Year.eq(year));
    Ok(select.order_by_asc(campaign::Column::Id).all(db).await?)
}

/// Stores a new campaign; answers its key.
pub async fn open_campaign<C: ConnectionTrait>(tx: &C, row: campaign::Model) -> Result<i64, Fault> {
    let mut row = row.into_active_model().reset_all();
    row.id = NotSet;
    Ok(row.insert(tx).await?.id)
}

/// Closes a campaign.
pub async fn close_campaign<C: ConnectionTrait>(
    tx: &C,
    row: &campaign::Model,
    on: chrono::NaiveDate,
) -> Result<(), Fault> {
    let closed = campaign::ActiveModel {
        id: Set(row.id),
        state: Set(CampaignState::Closed),
        closed_on: Set(Some(on)),
        version: Set(row.version + 1),
        ..Default::default()
    };
    closed.update(tx).await?;
    Ok(())
}

/// Stores what a campaign saw at a lease; a second time nothing happens. Says whether it was new.
pub async fn add_result<C: ConnectionTrait>(tx: &C, row: campaign_result::Model) -> Result<bool, Fault> {
    let known = campaign_result::Entity::find_in(&Scope::everything())
        .filter(campaign_result::Column::CampaignId.eq(row.campaign_id))
        .filter(campaign_result::Column::LeaseId.eq(row.lease_id));
    if known.one(tx).await?.is_some() {
        return Ok(false);
    }
    let mut row = row.into_active_model().reset_all();
    row.id = NotSet;
    row.insert(tx).await?;
    Ok(true)
}

/// Leases of the campaign that have a result, and its findings that are neither closed nor waived.
pub async fn progress<C: ConnectionTrait>(db: &C, scope: &Scope, campaign: i64) -> Result<(Vec<i64>, u64), Fault> {
    let results = campaign_result::Entity::find_in(scope).filter(campaign_result::Column::CampaignId.eq(campaign));
    let leases = results.all(db).await?.into_iter().map(|row| row.lease_id).collect();
    let open = finding::Entity::find_in(scope)
        .filter(finding::Column::CampaignId.eq(campaign))
        .filter(Expr::col((finding::Entity, finding::Column::ClosedOn)).is_null());
    Ok((leases, open.count(db).await?))
}

/// Findings within scope that meet `condition` (for statistics), by key.
pub async fn findings<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    ids: Option<&[i64]>,
) -> Result<Vec<finding::Model>, Fault> {
    let mut select = finding::Entity::find_in(scope);
    if let Some(ids) = ids {
        select = select.filter(finding::Column::Id.is_in(ids.iter().copied()));
    }
    Ok(select.order_by_asc(finding::Column::Id).all(db).await?)
}

/// The day each lease was inspected by the campaign.
pub async fn seen_on<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    campaign: i64,
) -> Result<HashMap<i64, chrono::NaiveDate>, Fault> {
    let results = campaign_result::Entity::find_in(scope).filter(campaign_result::Column::CampaignId.eq(campaign));
    Ok(results.all(db).await?.into_iter().map(|row| (row.lease_id, row.inspected_on)).collect())
}

/// Results and findings of a campaign.
pub async fn of_campaign<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    campaign: i64,
) -> Result<(Vec<campaign_result::Model>, Vec<finding::Model>), Fault> {
    let results = campaign_result::Entity::find_in(scope).filter(campaign_result::Column::CampaignId.eq(campaign));
    let findings = finding::Entity::find_in(scope).filter(finding::Column::CampaignId.eq(campaign));
    Ok((results.all(db).await?, findings.all(db).await?))
}
