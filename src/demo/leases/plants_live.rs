//! Leases that are in trouble on the last day of 2022, and other leases that are not left to chance.

use entity::vocab::{
    AssetKind::{Factory, Farmland, Office, Pond, PublicIdle, Shop, Site, Warehouse},
    AssetStatus::{Demolished, SelfUse},
    PayCycle::{HalfYear, Month, PrepaidAll, Quarter, Year},
};

use super::{
    dates::{TODAY, Ymd},
    plants::{Act, Clause, Plant, at, term},
};

/// Bills due from then on are not paid but for `part` yuan of the first.
const fn unpaid(since: Ymd, part: i64) -> Act {
    Act::Unpaid { since, until: TODAY, part, paid: None }
}

const fn demolished(from: Ymd) -> Act {
    Act::Terminate { from, status: Demolished }
}

const fn taken_back(from: Ymd) -> Act {
    Act::Terminate { from, status: SelfUse }
}

/// Arrears, incomplete supplements, deposits, holdovers, empty assets, terminations, prepaid rent.
pub static LIVE: [Plant; 30] = [
    // Arrears of 186,400 yuan.
    at(0, Factory, term((2021, 6, 1), 36, Quarter, 4), 144_000).with(&[unpaid((2022, 12, 1), 0)]),
    at(0, Shop, term((2021, 5, 1), 36, Quarter, 9), 42_000).with(&[unpaid((2022, 11, 1), 0)]),
    at(1, Factory, term((2020, 12, 1), 36, Quarter, 9), 120_000).with(&[unpaid((2022, 12, 1), 10_000)]),
    at(2, Warehouse, term((2021, 10, 15), 36, HalfYear, 5), 48_000).with(&[unpaid((2022, 10, 1), 0)]),
    at(3, Factory, term((2021, 8, 1), 36, Quarter, 7), 96_000).with(&[unpaid((2022, 8, 1), 0)]),
    at(4, Shop, term((2021, 5, 15), 36, Quarter, 5), 36_000).with(&[unpaid((2022, 11, 1), 0)]),
    at(5, Office, term((2021, 9, 1), 36, Quarter, 9), 38_400).with(&[unpaid((2022, 9, 1), 0)]),
    at(6, Site, term((2021, 4, 1), 36, HalfYear, 7), 52_000).with(&[unpaid((2022, 10, 1), 8_800)]),
    at(7, Shop, term((2021, 8, 10), 24, Month, 2), 30_000).with(&[unpaid((2022, 12, 1), 0)]),
    // A supplement without a clause, deposits that were raised.
    at(5, Factory, term((2021, 7, 1), 36, HalfYear, 5), 0)
        .with(&[Act::Loses { clause: Clause::Sublet, signed: (2022, 10, 12) }]),
    at(2, Shop, term((2021, 6, 1), 36, HalfYear, 5), 0).with(&[Act::MoreDeposit { signed: (2022, 9, 20) }]),
    at(6, Factory, term((2020, 11, 1), 36, HalfYear, 5), 0).with(&[Act::MoreDeposit { signed: (2022, 10, 18) }]),
    // Over and still occupied.
    at(1, Shop, term((2019, 11, 1), 36, Quarter, 5), 0),
    at(4, Warehouse, term((2019, 12, 1), 36, HalfYear, 5), 0),
    // Empty since the end of the term.
    at(0, Shop, term((2020, 6, 1), 24, Quarter, 5), 0).with(&[Act::Vacate]),
    at(1, Factory, term((2019, 7, 1), 36, HalfYear, 5), 0).with(&[Act::Vacate]),
    at(2, Shop, term((2020, 6, 16), 24, HalfYear, 5), 0).with(&[Act::Vacate]),
    at(4, Warehouse, term((2019, 6, 1), 36, Quarter, 5), 0).with(&[Act::Vacate]),
    at(6, Office, term((2020, 7, 1), 24, HalfYear, 5), 0).with(&[Act::Vacate]),
    // Terminated early.
    at(0, Factory, term((2020, 9, 1), 36, Quarter, 5), 0).with(&[demolished((2022, 8, 20))]),
    at(0, PublicIdle, term((2021, 6, 1), 36, Year, 5), 0).with(&[taken_back((2022, 5, 20))]),
    at(1, Warehouse, term((2020, 10, 1), 36, Quarter, 5), 0).with(&[demolished((2022, 9, 10))]),
    at(2, Office, term((2021, 8, 1), 36, Quarter, 5), 0).with(&[taken_back((2022, 10, 20))]),
    at(3, Site, term((2020, 7, 1), 36, HalfYear, 5), 0).with(&[demolished((2022, 6, 20))]),
    at(5, PublicIdle, term((2021, 7, 1), 36, Quarter, 5), 0).with(&[taken_back((2022, 6, 20))]),
    at(7, Office, term((2021, 12, 1), 24, Quarter, 5), 0).with(&[taken_back((2022, 11, 20))]),
    // Paid at once for the whole term.
    at(1, Pond, term((2021, 4, 1), 36, PrepaidAll, 6), 0),
    at(2, Pond, term((2021, 10, 1), 36, PrepaidAll, 6), 0),
    at(3, Pond, term((2021, 8, 1), 36, PrepaidAll, 6), 0),
    at(4, Farmland, term((2021, 11, 1), 24, PrepaidAll, 6), 0),
];
