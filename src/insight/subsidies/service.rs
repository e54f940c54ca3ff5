//! Statistics of payments under the viewer's scope.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use super::{
    cube::{Cube, Extent, Group, figures},
    lattice::{Lattice, Mask},
    model::{Cell, CellKey, Dimension, Figures, Question, Statistics},
    shape, store,
};
use crate::{
    access::policy::Permission,
    insight::chart::{self, Cell as _},
    kernel::{app::App, fault::Fault, money::Fen, problem::Failure, time::Month},
    residents::loader::filter::Asker,
    subsidies::{
        loader::{filter::SubsidyPaymentFilter, request::counted, rollup_test::RollupTest},
        model::{Programmes, rollup::RollupKey},
        service::rollup,
    },
};
use entity::vocab::PaymentState;

/// The cube that this process holds.
#[derive(Default)]
struct Held(Mutex<Arc<Cube>>);

/// All rollups as they are now: those in memory, and what has changed since they were read.
///
/// # Errors
/// A fault.
pub async fn cube(app: &App) -> Result<Arc<Cube>, Fault> {
    let held = app.reference(async |_| Ok(Held::default())).await?;
    let known = held.0.lock().map(|cube| Arc::clone(&cube)).unwrap_or_default();
    let changed = rollup::since(app, known.revision).await?;
    if changed.is_empty() {
        return Ok(known);
    }
    let cube = Arc::new(known.with(changed));
    if let Ok(mut held) = held.0.lock()
        && held.revision < cube.revision
    {
        *held = Arc::clone(&cube);
    }
    Ok(cube)
}

/// Statistics of payments: cells, and their total.
///
/// # Errors
/// A missing permission, a wrong filter, or a fault.
pub async fn statistics(
    app: &App,
    asker: Asker<'_>,
    filter: &SubsidyPaymentFilter,
    question: &Question,
) -> Result<Statistics, Failure> {
    asker.viewer.permit(Permission::StatisticsRead)?;
    let Some(test) = RollupTest::of(filter, asker, 0)? else {
        return live(app, asker, filter, question).await;
    };
    added_up(app, asker, if filter.names_state() { test } else { test.paid() }, question).await
}

/// Statistics of lines that rollups know.
async fn added_up(app: &App, asker: Asker<'_>, test: RollupTest, question: &Question) -> Result<Statistics, Failure> {
    let cube = cube(app).await?;
    let view = View { cube: &cube, asker, test: &test, question };
    let judge = if asker.viewer.suppressed() { Some(Judge::new(app, &view).await?) } else { None };
    let mut statistics = Statistics::default();
    if question.total {
        let total = view.cells(&[], judge.as_ref())?;
        statistics.total = total.into_iter().next().unwrap_or(Cell { now: shape::NOTHING, ..Cell::default() });
    }
    if question.cells {
        statistics.cells = view.laid_out(judge.as_ref())?;
    }
    Ok(statistics)
}

/// A question to a cube.
struct View<'a> {
    cube: &'a Arc<Cube>,
    asker: Asker<'a>,
    test: &'a RollupTest,
    question: &'a Question,
}

impl View<'_> {
    fn groups(&self, dimensions: &[Dimension], years: i32) -> BTreeMap<CellKey, Group<'_>> {
        self.cube.groups((self.test, self.asker.scope), dimensions, self.asker.programmes, years)
    }

    fn cells(&self, dimensions: &[Dimension], judge: Option<&Judge>) -> Result<Vec<Cell>, Failure> {
        let mut cells: Vec<Cell> = self
            .groups(dimensions, 0)
            .iter()
            .map(|(key, group)| {
                let (now, suppressed) = self.shown((key, group), 0, judge);
                Cell { key: *key, now, before: None, rest: false, suppressed }
            })
            .collect();
        if self.question.fill && self.question.by_time() && !dimensions.is_empty() {
            let months = self.groups(&[Dimension::Month], 0).into_keys().filter_map(|key| key.month);
            shape::fill(&mut cells, self.question, months.chain(self.test.bounds()))?;
        }
        if self.question.change {
            let before = self.groups(dimensions, 1);
            for cell in &mut cells {
                let group = before.get(&cell.key);
                cell.before = group.map(|group| self.shown((&cell.key, group), 1, judge).0);
            }
        }
        Ok(cells)
    }

    fn shown(&self, (key, group): (&CellKey, &Group<'_>), years: i32, judge: Option<&Judge>) -> (Figures, bool) {
        match judge {
            None => (figures(group, self.question), false),
            Some(judge) => judge.shown(key, group, years, self.question),
        }
    }

    fn laid_out(&self, judge: Option<&Judge>) -> Result<Vec<Cell>, Failure> {
        let mut cells = self.cells(&self.question.dimensions, judge)?;
        if let Some((measure, count)) = self.question.top {
            let others = chart::ranked(&mut cells, measure, count);
            if !others.is_empty() {
                cells.push(self.rest(&others, judge.is_none()));
            }
        }
        Ok(cells)
    }

    /// The rest of a ranking; to those who may see small cells with the distinct persons of all of it.
    fn rest(&self, others: &[Cell], open: bool) -> Cell {
        let rest = Cell::rest(others);
        if !open {
            return rest;
        }
        let groups = self.groups(&self.question.dimensions, 0);
        let all: Group<'_> = others.iter().filter_map(|cell| groups.get(&cell.key)).flatten().copied().collect();
        Cell { now: figures(&all, self.question), ..rest }
    }
}

