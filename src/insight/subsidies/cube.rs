//! Rollups in memory: grouped, merged and counted without asking the database, but for what has changed since.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use entity::vocab::{PaymentState, ProgrammeGroup};
use roaring::{MultiOps, RoaringTreemap};
use tokio::task::spawn_blocking;

use super::{
    lattice::Lattice,
    model::{CellKey, Dimension, Figures, Question},
};
use crate::{
    kernel::{disclosure::Thresholds, fault::Fault, money::Fen, scope::Scope, time::Month},
    subsidies::{
        loader::rollup_test::RollupTest,
        model::{
            Programmes,
            rollup::{Rollup, RollupKey},
        },
        service::rollup::Slice,
    },
};

type Rollups = Arc<Vec<(RollupKey, Rollup)>>;
type Judgement = Arc<OnceLock<Result<Arc<Lattice>, String>>>;

/// All rollups as of one revision.
#[derive(Default)]
pub struct Cube {
    pub revision: i64,
    slices: BTreeMap<(i64, Month), Rollups>,
    /// What must be hidden, by state; worked out when it is first asked.
    lattices: Mutex<BTreeMap<PaymentState, Judgement>>,
}

/// A tier of a programme; none is the programme without tiers.
pub type Tier = (i64, Option<i64>);

/// What some rollups are about, dimension by dimension.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extent {
    pub tiers: BTreeSet<Tier>,
    pub units: BTreeSet<i64>,
    pub months: BTreeSet<Month>,
}

/// Rollups of one cell.
pub type Group<'a> = Vec<&'a (RollupKey, Rollup)>;

impl Cube {
    /// This cube with what has changed since.
    #[must_use]
    pub fn with(&self, changed: Vec<Slice>) -> Self {
        let mut slices = self.slices.clone();
        let mut revision = self.revision;
        for slice in changed {
            revision = revision.max(slice.revision);
            slices.insert((slice.programme, slice.month), Arc::new(slice.rollups));
        }
        Self { revision, slices, lattices: Mutex::default() }
    }

    /// All rollups.
    pub fn all(&self) -> impl Iterator<Item = &(RollupKey, Rollup)> {
        self.slices.values().flat_map(|slice| slice.iter())
    }

    /// States that some rollups have.
    #[must_use]
    pub fn states(&self) -> BTreeSet<PaymentState> {
        self.all().map(|(key, _)| key.state).collect()
    }

    /// Rollups within `scope` that meet `test`, by the cells of `dimensions`. With `years` they are those of so many
    /// years before, under the cells that they are compared with.
    #[must_use]
    pub fn groups<'a>(
        &'a self,
        (test, scope): (&RollupTest, &Scope),
        dimensions: &[Dimension],
        programmes: &Programmes,
        years: i32,
    ) -> BTreeMap<CellKey, Group<'a>> {
        let mut groups: BTreeMap<CellKey, Group<'a>> = BTreeMap::new();
        for rollup in self.all().filter(|(key, _)| scope.units.holds(key.unit)) {
            let key = RollupKey { month: rollup.0.month.plus(12 * years), ..rollup.0 };
            if test.holds(&key) {
                groups.entry(cell_key(&key, dimensions, programmes)).or_default().push(rollup);
            }
        }
        groups
    }

    /// What must be hidden of figures in `state`; worked out once, beside the threads that answer, also when nobody waits for
    /// it any more.
    ///
    /// # Errors
    /// A programme that is not in memory.
    pub async fn lattice(
        self: &Arc<Self>,
        state: PaymentState,
        thresholds: Thresholds,
        programmes: &Programmes,
    ) -> Result<Arc<Lattice>, Fault> {
        let known = {
            let mut lattices = self.lattices.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(lattices.entry(state).or_default())
        };
        let groups: BTreeMap<i64, ProgrammeGroup> =
            programmes.0.iter().map(|record| (record.row.id, record.row.group)).collect();
        let cube = Arc::clone(self);
        let make = move || {
            let rollups = cube.all().filter(|(key, _)| key.state == state);
            let lattice = Lattice::new(rollups, thresholds, |programme| groups.get(&programme).copied());
            lattice.map(Arc::new).map_err(|fault| fault.to_string())
        };
        let judged = spawn_blocking(move || known.get_or_init(make).clone());
        judged.await.map_err(|err| Fault::Defect(format!("judging: {err}")))?.map_err(Fault::Corrupt)
    }
}

/// The group of a programme.
#[must_use]
pub fn group_of(programmes: &Programmes, programme: i64) -> Option<ProgrammeGroup> {
    programmes.get(programme).map(|record| record.row.group)
}

fn cell_key(key: &RollupKey, dimensions: &[Dimension], programmes: &Programmes) -> CellKey {
    let mut cell = CellKey::default().at(dimensions, key.month);
    for dimension in dimensions {
        match dimension {
            Dimension::Programme => cell.programme = Some(key.programme),
            Dimension::Tier => (cell.programme, cell.tier) = (Some(key.programme), Some(key.tier)),
            Dimension::Group => cell.group = group_of(programmes, key.programme),
            Dimension::Unit => cell.unit = Some(key.unit),
            Dimension::State => cell.state = Some(key.state),
            Dimension::Month | Dimension::Quarter | Dimension::Year => {}
        }
    }
    cell
}

/// The figures of a group, as far as they are asked for.
#[must_use]
pub fn figures(group: &Group<'_>, question: &Question) -> Figures {
    let sum = |of: fn(&Rollup) -> i64| group.iter().map(|(_, rollup)| of(rollup)).sum::<i64>();
    let distinct = |of: fn(&Rollup) -> &RoaringTreemap| {
        let keys = union(group.iter().map(|(_, rollup)| of(rollup)));
        i64::try_from(keys.len()).unwrap_or(i64::MAX)
    };
    Figures {
        person_times: Some(sum(|rollup| rollup.person_times)),
        amount: Some(Fen(sum(|rollup| rollup.amount.0))),
        persons: question.persons.then(|| distinct(|rollup| &rollup.persons)),
        households: question.households.then(|| distinct(|rollup| &rollup.households)),
    }
}

/// Everybody in some of the sets.
pub fn union<'a>(sets: impl Iterator<Item = &'a RoaringTreemap>) -> RoaringTreemap {
    sets.union()
}
