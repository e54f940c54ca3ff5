//! Who is asking: account, role, and the rows that exist for them.

use async_graphql::Context;
use entity::vocab::Role;

use super::policy::{self, Permission};
use crate::kernel::{
    chain::Actor,
    problem::Failure,
    scope::{Reach, Scope},
};

/// A signed-in account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub display_name: String,
    pub role: Role,
    pub unit_id: Option<i64>,
    pub collective_id: Option<i64>,
}

impl Account {
    /// What the account may do: what its role may, and for an account of the street what only the street may.
    pub fn permissions(&self) -> impl Iterator<Item = Permission> {
        let of_street = if self.unit_id.is_none() { policy::street_permissions(self.role) } else { &[] };
        policy::permissions(self.role).iter().chain(of_street).copied()
    }
}

/// The caller of one request; nobody signed in is `Viewer(None)`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Viewer(pub Option<Account>);

impl Viewer {
    /// The viewer that executes `ctx`.
    #[must_use]
    pub fn of<'c>(ctx: &Context<'c>) -> &'c Self {
        ctx.data_unchecked::<Self>()
    }

    /// The account, when somebody is signed in.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`.
    pub fn account(&self) -> Result<&Account, Failure> {
        self.0.as_ref().ok_or_else(Failure::unauthenticated)
    }

    /// Whether the role has `permission`.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.0.as_ref().is_some_and(|account| account.permissions().any(|own| own == permission))
    }

    /// Refuses unless the role has `permission`.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`, or `FORBIDDEN` that names the permission.
    pub fn permit(&self, permission: Permission) -> Result<(), Failure> {
        self.account()?;
        if self.may(permission) { Ok(()) } else { Err(Failure::forbidden(permission.as_str())) }
    }

    /// Whether small cells are hidden from this viewer.
    #[must_use]
    pub fn suppressed(&self) -> bool {
        self.0.as_ref().is_none_or(|account| policy::suppresses_small_cells(account.role))
    }

    /// Whether this viewer gets figures and never a person.
    #[must_use]
    pub fn figures_only(&self) -> bool {
        self.0.as_ref().is_some_and(|account| policy::figures_only(account.role))
    }

    /// The rows that exist for this viewer.
    #[must_use]
    pub fn scope(&self) -> Scope {
        let units = match &self.0 {
            None => Reach::Nothing,
            Some(account) => match account.role {
                Role::StreetStaff | Role::Finance | Role::Bi | Role::Auditor | Role::AgriEconomy => Reach::All,
                Role::CommunityWorker => account.unit_id.map_or(Reach::Nothing, |unit| Reach::Only(vec![unit])),
                Role::VeteranStation | Role::Cooperative | Role::Admin => Reach::Nothing,
            },
        };
        let stations = match &self.0 {
            Some(Account { role: Role::StreetStaff | Role::Bi | Role::Auditor, .. }) => Reach::All,
            // The street's station sees all, a unit's its own.
            Some(Account { role: Role::VeteranStation, unit_id, .. }) => {
                unit_id.map_or(Reach::All, |unit| Reach::Only(vec![unit]))
            }
            _ => Reach::Nothing,
        };
        let collectives = match &self.0 {
            None => Reach::Nothing,
            Some(account) => match account.role {
                Role::StreetStaff | Role::Finance | Role::Bi | Role::Auditor | Role::AgriEconomy => Reach::All,
                Role::Cooperative => account.collective_id.map_or(Reach::Nothing, |id| Reach::Only(vec![id])),
                Role::CommunityWorker | Role::VeteranStation | Role::Admin => Reach::Nothing,
            },
        };
        let subsidies = match &self.0 {
            Some(Account { role: Role::StreetStaff | Role::Auditor, .. }) => Reach::All,
            Some(Account { role: Role::CommunityWorker, unit_id: Some(unit), .. }) => Reach::Only(vec![*unit]),
            _ => Reach::Nothing,
        };
        Scope { units, collectives, stations, subsidies }
    }

    /// The viewer as the audit chain names it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.0.as_ref().map_or_else(
            || Actor { name: "public".to_owned(), role: None },
            |account| Actor { name: account.name.clone(), role: Some(account.role) },
        )
    }
}
