//! How large and how dear a document is, every fragment measured once.

use std::collections::HashMap;

use apollo_compiler::{
    ExecutableDocument, Name,
    ast::{Type, Value},
    executable::{Field, Operation, Selection, SelectionSet},
};
use serde_json::{Map, Value as Json};

use crate::kernel::page::{DEFAULT_FIRST, MAX_FIRST};

/// Items assumed in a list that has no `first` (such lists cannot pass thirty).
const PLAIN_LIST: u64 = 10;
/// Cost of counting all matches.
const TOTAL_COUNT: u64 = 100;
/// Cost of a statistic.
pub const STATISTICS: u64 = 200;
/// Fields that add up or judge whole tables, besides the statistics.
const HEAVY: [&str; 5] = ["annualReport", "participantsBridge", "distributionDryRun", "takeUp", "eligibleNotEnrolled"];
/// A type that adds up all residents; another field of its name costs nothing.
const COVERAGE: &str = "Coverage";

/// Sizes of a selection after all fragments are expanded. Saturating.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measure {
    pub fields: u64,
    pub aliases: u64,
    pub depth: u64,
    pub directives: u64,
    /// Sum of page products: how many objects the answer may hold.
    pub cost: u64,
    /// Cost of counts, which a connection pays once and not per item.
    pub counts: u64,
    pub introspects: bool,
}

impl Measure {
    fn beside(self, other: Self) -> Self {
        Self {
            fields: self.fields.saturating_add(other.fields),
            aliases: self.aliases.saturating_add(other.aliases),
            depth: self.depth.max(other.depth),
            directives: self.directives.saturating_add(other.directives),
            cost: self.cost.saturating_add(other.cost),
            counts: self.counts.saturating_add(other.counts),
            introspects: self.introspects || other.introspects,
        }
    }
}

/// Measures one operation.
pub struct Measurer<'d> {
    document: &'d ExecutableDocument,
    operation: &'d Operation,
    variables: &'d Map<String, Json>,
    /// Fragments measured so far; `None` while one is being measured.
    fragments: HashMap<&'d Name, Option<Measure>>,
    /// A fragment was met inside itself.
    pub cyclic: bool,
}

impl<'d> Measurer<'d> {
    /// A measurer of `operation` with its variable values, which decide page sizes.
    #[must_use]
    pub fn new(document: &'d ExecutableDocument, operation: &'d Operation, variables: &'d Map<String, Json>) -> Self {
        Self { document, operation, variables, fragments: HashMap::new(), cyclic: false }
    }

    /// The whole operation.
    pub fn operation(&mut self) -> Measure {
        let mut measure = self.selections(&self.operation.selection_set);
        measure.directives = measure.directives.saturating_add(self.operation.directives.len() as u64);
        measure
    }

    // Recursion is bounded: the scan has limited nesting, and every fragment is entered once.
    fn selections(&mut self, set: &'d SelectionSet) -> Measure {
        let mut sum = Measure::default();
        for selection in &set.selections {
            let mut part = match selection {
                Selection::Field(field) => self.field(field, set.ty.as_str().ends_with("Connection")),
                Selection::InlineFragment(inline) => self.selections(&inline.selection_set),
                Selection::FragmentSpread(spread) => self.fragment(&spread.fragment_name),
            };
            part.directives = part.directives.saturating_add(selection.directives().len() as u64);
            sum = sum.beside(part);
        }
        sum
    }

    fn fragment(&mut self, name: &'d Name) -> Measure {
        match self.fragments.get(name) {
            Some(Some(measure)) => return *measure,
            Some(None) => {
                self.cyclic = true;
                return Measure::default();
            }
            None => {}
        }
        let Some(fragment) = self.document.fragments.get(name) else { return Measure::default() };
        self.fragments.insert(name, None);
        let measure = self.selections(&fragment.selection_set);
        self.fragments.insert(name, Some(measure));
        measure
    }

    fn field(&mut self, field: &'d Field, in_connection: bool) -> Measure {
        let inner = self.selections(&field.selection_set);
        let items = self.items(field, in_connection);
        let name = field.name.as_str();
        let covers = field.ty().inner_named_type().as_str() == COVERAGE;
        let heavy = name.ends_with("Statistics") || HEAVY.contains(&name) || covers;
        let own = if heavy { STATISTICS } else { 0 };
        Measure {
            fields: inner.fields.saturating_add(1),
            aliases: inner.aliases.saturating_add(u64::from(field.alias.is_some())),
            depth: inner.depth.saturating_add(1),
            directives: inner.directives,
            cost: own.saturating_add(inner.counts).saturating_add(match items {
                Some(items) => items.saturating_mul(inner.cost.saturating_add(1)),
                None => inner.cost,
            }),
            counts: if in_connection && name == "totalCount" { TOTAL_COUNT } else { 0 },
            introspects: inner.introspects || matches!(name, "__schema" | "__type"),
        }
    }

    /// How many items the field may hold; `None` for what is no list of its own.
    fn items(&self, field: &'d Field, in_connection: bool) -> Option<u64> {
        if field.definition.argument_by_name("first").is_some() {
            let default = u64::from(DEFAULT_FIRST.unsigned_abs());
            let given = field.specified_argument_by_name("first").map(|value| self.page_size(value));
            return Some(given.unwrap_or(default));
        }
        let list = matches!(field.ty(), Type::List(_) | Type::NonNullList(_));
        let introspection = field.definition.ty.inner_named_type().starts_with("__");
        (list && !in_connection && !introspection && !field.selection_set.selections.is_empty()).then_some(PLAIN_LIST)
    }

    /// The page size that a value of `first` stands for; what cannot be told counts as the largest.
    fn page_size(&self, value: &Value) -> u64 {
        let most = u64::from(MAX_FIRST.unsigned_abs());
        let size = match value {
            Value::Int(number) => number.try_to_i32().ok().map(i64::from),
            Value::Null => Some(i64::from(DEFAULT_FIRST)),
            Value::Variable(name) => match self.variables.get(name.as_str()) {
                Some(Json::Null) => Some(i64::from(DEFAULT_FIRST)),
                Some(given) => given.as_i64(),
                None => {
                    let declared = self.operation.variables.iter().find(|variable| variable.name == *name);
                    match declared.and_then(|variable| variable.default_value.as_deref()) {
                        Some(Value::Int(number)) => number.try_to_i32().ok().map(i64::from),
                        _ => Some(i64::from(DEFAULT_FIRST)),
                    }
                }
            },
            _ => None,
        };
        size.and_then(|size| u64::try_from(size).ok()).map_or(most, |size| size.clamp(1, most))
    }
}