/// Decides what of a question may be shown to those who may not see people.
struct Judge {
    lattice: Arc<Lattice>,
    extent: Extent,
    /// Of the twelve months before.
    earlier: Extent,
}

impl Judge {
    /// # Errors
    /// A question that no figures of the lattice add up to, or a fault.
    async fn new(app: &App, view: &View<'_>) -> Result<Self, Failure> {
        let (cube, test) = (view.cube, view.test);
        let held = |key: &RollupKey, years: i32| test.holds(&RollupKey { month: key.month.plus(12 * years), ..*key });
        let asked = |state: &PaymentState| {
            let mut own = cube.all().map(|(key, _)| key).filter(|key| key.state == *state);
            own.any(|key| held(key, 0) || (view.question.change && held(key, 1)))
        };
        let states: Vec<PaymentState> = cube.states().into_iter().filter(asked).collect();
        let state = match states.as_slice() {
            [] => PaymentState::Paid,
            [state] => *state,
            _ => return Err(Failure::bad_input("filter.state", "统计岗位每次只能查询一种状态,请只给一个")),
        };
        let lattice = cube.lattice(state, app.thresholds, view.asker.programmes).await?;
        let simple = |years: i32| {
            product(&lattice, test, state, years).ok_or_else(|| {
                Failure::bad_input("filter", "统计岗位的条件只能是项目、单位和月份各取若干再相交,请拆成几次查询")
            })
        };
        let earlier = if view.question.change { simple(1)? } else { Extent::default() };
        Ok(Self { extent: simple(0)?, earlier, lattice })
    }

    /// The figures of a cell as far as they may be shown, and whether all are hidden. Persons and households are of figures
    /// of the lattice alone, since those of a sum do not add up.
    fn shown(&self, key: &CellKey, group: &Group<'_>, years: i32, question: &Question) -> (Figures, bool) {
        let (kinds, places, times) = self.lattice.cover(&self.of(key, years));
        let mut mask = Mask::default();
        for kind in &kinds {
            for place in &places {
                for time in &times {
                    mask |= self.lattice.mask(&(*kind, *place, *time));
                }
            }
        }
        if mask.lines {
            return (Figures::default(), true);
        }
        let one = kinds.len() * places.len() * times.len() == 1;
        let persons = question.persons && one && !mask.persons;
        let households = question.households && one && !mask.households;
        let found = figures(group, &Question { persons, households, ..question.clone() });
        (Figures { amount: found.amount.filter(|_| !mask.amount), ..found }, false)
    }

    /// What a cell is about; of lines so many years before, what those are about.
    fn of(&self, key: &CellKey, years: i32) -> Extent {
        let extent = if years == 0 { &self.extent } else { &self.earlier };
        let group = |programme: i64| self.lattice.group(programme);
        let tier = |(programme, tier): &(i64, Option<i64>)| {
            key.group.is_none_or(|own| group(*programme) == Some(own))
                && key.programme.is_none_or(|own| own == *programme)
                && key.tier.is_none_or(|own| own == *tier)
        };
        Extent {
            tiers: extent.tiers.iter().filter(|one| tier(one)).copied().collect(),
            units: extent.units.iter().filter(|unit| key.unit.is_none_or(|own| own == **unit)).copied().collect(),
            months: extent.months.iter().filter(|month| key.holds(month.plus(12 * years))).copied().collect(),
        }
    }
}

