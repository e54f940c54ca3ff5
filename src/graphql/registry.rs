//! The registry of persisted operations: the documents in `operations/`, one named query each, known by name and hash.
//!
//! They are held in the binary and judged against the schema when the graph is built, so a server with a document that
//! does not fit does not start.

use std::{collections::BTreeMap, sync::Arc};

use apollo_compiler::{
    ExecutableDocument, Node, Schema,
    ast::Type,
    executable::{Field, Selection},
    validation::Valid,
};
use rust_embed::Embed;

use crate::kernel::{
    problem::{Code, Refusal},
    vault::digest,
};

#[derive(Embed)]
#[folder = "operations"]
struct Documents;

/// Which documents a server executes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Accepts {
    /// Any that passes the gate.
    #[default]
    Any,
    /// Only those in the registry.
    Registered,
}

/// A variable of a registered query.
#[derive(Debug, Clone)]
pub struct Variable {
    pub name: String,
    pub ty: Type,
    /// The default in GraphQL's own words.
    pub default: Option<String>,
}

impl Variable {
    /// Whether a value must be given.
    #[must_use]
    pub fn required(&self) -> bool {
        self.ty.is_non_null() && self.default.is_none()
    }
}

/// A registered query.
#[derive(Debug)]
pub struct Operation {
    pub name: String,
    /// What it answers, in Chinese.
    pub title: String,
    /// SHA-256 of `text`, hexadecimal.
    pub hash: String,
    pub text: String,
    pub variables: Vec<Variable>,
    root: Node<Field>,
    document: Valid<ExecutableDocument>,
}

impl Operation {
    /// Reads a document that is called `file`.
    ///
    /// # Errors
    /// Why it cannot be registered.
    pub fn read(schema: &Valid<Schema>, file: &str, text: &str) -> Result<Self, String> {
        let refuse = |why: &str| Err(format!("operations/{file}: {why}"));
        let Some(name) = file.strip_suffix(".graphql") else { return refuse("is not called *.graphql") };
        let title = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default().trim();
        if title.is_empty() {
            return refuse("the first line is not a comment with the title");
        }
        let document = ExecutableDocument::parse_and_validate(schema, text, file)
            .map_err(|with| format!("operations/{file}: {}", with.errors))?;
        if document.operations.len() != 1 {
            return refuse("does not hold exactly one operation");
        }
        let Some(query) = document.operations.named.get(name) else {
            return refuse("the operation is not called like the file");
        };
        let root = match query.selection_set.selections.as_slice() {
            [Selection::Field(root)] if query.is_query() => root.clone(),
            _ => return refuse("is not a query with one root field"),
        };
        let variables = query.variables.iter().map(|variable| Variable {
            name: variable.name.to_string(),
            ty: variable.ty.as_ref().clone(),
            default: variable.default_value.as_ref().map(ToString::to_string),
        });
        Ok(Self {
            name: name.to_owned(),
            title: title.to_owned(),
            hash: hash_of(text),
            text: text.to_owned(),
            variables: variables.collect(),
            root,
            document,
        })
    }

    /// Its root field, with the definitions from the schema.
    #[must_use]
    pub fn root(&self) -> &Field {
        &self.root
    }

    /// The parsed document, for the fragments.
    #[must_use]
    pub fn document(&self) -> &ExecutableDocument {
        &self.document
    }
}

/// SHA-256 of a document, hexadecimal.
#[must_use]
pub fn hash_of(text: &str) -> String {
    hex::encode(digest(text.as_bytes()))
}

/// The registered queries.
pub struct Registry {
    by_name: BTreeMap<String, Arc<Operation>>,
    by_hash: BTreeMap<String, Arc<Operation>>,
}

impl Registry {
    /// Reads the documents in the binary.
    ///
    /// # Errors
    /// A document that cannot be registered.
    pub fn load(schema: &Valid<Schema>) -> Result<Self, String> {
        let mut registry = Self { by_name: BTreeMap::new(), by_hash: BTreeMap::new() };
        for file in Documents::iter() {
            let Some(held) = Documents::get(&file) else { continue };
            let text = std::str::from_utf8(&held.data).map_err(|err| format!("operations/{file}: {err}"))?;
            let operation = Arc::new(Operation::read(schema, &file, text)?);
            registry.by_hash.insert(operation.hash.clone(), Arc::clone(&operation));
            registry.by_name.insert(operation.name.clone(), operation);
        }
        Ok(registry)
    }

    /// All of them, by name.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Operation>> {
        self.by_name.values()
    }

    /// The query called `name`.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Arc<Operation>> {
        self.by_name.get(name)
    }

    /// The document that a request means: its text, or the registered one of its hash.
    ///
    /// # Errors
    /// An unknown hash, a hash that is not the text's, or a text that is not accepted.
    pub fn resolve(&self, accepts: Accepts, query: String, hash: Option<&str>) -> Result<String, Refusal> {
        let bad = |message: &str| Err(Refusal { code: Code::BadInput, message: message.to_owned() });
        match hash {
            Some(hash) if query.is_empty() => match self.by_hash.get(hash) {
                Some(operation) => Ok(operation.text.clone()),
                None => Err(Refusal {
                    code: Code::PersistedQueryNotFound,
                    message: "没有登记这个散列值的操作,请核对,或改为给出 query".to_owned(),
                }),
            },
            Some(hash) if hash != hash_of(&query) => {
                bad("extensions.persistedQuery:散列值与 query 不符,请用 query 原文的 SHA-256(小写十六进制)")
            }
            _ if accepts == Accepts::Registered && !self.by_hash.contains_key(&hash_of(&query)) => {
                bad("query:只接受已登记的操作,请按散列值调用,可用的见 operations 或登记目录")
            }
            _ => Ok(query),
        }
    }
}
