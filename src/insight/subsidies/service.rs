//! Statistics of payments under the viewer's scope.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use entity::vocab::PaymentState;
use roaring::RoaringTreemap;

use super::{
    cube::{Cube, Extent, Group, figures, union},
    lattice::{Kind, Lattice, Mask, Place},
    model::{Cell, CellKey, Dimension, Figures, Question, Statistics},
    shape, store,
};
use crate::{
    access::policy::Permission,
    kernel::{app::App, fault::Fault, money::Fen, problem::Failure, time::Month},
    residents::loader::filter::Asker,
    subsidies::{
        loader::{filter::SubsidyPaymentFilter, request::counted, rollup_test::RollupTest},
        model::rollup::RollupKey,
        service::rollup,
    },
};

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
    let test = if filter.names_state() { test } else { test.paid() };
    let cube = cube(app).await?;
    let view = View { cube: &cube, asker, test: &test, question };
    let judge = if asker.viewer.suppressed() { Some(Judge::new(app, &view)?) } else { None };
    let mut statistics = Statistics::default();
    if question.total {
        let total = view.cells(&[], judge.as_ref());
        statistics.total = total.into_iter().next().unwrap_or(Cell { now: shape::NOTHING, ..Cell::default() });
    }
    if question.cells {
        statistics.cells = view.laid_out(judge.as_ref());
    }
    Ok(statistics)
}

/// A question to a cube.
struct View<'a> {
    cube: &'a Cube,
    asker: Asker<'a>,
    test: &'a RollupTest,
    question: &'a Question,
}

impl View<'_> {
    fn groups(&self, dimensions: &[Dimension], years: i32) -> BTreeMap<CellKey, Group<'_>> {
        self.cube.groups((self.test, self.asker.scope), dimensions, self.asker.programmes, years)
    }

    fn cells(&self, dimensions: &[Dimension], judge: Option<&Judge>) -> Vec<Cell> {
        let now = self.groups(dimensions, 0);
        let before = if self.question.change { self.groups(dimensions, 1) } else { BTreeMap::new() };
        let shown = |key: &CellKey, group: &Group<'_>, years: i32| match judge {
            None => (figures(group, self.question), false),
            Some(judge) => judge.shown(key, group, years, self.question),
        };
        let cell = |(key, group): (&CellKey, &Group<'_>)| {
            let (now, suppressed) = shown(key, group, 0);
            let before = before.get(key).map(|group| shown(key, group, 1).0);
            Cell { key: *key, now, before, rest: false, suppressed }
        };
        now.iter().map(cell).collect()
    }

    fn laid_out(&self, judge: Option<&Judge>) -> Vec<Cell> {
        let dimensions = &self.question.dimensions;
        let mut cells = self.cells(dimensions, judge);
        if self.question.fill && self.question.by_time() {
            let months = self.groups(&[Dimension::Month], 0).into_keys().filter_map(|key| key.month);
            let bounds = self.test.bounds();
            shape::fill(&mut cells, self.question, &months.chain(bounds).collect());
        }
        if let Some((measure, count)) = self.question.top {
            let all = shape::by_key(cells.clone());
            let beyond = shape::rank(&mut cells, measure, count);
            let others: Vec<Cell> = beyond.iter().filter_map(|key| all.get(key)).copied().collect();
            if !others.is_empty() {
                cells.push(self.rest(&others, judge.is_none()));
            }
        }
        cells
    }

    /// The rest of a ranking; to those who may see small cells with the distinct persons of all of it.
    fn rest(&self, others: &[Cell], open: bool) -> Cell {
        let rest = shape::rest(others);
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
    any: i64,
}

impl Judge {
    /// # Errors
    /// A question that no figures of the lattice add up to.
    fn new(app: &App, view: &View<'_>) -> Result<Self, Failure> {
        let (cube, test) = (view.cube, view.test);
        let asked = |state: &PaymentState| cube.all().any(|(key, _)| key.state == *state && test.holds(key));
        let states: Vec<PaymentState> = cube.states().into_iter().filter(asked).collect();
        let state = match states.as_slice() {
            [] => PaymentState::Paid,
            [state] => *state,
            _ => return Err(Failure::bad_input("filter.state", "统计岗位每次只能查询一种状态,请只给一个")),
        };
        let lattice = cube.lattice(state, app.thresholds, view.asker.programmes);
        let simple = |years: i32| {
            product(&lattice, test, state, years).ok_or_else(|| {
                Failure::bad_input("filter", "统计岗位的条件只能是项目、单位和月份各取若干再相交,请拆成几次查询")
            })
        };
        Ok(Self { extent: simple(0)?, earlier: simple(1)?, any: app.thresholds.any, lattice })
    }

