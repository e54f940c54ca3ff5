//! What a rule gets to see: one lease or one asset with its surroundings, as of a day.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use entity::vocab::{AssetUse, Severity};
use serde_json::Value as Json;

use crate::{
    assets::model::{AssetFile, Cadre, LeaseFile, Terms},
    findings::model::{Hit, LeaseParameters, LeaseWorld, Owner, Subject},
};

/// The world by asset and by resident, so that no rule searches all of it.
pub(super) struct Index<'a> {
    assets: HashMap<i64, &'a AssetFile>,
    leases: HashMap<i64, Vec<&'a LeaseFile>>,
    cadres: HashMap<(i64, i64), Vec<&'a Cadre>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(world: &LeaseWorld<'a>) -> Self {
        let mut leases: HashMap<i64, Vec<&LeaseFile>> = HashMap::new();
        for lease in world.leases {
            leases.entry(lease.asset).or_default().push(lease);
        }
        let mut cadres: HashMap<(i64, i64), Vec<&Cadre>> = HashMap::new();
        for cadre in world.cadres {
            cadres.entry((cadre.collective, cadre.resident)).or_default().push(cadre);
        }
        Self { assets: world.assets.iter().map(|asset| (asset.id, asset)).collect(), leases, cadres }
    }

    /// The lease as the rules see it; none when nothing of it exists by the day.
    pub(super) fn case<'i>(&'i self, world: &'i LeaseWorld<'i>, lease: &'i LeaseFile) -> Option<Case<'i>> {
        let resident = lease.lessee.resident.and_then(|resident| self.cadres.get(&(lease.collective, resident)));
        Some(Case {
            as_of: world.as_of,
            parameters: world.parameters,
            lease,
            terms: lease.terms_on(world.as_of).filter(|_| lease.exists_on(world.as_of))?,
            asset: self.assets.get(&lease.asset).copied(),
            neighbours: self.leases.get(&lease.asset).map_or(&[], Vec::as_slice),
            cadres: resident.map_or(&[], Vec::as_slice),
        })
    }

    /// The asset as the rules see it.
    pub(super) fn place<'i>(&'i self, world: &'i LeaseWorld<'i>, asset: &'i AssetFile) -> Place<'i> {
        let leases = self.leases.get(&asset.id).map_or(&[][..], Vec::as_slice);
        Place { as_of: world.as_of, parameters: world.parameters, asset, leases }
    }
}

/// A lease as of a day.
pub(super) struct Case<'a> {
    pub as_of: NaiveDate,
    pub parameters: &'a LeaseParameters,
    pub lease: &'a LeaseFile,
    /// The version to read on the day.
    pub terms: &'a Terms,
    pub asset: Option<&'a AssetFile>,
    /// All leases on the asset, this one included.
    pub neighbours: &'a [&'a LeaseFile],
    /// Entries of the register of cadres for the lessee.
    pub cadres: &'a [&'a Cadre],
}

impl Case<'_> {
    /// The lessee is in possession.
    pub(super) fn possessed(&self) -> bool {
        self.lease.occupied_on(self.as_of)
    }

    /// The day is come by the day asked for.
    pub(super) fn known(&self, day: Option<NaiveDate>) -> bool {
        reached(day, self.as_of)
    }

    /// First day of the first term.
    pub(super) fn start(&self) -> NaiveDate {
        self.lease.terms.first().map_or(self.terms.start_on, |terms| terms.start_on)
    }

    pub(super) fn hit(
        &self,
        rule: &'static str,
        key: NaiveDate,
        severity: Severity,
        evidence: Json,
        explain: String,
    ) -> Hit {
        let (owner, subject) = (Owner::Collective(self.lease.collective), Subject::Lease(self.lease.id));
        Hit { rule, owner, subject, key: key.to_string(), severity, amount: None, evidence, explain }
    }
}

/// An asset as of a day, with all its leases.
pub(super) struct Place<'a> {
    pub as_of: NaiveDate,
    pub parameters: &'a LeaseParameters,
    pub asset: &'a AssetFile,
    pub leases: &'a [&'a LeaseFile],
}

impl Place<'_> {
    /// The leases whose lessee is in possession.
    pub(super) fn possessed(&self) -> Vec<&LeaseFile> {
        self.leases.iter().copied().filter(|lease| lease.occupied_on(self.as_of)).collect()
    }

    pub(super) fn hit(
        &self,
        rule: &'static str,
        key: NaiveDate,
        severity: Severity,
        evidence: Json,
        explain: String,
    ) -> Hit {
        let (owner, subject) = (Owner::Collective(self.asset.collective), Subject::Asset(self.asset.id));
        Hit { rule, owner, subject, key: key.to_string(), severity, amount: None, evidence, explain }
    }
}

/// Whether `day` is known and not after `on`.
pub(super) fn reached(day: Option<NaiveDate>, on: NaiveDate) -> bool {
    day.is_some_and(|day| day <= on)
}

/// A date in words.
pub(super) fn words(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A date as evidence.
pub(super) fn text(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// Hundredths of a percent as a percentage.
pub(super) fn percent(basis_points: i128) -> String {
    format!("{}.{:02}%", basis_points / 100, basis_points % 100)
}

/// What people call a use.
pub(super) const fn use_name(usage: AssetUse) -> &'static str {
    match usage {
        AssetUse::Production => "生产",
        AssetUse::Storage => "仓储",
        AssetUse::Retail => "零售",
        AssetUse::Catering => "餐饮",
        AssetUse::Office => "办公",
        AssetUse::Yard => "停车、堆场",
        AssetUse::Farming => "种植",
        AssetUse::Aquaculture => "养殖",
        AssetUse::PublicService => "公共服务",
        AssetUse::Dormitory => "住宿",
        AssetUse::Chemical => "危险化学品",
        AssetUse::ThreeInOne => "住宿与生产经营混用（三合一）",
    }
}
