//! The gate: what a document must pass before the executor sees it.
//!
//! First a linear scan of tokens without recursion (bytes, tokens, nesting), then the parsed document
//! with memoised fragment accounting (fields, aliases, depth, directives, cost), then validation by
//! the specification, then the variables. The executor's own parser and validators, which recurse and
//! expand without bound, only ever see what has passed.

use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex},
};

use apollo_compiler::{
    ExecutableDocument, Schema,
    executable::Operation,
    parser::Parser,
    request::coerce_variable_values,
    response::JsonMap,
    validation::{DiagnosticList, Valid},
};
use apollo_parser::{Lexer, TokenKind};
use async_graphql::parser::{parse_query, types::ExecutableDocument as Executable};
use lru::LruCache;
use serde_json::{Map, Value as Json};

use super::measure::{Measure, Measurer};
use crate::kernel::problem::{Code, Refusal};

/// Upper limits of a document.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub bytes: usize,
    pub tokens: usize,
    pub nesting: usize,
    pub fields: u64,
    pub aliases: u64,
    pub depth: u64,
    /// Depth below `__schema` and `__type`, which tools nest deeply.
    pub introspection_depth: u64,
    pub directives: u64,
    pub variables: usize,
    pub cost: u64,
    /// Errors in one answer.
    pub errors: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 * 1024,
            tokens: 2_000,
            nesting: 32,
            fields: 500,
            aliases: 30,
            depth: 12,
            introspection_depth: 20,
            directives: 20,
            variables: 50,
            cost: 10_000,
            errors: 10,
        }
    }
}

/// Why a document did not pass, with the place of each error where it is known.
#[derive(Debug, Clone)]
pub struct Rejection {
    pub refusals: Vec<(Refusal, Option<(usize, usize)>)>,
}

/// A document that passed.
#[derive(Debug, Clone)]
pub struct Admitted {
    /// Parsed for the executor.
    pub document: Executable,
    pub mutation: bool,
    pub cost: u64,
}

/// A document that is valid whatever its variables, in the words of validator and executor.
struct Judged {
    valid: Valid<ExecutableDocument>,
    executable: Executable,
}

/// Front ends ask the same documents again and again; so many are remembered.
const REMEMBERED: NonZeroUsize = match NonZeroUsize::new(512) {
    Some(count) => count,
    None => NonZeroUsize::MIN,
};

/// Judges documents against the schema.
pub struct Gate {
    schema: Valid<Schema>,
    limits: Limits,
    remembered: Mutex<LruCache<String, Arc<Judged>>>,
}

fn reject(code: Code, message: impl Into<String>) -> Rejection {
    Rejection { refusals: vec![(Refusal { code, message: message.into() }, None)] }
}

fn too_complex(what: &str, limit: impl std::fmt::Display) -> Rejection {
    reject(Code::TooComplex, format!("查询过于复杂:{what}超过上限 {limit},请拆成几次查询"))
}

impl Gate {
    /// A gate for the schema written in `sdl`.
    ///
    /// # Errors
    /// The SDL is not a valid schema.
    pub fn new(sdl: &str, limits: Limits) -> Result<Self, String> {
        let schema = Schema::parse_and_validate(sdl, "schema.graphql").map_err(|err| err.errors.to_string())?;
        Ok(Self { schema, limits, remembered: Mutex::new(LruCache::new(REMEMBERED)) })
    }

    /// The schema that documents are judged against.
    #[must_use]
    pub fn schema(&self) -> &Valid<Schema> {
        &self.schema
    }

    /// Judges `document` with its variables.
    ///
    /// # Errors
    /// Everything that is wrong with it, at most as many errors as the limits allow.
    pub fn admit(
        &self,
        document: &str,
        operation: Option<&str>,
        variables: &Map<String, Json>,
    ) -> Result<Admitted, Rejection> {
        let known = self.remembered.lock().ok().and_then(|mut known| known.get(document).cloned());
        let (judged, measure) = match known {
            Some(judged) => {
                let measure = self.measure(&judged.valid, variables)?;
                (judged, measure)
            }
            None => self.judge(document, variables)?,
        };
        let chosen = judged.valid.operations.get(operation);
        let chosen = chosen.map_err(|_| reject(Code::BadInput, "operationName:文档中没有这个操作"))?;
        self.check_variables(chosen, variables)?;
        Ok(Admitted { document: judged.executable.clone(), mutation: chosen.is_mutation(), cost: measure.cost })
    }

    /// Judges a document that is met for the first time, and remembers it when it is valid.
    fn judge(&self, document: &str, variables: &Map<String, Json>) -> Result<(Arc<Judged>, Measure), Rejection> {
        let values = self.scan(document)?;
        let parsed = Parser::new()
            .token_limit(self.limits.tokens + 1)
            .recursion_limit(4 * self.limits.nesting)
            .parse_executable(&self.schema, document, "query.graphql");
        let (parsed, errors) = match parsed {
            Ok(parsed) => (parsed, None),
            Err(with) => (with.partial, Some(with.errors)),
        };
        let measure = self.measure(&parsed, variables)?;
        if let Some(errors) = errors {
            return Err(self.diagnose(&errors, &values));
        }
        let valid = parsed.validate(&self.schema).map_err(|with| self.diagnose(&with.errors, &values))?;
        // The executor's parser does not know `\u{...}`; the document written anew has no such escape.
        let executable = if document.contains("\\u{") { parse_query(valid.to_string()) } else { parse_query(document) };
        let executable = executable.map_err(|_| reject(Code::BadInput, "query:文档无法执行,请改用更简单的写法"))?;
        let judged = Arc::new(Judged { valid, executable });
        if let Ok(mut known) = self.remembered.lock() {
            known.put(document.to_owned(), Arc::clone(&judged));
        }
        Ok((judged, measure))
    }