    /// The figures of a cell as far as they may be shown, and whether all are hidden.
    fn shown(&self, key: &CellKey, group: &Group<'_>, years: i32, question: &Question) -> (Figures, bool) {
        let extent = self.of(key, years);
        let (kinds, places, times) = self.lattice.cover(&extent);
        let mut mask = Mask::default();
        for kind in &kinds {
            for place in &places {
                for time in &times {
                    let one = self.lattice.mask(&(*kind, *place, *time));
                    mask.lines |= one.lines;
                    mask.amount |= one.amount;
                    mask.persons |= one.lines || (one.persons && times.len() == 1);
                }
            }
        }
        if mask.lines {
            return (Figures::default(), true);
        }
        let parts = kinds.len() * places.len();
        let mut found = figures(group, question);
        if mask.amount {
            found.amount = None;
        }
        if mask.persons || (parts > 1 && question.persons && !self.apart(group, &kinds, &places)) {
            (found.persons, found.households) = (None, None);
        }
        (found, false)
    }
}

impl Judge {
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

    /// Whether no part of a sum could be told from the others by its persons: whoever knows how many draw this or that,
    /// and how many draw this, must not learn that only one or two draw that alone.
    fn apart(&self, group: &Group<'_>, kinds: &[Kind], places: &[Place]) -> bool {
        let mut parts: BTreeMap<(usize, usize), Vec<&RoaringTreemap>> = BTreeMap::new();
        for (key, rollup) in group {
            let kind = kinds.iter().position(|kind| self.lattice.within(key, *kind));
            let place =
                places.iter().position(|place| matches!(place, Place::Street) || *place == Place::Unit(key.unit));
            if let (Some(kind), Some(place)) = (kind, place) {
                parts.entry((kind, place)).or_default().push(&rollup.persons);
            }
        }
        let parts: Vec<RoaringTreemap> = parts.into_values().map(|sets| union(sets.into_iter())).collect();
        let all = union(parts.iter());
        (0..parts.len()).all(|left| {
            let others = parts.iter().enumerate().filter(|(place, _)| *place != left).map(|(_, set)| set);
            let alone = i64::try_from(all.len() - union(others).len()).unwrap_or(i64::MAX);
            alone == 0 || alone >= self.any
        })
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
        if question.change {
            let before = store::cells(db, asker.scope, dimensions, earlier.clone(), question).await?;
            let before: BTreeMap<CellKey, Figures> =
                before.into_iter().map(|cell| (cell.key.later(1), cell.now)).collect();
            for cell in &mut cells {
                cell.before = before.get(&cell.key).copied();
            }
        }
        Ok::<_, Fault>(cells)
    };
    let mut statistics = Statistics::default();
    if question.total {
        statistics.total = cells(&[]).await?.into_iter().next().unwrap_or_default();
    }
    if question.cells {
        statistics.cells = cells(&question.dimensions).await?;
        if question.fill && question.by_time() {
            let months: BTreeSet<Month> =
                cells(&[Dimension::Month]).await?.iter().filter_map(|cell| cell.key.month).collect();
            shape::fill(&mut statistics.cells, question, &months);
        }
        if let Some((measure, count)) = question.top {
            let all = shape::by_key(statistics.cells.clone());
            let beyond = shape::rank(&mut statistics.cells, measure, count);
            let others: Vec<Cell> = beyond.iter().filter_map(|key| all.get(key)).copied().collect();
            statistics.cells.extend((!others.is_empty()).then(|| shape::rest(&others)));
        }
    }
    Ok(statistics)
}

/// The headline figure of a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Headline {
    pub person_times: i64,
    pub persons: i64,
    pub amount: Fen,
}

/// The headline figure of `year`: paid lines of the headline programmes.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn headline(app: &App, asker: Asker<'_>, year: i32) -> Result<Headline, Failure> {
    asker.viewer.permit(Permission::ReportRead)?;
    let codes = asker.programmes.0.iter().filter(|programme| programme.row.in_headline);
    let filter = SubsidyPaymentFilter {
        programme: Some(codes.map(|programme| programme.row.code.clone()).collect()),
        month_from: Some(Month(year * 100 + 1)),
        month_to: Some(Month(year * 100 + 12)),
        ..SubsidyPaymentFilter::default()
    };
    let Some(test) = RollupTest::of(&filter, asker, 0)? else { return Ok(Headline::default()) };
    let cube = cube(app).await?;
    let question = Question { persons: true, ..Question::default() };
    let groups = cube.groups((&test.paid(), asker.scope), &[], asker.programmes, 0);
    let figures = groups.values().next().map_or(shape::NOTHING, |group| figures(group, &question));
    Ok(Headline {
        person_times: figures.person_times.unwrap_or_default(),
        persons: figures.persons.unwrap_or_default(),
        amount: figures.amount.unwrap_or_default(),
    })
}
