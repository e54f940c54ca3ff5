//! A condition on facts as a value.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::{Comparison, ConditionKind, EligibilityFact};
use serde::{Deserialize, Serialize};

use super::{Standard, in_force};
use crate::kernel::time::Month;

/// A condition on facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Expression {
    /// Every one holds.
    All(Vec<Self>),
    /// At least one holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// One fact against what is required.
    Compare(Compare),
    /// What each tier asks for, by its code inside the programme.
    Tier(BTreeMap<String, Self>),
}

/// One fact against what is required.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    pub fact: EligibilityFact,
    pub op: Comparison,
    pub value: Value,
}

/// What is required of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Flag(bool),
    Whole(i64),
    Word(String),
    Words(Vec<String>),
    Multiple(Multiple),
}

/// A share of the standard that a programme without tiers has in the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Multiple {
    /// Code of the programme.
    pub standard: String,
    pub percent: i64,
}

/// What an expression needs to know of another programme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Peer {
    pub id: i64,
    pub name: String,
    /// Standards of the programme itself, oldest first.
    pub standards: Vec<Standard>,
}

/// Programmes that expressions name, by code.
pub type Peers = BTreeMap<String, Peer>;

/// One node of an expression in a flat list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    pub number: i32,
    /// Number of the node it is part of.
    pub parent: Option<i32>,
    pub kind: ConditionKind,
    /// The tier it is about, right below a node of kind `TIER`.
    pub tier: Option<&'a str>,
    pub compare: Option<&'a Compare>,
}

impl Expression {
    const fn kind(&self) -> ConditionKind {
        match self {
            Self::All(_) => ConditionKind::All,
            Self::Any(_) => ConditionKind::Any,
            Self::Not(_) => ConditionKind::Not,
            Self::Compare(_) => ConditionKind::Compare,
            Self::Tier(_) => ConditionKind::Tier,
        }
    }

    /// Its parts, those of tiers with the tier's code.
    fn parts(&self) -> Vec<(Option<&str>, &Self)> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().map(|part| (None, part)).collect(),
            Self::Not(part) => vec![(None, part)],
            Self::Compare(_) => Vec::new(),
            Self::Tier(tiers) => tiers.iter().map(|(code, part)| (Some(code.as_str()), part)).collect(),
        }
    }

    /// All comparisons in it, in order.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Compare> {
        match self {
            Self::Compare(compare) => vec![compare],
            _ => self.parts().into_iter().flat_map(|(_, part)| part.leaves()).collect(),
        }
    }

    /// The facts it looks at.
    #[must_use]
    pub fn facts(&self) -> BTreeSet<EligibilityFact> {
        self.leaves().into_iter().map(|leaf| leaf.fact).collect()
    }

    /// Codes of programmes whose standard it looks at.
    #[must_use]
    pub fn standards(&self) -> BTreeSet<&str> {
        let named = self.leaves().into_iter().filter_map(|leaf| match &leaf.value {
            Value::Multiple(multiple) => Some(multiple.standard.as_str()),
            _ => None,
        });
        named.collect()
    }

    /// Codes of all programmes it names.
    #[must_use]
    pub fn programmes(&self) -> BTreeSet<&str> {
        let mut named = self.standards();
        for leaf in self.leaves() {
            if matches!(leaf.fact, EligibilityFact::Programme | EligibilityFact::HouseholdProgramme) {
                match &leaf.value {
                    Value::Word(code) => {
                        named.insert(code);
                    }
                    Value::Words(codes) => named.extend(codes.iter().map(String::as_str)),
                    Value::Flag(_) | Value::Whole(_) | Value::Multiple(_) => {}
                }
            }
        }
        named
    }

    /// Every node with the number of the one it is part of, from the top.
    #[must_use]
    pub fn nodes(&self) -> Vec<Node<'_>> {
        let mut found = Vec::new();
        self.number(None, None, &mut found);
        found
    }

    fn number<'a>(&'a self, parent: Option<i32>, tier: Option<&'a str>, found: &mut Vec<Node<'a>>) {
        let number = i32::try_from(found.len()).unwrap_or(i32::MAX).saturating_add(1);
        let compare = if let Self::Compare(compare) = self { Some(compare) } else { None };
        found.push(Node { number, parent, kind: self.kind(), tier, compare });
        for (tier, part) in self.parts() {
            part.number(Some(number), tier, found);
        }
    }

    /// How deep it nests.
    #[must_use]
    pub fn depth(&self) -> usize {
        1 + self.parts().into_iter().map(|(_, part)| part.depth()).max().unwrap_or(0)
    }
}

impl Multiple {
    /// The amount in the month, in fen; none before the first standard.
    #[must_use]
    pub fn fen(&self, peers: &Peers, month: Month) -> Option<i64> {
        let standard = in_force(&peers.get(&self.standard)?.standards, month.first_day()?)?;
        i64::try_from(i128::from(standard.0) * i128::from(self.percent) / 100).ok()
    }
}