/// The tiers, units and months whose product meets `test` (with months counted so many years later); none when it is
/// no product.
fn product(lattice: &Lattice, test: &RollupTest, state: PaymentState, years: i32) -> Option<Extent> {
    let all = lattice.extent();
    let key = |(programme, tier): (i64, Option<i64>), unit: i64, month: Month| RollupKey {
        programme,
        tier,
        unit,
        month: month.plus(12 * years),
        state,
    };
    let every = || {
        let pairs = all.tiers.iter().flat_map(|tier| all.units.iter().map(move |unit| (*tier, *unit)));
        pairs.flat_map(|(tier, unit)| all.months.iter().map(move |month| (tier, unit, *month)))
    };
    let mut found = Extent::default();
    for (tier, unit, month) in every().filter(|(tier, unit, month)| test.holds(&key(*tier, *unit, *month))) {
        found.tiers.insert(tier);
        found.units.insert(unit);
        found.months.insert(month);
    }
    let inside = |(tier, unit, month): &((i64, Option<i64>), i64, Month)| {
        found.tiers.contains(tier) && found.units.contains(unit) && found.months.contains(month)
    };
    let whole = every().filter(inside).all(|(tier, unit, month)| test.holds(&key(tier, unit, month)));
    whole.then_some(found)
}

/// Statistics of a question about people or single lines, from the lines. Only those may ask it who see them anyway.
async fn live(
    app: &App,
    asker: Asker<'_>,
    filter: &SubsidyPaymentFilter,
    question: &Question,
) -> Result<Statistics, Failure> {
    let db = app.db.statistics();
    let (now, earlier) = (counted(asker, filter)?, counted(asker, &filter.months_earlier(12))?);
    let cells = async |dimensions: &[Dimension]| {
        let mut cells = store::cells(db, asker.scope, dimensions, now.clone(), question).await?;
        if question.fill && question.by_time() && !dimensions.is_empty() {
            let months = store::cells(db, asker.scope, &[Dimension::Month], now.clone(), &Question::default()).await?;
            let months = months.iter().filter_map(|cell| cell.key.month);
            shape::fill(&mut cells, question, months.chain(filter.month_from).chain(filter.month_to))?;
        }
        if question.change {
            let before = store::cells(db, asker.scope, dimensions, earlier.clone(), question).await?;
            let before: BTreeMap<CellKey, Figures> =
                before.into_iter().map(|cell| (cell.key.later(1), cell.now)).collect();
            for cell in &mut cells {
                cell.before = before.get(&cell.key).copied();
            }
        }
        Ok::<_, Failure>(cells)
    };
    let mut statistics = Statistics::default();
    if question.total {
        statistics.total = cells(&[]).await?.into_iter().next().unwrap_or_default();
    }
    if question.cells {
        statistics.cells = cells(&question.dimensions).await?;
        chart::keep_top(&mut statistics.cells, question.top);
    }
    Ok(statistics)
}

/// The headline figure of a year; what too few people are behind is none for those who may not see people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Headline {
    pub person_times: Option<i64>,
    pub persons: Option<i64>,
    pub amount: Option<Fen>,
}

/// The headline figure of `year`: paid lines of the headline programmes.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn headline(app: &App, asker: Asker<'_>, year: i32) -> Result<Headline, Failure> {
    asker.viewer.permit(Permission::ReportRead)?;
    let filter = SubsidyPaymentFilter {
        programme: Some(headline_codes(asker.programmes)),
        month_from: Some(Month(year * 100 + 1)),
        month_to: Some(Month(year * 100 + 12)),
        ..SubsidyPaymentFilter::default()
    };
    let Some(test) = RollupTest::of(&filter, asker, 0)? else { return Ok(Headline::default()) };
    let question = Question { total: true, persons: true, ..Question::default() };
    let Figures { person_times, persons, amount, .. } = added_up(app, asker, test.paid(), &question).await?.total.now;
    Ok(Headline { person_times, persons, amount })
}

/// Codes of the programmes of the headline, in order.
#[must_use]
pub fn headline_codes(programmes: &Programmes) -> Vec<String> {
    let own = programmes.0.iter().filter(|programme| programme.row.in_headline);
    let mut codes: Vec<String> = own.map(|programme| programme.row.code.clone()).collect();
    codes.sort();
    codes
}
