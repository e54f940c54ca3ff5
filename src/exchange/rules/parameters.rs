//! The parameters of an address as variables of the declared types.

use apollo_compiler::{Schema, ast::Type, schema::ExtendedType};
use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use crate::{
    exchange::model::Wording,
    graphql::registry::{Operation, Variable},
    kernel::{money::Fen, problem::Failure, time::Month},
};

/// Variables that page through a connection; they are the exporter's.
pub const PAGING: [&str; 3] = ["first", "after", "counted"];
/// How headers and words are written: `headers=names` for machines.
const HEADERS: &str = "headers";

/// What an address asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub variables: Map<String, Json>,
    pub wording: Wording,
}

/// Reads the parameters given for `operation`. A parameter without a value counts as not given.
///
/// # Errors
/// An unknown, missing or wrong parameter, by its name.
pub fn read(schema: &Schema, operation: &Operation, given: &[(String, String)]) -> Result<Asked, Failure> {
    let given: Vec<&(String, String)> = given.iter().filter(|(_, value)| !value.trim().is_empty()).collect();
    let mut asked = Asked { variables: Map::new(), wording: Wording::Chinese };
    let open = || operation.variables.iter().filter(|variable| !PAGING.contains(&variable.name.as_str()));
    for (name, value) in &given {
        match (name.as_str(), value.as_str()) {
            (HEADERS, "names") => asked.wording = Wording::Names,
            (HEADERS, "chinese") => asked.wording = Wording::Chinese,
            (HEADERS, _) => return Err(Failure::bad_input(HEADERS, "应为 chinese(中文表头)或 names(字段名)")),
            (name, _) if open().any(|variable| variable.name == name) => {}
            (name, _) => {
                let known: Vec<&str> = open().map(|variable| variable.name.as_str()).collect();
                let known = if known.is_empty() { "无".to_owned() } else { known.join("、") };
                // The name is repeated only when it is a name.
                let name = if name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                    name
                } else {
                    "参数"
                };
                return Err(Failure::bad_input(name, format!("没有这个参数,可用的有:{known}")));
            }
        }
    }
    for variable in open() {
        let values: Vec<&str> =
            given.iter().filter(|(name, _)| *name == variable.name).map(|(_, value)| value.as_str()).collect();
        if let Some(value) = variable_value(schema, variable, &values)? {
            asked.variables.insert(variable.name.clone(), value);
        }
    }
    Ok(asked)
}

fn variable_value(schema: &Schema, variable: &Variable, values: &[&str]) -> Result<Option<Json>, Failure> {
    let name = variable.name.as_str();
    match values {
        [] if variable.required() => Err(Failure::bad_input(name, format!("请给出{}", wanted(schema, &variable.ty)))),
        [] => Ok(None),
        _ if variable.ty.is_list() => {
            let item = variable.ty.item_type();
            let object = is_object(schema, item);
            let parts = values.iter().flat_map(|value| if object { vec![*value] } else { value.split(',').collect() });
            let parts = parts.map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| one(schema, name, item, part)).collect::<Result<_, _>>().map(Json::Array).map(Some)
        }
        [value] => one(schema, name, &variable.ty, value.trim()).map(Some),
        _ => Err(Failure::bad_input(name, "只能给出一次")),
    }
}

fn is_object(schema: &Schema, ty: &Type) -> bool {
    matches!(schema.types.get(ty.inner_named_type()), Some(ExtendedType::InputObject(_)))
}

/// What a value of the type looks like, for messages.
fn wanted(schema: &Schema, ty: &Type) -> String {
    let inner = ty.inner_named_type().as_str();
    let word = match (inner, schema.types.get(inner)) {
        ("Int", _) => "整数".to_owned(),
        ("Boolean", _) => "true 或 false".to_owned(),
        ("Date", _) => "日期,如 2022-12-31".to_owned(),
        ("Month", _) => "月份,如 2022-07".to_owned(),
        ("Money", _) => "金额(元),如 12.50".to_owned(),
        (_, Some(ExtendedType::Enum(vocabulary))) => {
            let words: Vec<&str> = vocabulary.values.keys().map(apollo_compiler::Name::as_str).collect();
            format!("{} 之一", words.join("、"))
        }
        (_, Some(ExtendedType::InputObject(_))) => format!("{inner} 的 JSON 文本"),
        _ => "文字".to_owned(),
    };
    if ty.is_list() { format!("{word}(多个用逗号隔开)") } else { word }
}

fn one(schema: &Schema, name: &str, ty: &Type, text: &str) -> Result<Json, Failure> {
    let inner = ty.inner_named_type().as_str();
    let string = || Json::String(text.to_owned());
    let value = match (inner, schema.types.get(inner)) {
        ("Int", _) => text.parse::<i32>().ok().map(Json::from),
        ("Boolean", _) => text.parse::<bool>().ok().map(Json::from),
        ("Date", _) => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10).map(|_| string()),
        ("Month", _) => text.parse::<Month>().ok().map(|_| string()),
        ("Money", _) => text.parse::<Fen>().ok().map(|_| string()),
        (_, Some(ExtendedType::Enum(vocabulary))) => vocabulary.values.contains_key(text).then(string),
        // Its shape is the gate's to judge.
        (_, Some(ExtendedType::InputObject(_))) => serde_json::from_str(text).ok(),
        _ => Some(string()),
    };
    value.ok_or_else(|| Failure::bad_input(name, format!("值不对,应为{}", wanted(schema, ty))))
}
