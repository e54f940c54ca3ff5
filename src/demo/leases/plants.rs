//! Leases with a finding in the campaign of 2022: what was wrong, and the dated fact that put it right.

use entity::vocab::{
    AssetKind::{self, Factory, Office, Pond, Shop, Site, Warehouse},
    AssetStatus, AssetUse,
    PayCycle::{self, HalfYear, Month, PrepaidAll, Quarter},
};

use super::dates::Ymd;

/// A lease that is not left to chance.
pub struct Plant {
    pub village: usize,
    pub kind: AssetKind,
    pub term: Term,
    /// Annual rent of the first version in yuan; 0 leaves it to chance.
    pub rent: i64,
    pub acts: &'static [Act],
    pub loops: &'static [Close],
}

/// Term and payment.
#[derive(Clone, Copy)]
pub struct Term {
    pub start: Ymd,
    pub months: u32,
    pub cycle: PayCycle,
    /// Days from the start to the first due date.
    pub due_in: i32,
}

/// A rule, and the month and day in 2022 of submission and closing.
pub type Close = (&'static str, (u32, u32), (u32, u32));

/// An element of the contract that can be missing.
#[derive(Clone, Copy)]
pub enum Clause {
    Breach,
    Sublet,
    Maintenance,
    Payee,
}

/// Something that sets a lease apart.
#[derive(Clone, Copy)]
pub enum Act {
    /// The term is over; a supplement signed later extends it from the day after.
    Extend { signed: Ymd, end: Ymd, first_due: Ymd },
    /// Bills due in this time are not paid but for `part` yuan of the first; the rest on `paid`, if ever.
    Unpaid { since: Ymd, until: Ymd, part: i64, paid: Option<Ymd> },
    /// The area in square metres, and a new rent in yuan from a day on.
    Reprice { area: i64, signed: Ymd, from: Ymd, rent: i64 },
    /// Let by negotiation; an exemption was approved later.
    Negotiated { approved: Ymd },
    /// An oral agreement, put in writing later.
    Oral { signed: Ymd },
    /// The contract lacks clauses that a supplement adds.
    Lacks { clauses: &'static [Clause], signed: Ymd },
    /// A supplement forgets a clause.
    Loses { clause: Clause, signed: Ymd },
    /// A supplement ends a term that is too long earlier.
    Shorten { signed: Ymd, end: Ymd },
    /// Sublet without consent.
    Sublet { started: Ymd, observed: Ymd, ended: Ymd },
    /// Used for something else until a second visit.
    Misuse { usage: AssetUse, back: Ymd },
    /// Larger by so many hundredths of a percent than the ledger said until then.
    Larger { points: i64, booked: Ymd },
    /// The deposit came late.
    LateDeposit { received: Ymd },
    /// Receipts of the first quarter of 2022 were booked late.
    LateBooking { booked: Ymd },
    /// The resolution came after the contract and ratifies it.
    Ratified { adopted: Ymd },
    /// Rent for the whole term was booked as income of one year until corrected.
    Lump { corrected: Ymd },
    /// A supplement asks for another month's rent as deposit, which was not paid.
    MoreDeposit { signed: Ymd },
    /// The lessee left on the last day of the term.
    Vacate,
    /// Ended early with the first period that ends on or after the day.
    Terminate { from: Ymd, status: AssetStatus },
}

pub const fn at(village: usize, kind: AssetKind, term: Term, rent: i64) -> Plant {
    Plant { village, kind, term, rent, acts: &[], loops: &[] }
}

pub const fn term(start: Ymd, months: u32, cycle: PayCycle, due_in: i32) -> Term {
    Term { start, months, cycle, due_in }
}

impl Plant {
    pub const fn with(self, acts: &'static [Act]) -> Self {
        Self { acts, ..self }
    }

    const fn closed(self, loops: &'static [Close]) -> Self {
        Self { loops, ..self }
    }
}

const fn extend(signed: Ymd, end: Ymd, first_due: Ymd) -> Act {
    Act::Extend { signed, end, first_due }
}

const fn late(since: Ymd, until: Ymd, part: i64, paid: Ymd) -> Act {
    Act::Unpaid { since, until, part, paid: Some(paid) }
}

const fn reprice(area: i64, signed: Ymd, from: Ymd, rent: i64) -> Act {
    Act::Reprice { area, signed, from, rent }
}

/// The 31 leases with the 34 findings.
pub static CAMPAIGN: [Plant; 31] =
    [
        // 龙潭村
        at(0, Shop, term((2019, 3, 1), 36, Quarter, 5), 33_600)
            .with(&[extend((2022, 5, 16), (2025, 2, 28), (2022, 5, 25))])
            .closed(&[("L01", (5, 30), (6, 8))]),
        at(0, Factory, term((2020, 9, 1), 36, Quarter, 4), 192_000)
            .with(&[
                late((2021, 12, 1), (2022, 3, 31), 0, (2022, 5, 9)),
                Act::Sublet { started: (2021, 12, 1), observed: (2022, 3, 18), ended: (2022, 5, 12) },
            ])
            .closed(&[("L02", (5, 12), (5, 16)), ("L08", (5, 13), (5, 18))]),
        at(0, Shop, term((2021, 6, 1), 36, Quarter, 7), 36_000)
            .with(&[late((2021, 12, 1), (2022, 3, 31), 0, (2022, 5, 10))])
            .closed(&[("L02", (5, 13), (5, 17))]),
        at(0, Factory, term((2020, 6, 1), 36, Quarter, 5), 110_000)
            .with(&[reprice(1_800, (2022, 5, 25), (2022, 6, 1), 146_500)])
            .closed(&[("L03", (6, 6), (6, 14))]),
        at(0, Warehouse, term((2021, 4, 15), 36, HalfYear, 5), 0)
            .with(&[Act::Lacks { clauses: &[Clause::Breach, Clause::Maintenance], signed: (2022, 6, 8) }])
            .closed(&[("L06", (6, 13), (6, 20))]),
        at(0, Pond, term((2021, 7, 1), 36, PrepaidAll, 8), 8_400)
            .with(&[Act::Lump { corrected: (2022, 5, 26) }])
            .closed(&[("L14", (5, 31), (6, 7))]),
        // 国庆村
        at(1, Factory, term((2019, 1, 1), 36, HalfYear, 8), 0)
            .with(&[extend((2022, 5, 9), (2024, 12, 31), (2022, 5, 13))])
            .closed(&[("L01", (5, 13), (5, 18))]),
        at(1, Warehouse, term((2021, 5, 1), 36, HalfYear, 10), 52_000)
            .with(&[late((2021, 11, 1), (2022, 3, 31), 0, (2022, 5, 6))])
            .closed(&[("L02", (5, 12), (5, 17))]),
        at(1, Factory, term((2020, 9, 1), 36, Quarter, 5), 93_000)
            .with(&[reprice(1_500, (2022, 5, 26), (2022, 6, 1), 121_800)])
            .closed(&[("L03", (6, 7), (6, 15))]),
        at(1, Shop, term((2021, 5, 1), 36, Quarter, 5), 0)
            .with(&[Act::Lacks { clauses: &[Clause::Payee], signed: (2022, 6, 27) }])
            .closed(&[("L06", (7, 1), (7, 7))]),
        at(1, Factory, term((2019, 6, 1), 96, HalfYear, 5), 0)
            .with(&[Act::Shorten { signed: (2022, 10, 14), end: (2024, 5, 31) }])
            .closed(&[("L07", (10, 19), (10, 28))]),
        // 五星村
        at(2, Warehouse, term((2019, 4, 1), 36, HalfYear, 6), 0)
            .with(&[extend((2022, 5, 18), (2025, 3, 31), (2022, 5, 27))])
            .closed(&[("L01", (6, 1), (6, 9))]),
        at(2, Factory, term((2020, 6, 1), 36, Quarter, 8), 128_000)
            .with(&[late((2021, 12, 1), (2022, 3, 31), 0, (2022, 5, 12))])
            .closed(&[("L02", (5, 13), (5, 18))]),
        at(2, Factory, term((2021, 4, 1), 36, Quarter, 5), 86_000)
            .with(&[Act::Negotiated { approved: (2022, 6, 8) }, Act::Ratified { adopted: (2022, 6, 2) }])
            .closed(&[("L04", (6, 10), (6, 16)), ("L13", (6, 7), (6, 14))]),
        at(2, Warehouse, term((2021, 9, 1), 24, Quarter, 5), 0)
            .with(&[Act::Misuse { usage: AssetUse::Dormitory, back: (2022, 5, 11) }])
            .closed(&[("L09", (5, 12), (5, 17))]),
        // 八一村
        at(3, Shop, term((2019, 4, 1), 36, Quarter, 7), 45_600)
            .with(&[
                late((2021, 10, 1), (2022, 3, 31), 0, (2022, 5, 10)),
                extend((2022, 5, 17), (2025, 3, 31), (2022, 5, 25)),
            ])
            .closed(&[("L01", (6, 1), (6, 10)), ("L02", (5, 12), (5, 16))]),
        at(3, Site, term((2021, 6, 1), 36, HalfYear, 5), 62_000)
            .with(&[Act::Negotiated { approved: (2022, 5, 30) }])
            .closed(&[("L04", (6, 2), (6, 9))]),
        at(3, Factory, term((2020, 10, 1), 36, HalfYear, 5), 0)
            .with(&[Act::Lacks { clauses: &[Clause::Sublet], signed: (2022, 6, 28) }])
            .closed(&[("L06", (7, 4), (7, 11))]),
        at(3, Factory, term((2021, 4, 1), 36, Quarter, 5), 0)
            .with(&[Act::Larger { points: 620, booked: (2022, 6, 29) }])
            .closed(&[("L10", (7, 1), (7, 8))]),
        // 新闸村
        at(4, Shop, term((2019, 4, 15), 36, HalfYear, 5), 0)
            .with(&[extend((2022, 5, 20), (2025, 4, 14), (2022, 5, 30))])
            .closed(&[("L01", (6, 2), (6, 10))]),
        at(4, Factory, term((2020, 12, 1), 36, HalfYear, 9), 112_000)
            .with(&[late((2021, 12, 1), (2022, 3, 31), 0, (2022, 5, 11))])
            .closed(&[("L02", (5, 13), (5, 18))]),
        at(4, Factory, term((2021, 8, 1), 24, Quarter, 5), 96_000)
            .with(&[Act::Negotiated { approved: (2022, 11, 8) }])
            .closed(&[("L04", (11, 11), (11, 18))]),
        at(4, Warehouse, term((2021, 7, 1), 24, HalfYear, 5), 0)
            .with(&[Act::Larger { points: 550, booked: (2022, 7, 5) }])
            .closed(&[("L10", (7, 7), (7, 14))]),
        // 福利村
        at(5, Factory, term((2019, 2, 1), 36, HalfYear, 5), 0)
            .with(&[extend((2022, 5, 24), (2025, 1, 31), (2022, 5, 31))])
            .closed(&[("L01", (6, 6), (6, 14))]),
        at(5, Warehouse, term((2020, 12, 1), 36, HalfYear, 6), 43_500)
            .with(&[reprice(1_200, (2022, 5, 27), (2022, 6, 1), 64_500)])
            .closed(&[("L03", (6, 8), (6, 16))]),
        at(5, Shop, term((2021, 10, 1), 24, Quarter, 5), 24_000)
            .with(&[Act::Oral { signed: (2022, 5, 10) }])
            .closed(&[("L05", (5, 13), (5, 18))]),
        at(5, Shop, term((2021, 11, 1), 24, Quarter, 5), 36_000)
            .with(&[Act::LateDeposit { received: (2022, 5, 19) }])
            .closed(&[("L11", (5, 23), (5, 27))]),
        // 爱国村
        at(6, Warehouse, term((2021, 9, 1), 36, HalfYear, 5), 80_000)
            .with(&[late((2022, 3, 1), (2022, 3, 31), 10_320, (2022, 5, 11))])
            .closed(&[("L02", (5, 13), (5, 17))]),
        at(6, Factory, term((2021, 5, 1), 36, Quarter, 5), 0)
            .with(&[Act::Lacks { clauses: &[Clause::Breach], signed: (2022, 6, 30) }])
            .closed(&[("L06", (7, 5), (7, 12))]),
        // 白龙庙社区
        at(7, Office, term((2021, 9, 1), 24, Quarter, 5), 26_000)
            .with(&[Act::Oral { signed: (2022, 5, 11) }])
            .closed(&[("L05", (5, 13), (5, 18))]),
        at(7, Shop, term((2021, 4, 1), 36, Month, 5), 21_600)
            .with(&[Act::LateBooking { booked: (2022, 5, 9) }])
            .closed(&[("L12", (5, 11), (5, 16))]),
    ];