    /// The linear scan; returns the literal values of the document, which no error may repeat.
    fn scan<'d>(&self, document: &'d str) -> Result<Vec<&'d str>, Rejection> {
        if document.len() > self.limits.bytes {
            return Err(too_complex("文档字节数", self.limits.bytes));
        }
        let (mut tokens, mut nesting, mut values) = (0, 0_usize, Vec::new());
        for token in Lexer::new(document) {
            let token = token.map_err(|_| reject(Code::BadInput, "query:文档有无法识别的字符,请检查引号与括号"))?;
            match token.kind() {
                TokenKind::Whitespace | TokenKind::Comment | TokenKind::Comma | TokenKind::Eof => continue,
                TokenKind::LCurly | TokenKind::LParen | TokenKind::LBracket => nesting += 1,
                TokenKind::RCurly | TokenKind::RParen | TokenKind::RBracket => nesting = nesting.saturating_sub(1),
                TokenKind::StringValue | TokenKind::Int | TokenKind::Float => {
                    values.push(token.data().trim_matches('"'));
                }
                _ => {}
            }
            tokens += 1;
            if tokens > self.limits.tokens {
                return Err(too_complex("词元数", self.limits.tokens));
            }
            if nesting > self.limits.nesting {
                return Err(too_complex("括号嵌套", self.limits.nesting));
            }
        }
        Ok(values)
    }

    fn measure(&self, document: &ExecutableDocument, variables: &Map<String, Json>) -> Result<Measure, Rejection> {
        let limits = &self.limits;
        let operations: Vec<_> = document.operations.iter().collect();
        let [operation] = operations[..] else {
            if operations.is_empty() {
                return Ok(Measure::default());
            }
            return Err(too_complex("操作数", 1));
        };
        if operation.variables.len() > limits.variables {
            return Err(too_complex("变量数", limits.variables));
        }
        let mut measurer = Measurer::new(document, operation, variables);
        let measure = measurer.operation();
        if measurer.cyclic {
            return Err(reject(Code::BadInput, "query:片段不得互相引用成环"));
        }
        let roots = operation.root_fields(document).count();
        if operation.is_mutation() && roots > 1 {
            return Err(too_complex("一次变更中的根字段数", 1));
        }
        let depth = if measure.introspects { limits.introspection_depth } else { limits.depth };
        for (what, value, limit) in [
            ("展开后的字段数", measure.fields, limits.fields),
            ("别名数", measure.aliases, limits.aliases),
            ("字段层数", measure.depth, depth),
            ("指令数", measure.directives, limits.directives),
            ("查询成本", measure.cost, limits.cost),
        ] {
            if value > limit {
                return Err(too_complex(what, limit));
            }
        }
        Ok(measure)
    }

    fn check_variables(&self, operation: &Operation, variables: &Map<String, Json>) -> Result<(), Rejection> {
        let values: JsonMap = variables.iter().map(|(key, value)| (key.as_str().into(), into_apollo(value))).collect();
        if coerce_variable_values(&self.schema, operation, &values).is_ok() {
            return Ok(());
        }
        // The validator's message repeats the value; which variable it is, is asked again one by one.
        let mut alone = operation.clone();
        let wrong = operation.variables.iter().find(|variable| {
            alone.variables = vec![(*variable).clone()];
            coerce_variable_values(&self.schema, &alone, &values).is_err()
        });
        let wrong = wrong.map(|variable| format!(".{}", variable.name)).unwrap_or_default();
        Err(reject(Code::BadInput, format!("variables{wrong}:变量缺失或类型不符,请按文档中声明的变量类型给出")))
    }

    /// The errors of the validator, without any literal value of the document.
    fn diagnose(&self, errors: &DiagnosticList, values: &[&str]) -> Rejection {
        let refusals = errors.iter().take(self.limits.errors).map(|diagnostic| {
            let text = diagnostic.error.to_string();
            let repeats = values.iter().any(|value| value.len() > 3 && text.contains(value));
            let detail = if repeats { "某个值的类型不符".to_owned() } else { text.chars().take(200).collect() };
            let place = diagnostic.line_column_range().map(|range| (range.start.line, range.start.column));
            (Refusal { code: Code::BadInput, message: format!("query:{detail}") }, place)
        });
        Rejection { refusals: refusals.collect() }
    }
}

/// The validator's own JSON type is another crate's.
fn into_apollo(value: &Json) -> apollo_compiler::response::serde_json_bytes::Value {
    use apollo_compiler::response::serde_json_bytes::Value;
    match value {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => Value::Number(number.clone()),
        Json::String(text) => Value::String(text.as_str().into()),
        Json::Array(items) => Value::Array(items.iter().map(into_apollo).collect()),
        Json::Object(map) => {
            Value::Object(map.iter().map(|(key, value)| (key.as_str().into(), into_apollo(value))).collect())
        }
    }
}
