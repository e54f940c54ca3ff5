//! The register: events are appended, what they come to is replaced.

use std::collections::BTreeMap;

use entity::{distributing_unit, holding, member, membership, register_event};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Cond, Expr, ExprTrait},
};

use crate::{
    dividends::model::{Event, Holding, Member, Membership, Register, Unit},
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
        write::{add, add_all},
    },
};

/// Sealed accounts of a unit's members.
pub async fn accounts<C: ConnectionTrait>(db: &C, scope: &Scope, unit: i64) -> Result<BTreeMap<i64, Vec<u8>>, Fault> {
    let members = member::Entity::find_in(scope).filter(member::Column::DistributingUnitId.eq(unit)).all(db).await?;
    Ok(members.into_iter().filter_map(|row| Some((row.id, row.account_cipher?))).collect())
}

/// The members of a unit among `which`.
pub async fn members<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    unit: i64,
    which: &[i64],
) -> Result<Vec<Member>, Fault> {
    let select = member::Entity::find_in(scope).filter(member::Column::DistributingUnitId.eq(unit));
    Ok(select.filter(member::Column::Id.is_in(which.iter().copied())).all(db).await?)
}

/// The member that a person is in a unit.
pub async fn member_of<C: ConnectionTrait>(db: &C, unit: i64, person: i64) -> Result<Option<Member>, Fault> {
    let select = member::Entity::find_in(&Scope::everything()).filter(member::Column::DistributingUnitId.eq(unit));
    Ok(select.filter(member::Column::PersonId.eq(person)).order_by_asc(member::Column::Id).one(db).await?)
}

/// The highest member number of a unit; 0 without members.
pub async fn last_number<C: ConnectionTrait>(db: &C, unit: i64) -> Result<i32, Fault> {
    let select = member::Entity::find_in(&Scope::everything()).filter(member::Column::DistributingUnitId.eq(unit));
    let last = select.order_by_desc(member::Column::Number).one(db).await?;
    Ok(last.map_or(0, |member| member.number))
}

/// Whether a member number of a unit is used.
pub async fn number_taken<C: ConnectionTrait>(db: &C, unit: i64, number: i32) -> Result<bool, Fault> {
    let select = member::Entity::find_in(&Scope::everything()).filter(member::Column::DistributingUnitId.eq(unit));
    Ok(select.filter(member::Column::Number.eq(number)).one(db).await?.is_some())
}

/// Stores a new member; answers the row.
pub async fn add_member<C: ConnectionTrait>(tx: &C, member: Member) -> Result<Member, Fault> {
    add(tx, member).await
}

/// Sets a member's sealed account.
pub async fn set_account<C: ConnectionTrait>(tx: &C, member: i64, account: Vec<u8>) -> Result<(), Fault> {
    let row = member::ActiveModel { id: Set(member), account_cipher: Set(Some(account)), ..Default::default() };
    row.update(tx).await?;
    Ok(())
}

/// Everything that ever happened to the holders, or that corrects it.
pub async fn events<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    unit: i64,
    holders: &[Option<i64>],
) -> Result<Vec<Event>, Fault> {
    let select = register_event::Entity::find_in(scope).filter(register_event::Column::DistributingUnitId.eq(unit));
    let select = select.filter(of_holders(holders, register_event::Column::MemberId));
    Ok(select.order_by_asc(register_event::Column::Id).all(db).await?)
}

/// The event with this key.
pub async fn event<C: ConnectionTrait>(db: &C, scope: &Scope, unit: i64, id: i64) -> Result<Option<Event>, Fault> {
    let select = register_event::Entity::find_in(scope).filter(register_event::Column::DistributingUnitId.eq(unit));
    Ok(select.filter(register_event::Column::Id.eq(id)).one(db).await?)
}

fn of_holders(holders: &[Option<i64>], column: impl ColumnTrait) -> Cond {
    let known = holders.iter().copied().flatten();
    let own = Cond::any().add(column.is_in(known));
    if holders.contains(&None) { own.add(column.is_null()) } else { own }
}

/// Appends events and replaces what those of the holders come to; counts the unit's version up if it is still the
/// one that was read. Says whether it was.
pub async fn append<C: ConnectionTrait>(
    tx: &C,
    unit: &Unit,
    holders: &[Option<i64>],
    events: Vec<Event>,
    register: &Register,
) -> Result<bool, Fault> {
    if !touch(tx, unit).await? {
        return Ok(false);
    }
    add_all(tx, events).await?;
    let own = membership::Entity::delete_many().filter(membership::Column::DistributingUnitId.eq(unit.id));
    own.filter(of_holders(holders, membership::Column::MemberId)).exec(tx).await?;
    let own = holding::Entity::delete_many().filter(holding::Column::DistributingUnitId.eq(unit.id));
    own.filter(of_holders(holders, holding::Column::MemberId)).exec(tx).await?;
    add_all(tx, memberships(unit, register)).await?;
    add_all(tx, holdings(unit, register)).await?;
    Ok(true)
}

/// Counts the unit's version up if it is still the one that was read. Says whether it was.
pub async fn touch<C: ConnectionTrait>(tx: &C, unit: &Unit) -> Result<bool, Fault> {
    use distributing_unit::Column;
    let done = distributing_unit::Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(unit.id))
        .filter(Column::Version.eq(unit.version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// The rows of a register's memberships.
#[must_use]
pub fn memberships(unit: &Unit, register: &Register) -> Vec<Membership> {
    let rows =
        register.memberships.iter().flat_map(|(member, spells)| spells.iter().map(move |spell| (*member, *spell)));
    rows.map(|(member_id, spell)| Membership {
        id: 0,
        collective_id: unit.collective_id,
        distributing_unit_id: unit.id,
        member_id,
        valid_from: spell.from,
        valid_to: spell.to,
    })
    .collect()
}

/// The rows of a register's holdings.
#[must_use]
pub fn holdings(unit: &Unit, register: &Register) -> Vec<Holding> {
    let mut rows = Vec::new();
    for ((holder, class), spells) in &register.holdings {
        rows.extend(spells.iter().map(|(spell, shares)| Holding {
            id: 0,
            collective_id: unit.collective_id,
            distributing_unit_id: unit.id,
            member_id: *holder,
            class: *class,
            shares: *shares,
            valid_from: spell.from,
            valid_to: spell.to,
        }));
    }
    rows
}

/// Stores a new unit; answers its key.
pub async fn add_unit<C: ConnectionTrait>(tx: &C, unit: Unit) -> Result<i64, Fault> {
    Ok(add(tx, unit).await?.id)
}
