//! `operations`: the registered queries in the graph.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};

use super::registry::{self, Registry};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::problem::Failure,
};

/// 导出文件的格式。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ExportFormat {
    /// 逗号分隔的文本(UTF-8,带 BOM)。
    Csv,
    /// Excel 工作簿。
    Xlsx,
    /// JSON 数组。
    Json,
}

/// 已登记操作的一个变量,也是导出地址中的一个参数。
#[derive(Debug, SimpleObject)]
pub struct OperationVariable {
    /// 变量名。
    name: String,
    /// 类型,按 GraphQL 写法,如 "[String!]"。
    r#type: String,
    /// 是否必须给出。
    required: bool,
    /// 默认值,按 GraphQL 写法;没有时为空。
    default: Option<String>,
}

/// 已登记的操作:可按散列值调用的查询,也可导出为文件(/export/名称.格式)。
#[derive(Debug, SimpleObject)]
pub struct Operation {
    /// 名称,用于导出地址。
    name: String,
    /// 标题。
    title: String,
    /// 文档的 SHA-256(小写十六进制),用于按散列值调用。
    hash: String,
    /// 文档原文。
    document: String,
    /// 变量,按声明次序。
    variables: Vec<OperationVariable>,
    /// 可导出的格式。
    formats: Vec<ExportFormat>,
}

impl From<&registry::Variable> for OperationVariable {
    fn from(variable: &registry::Variable) -> Self {
        Self {
            name: variable.name.clone(),
            r#type: variable.ty.to_string(),
            required: variable.required(),
            default: variable.default.clone(),
        }
    }
}

impl From<&registry::Operation> for Operation {
    fn from(operation: &registry::Operation) -> Self {
        Self {
            name: operation.name.clone(),
            title: operation.title.clone(),
            hash: operation.hash.clone(),
            document: operation.text.clone(),
            variables: operation.variables.iter().map(OperationVariable::from).collect(),
            formats: vec![ExportFormat::Csv, ExportFormat::Xlsx, ExportFormat::Json],
        }
    }
}

/// Root field of the registry.
#[derive(Default)]
pub struct OperationQuery;

#[Object]
impl OperationQuery {
    /// 已登记的操作,按名称;能否执行仍看岗位权限。
    async fn operations(&self, ctx: &Context<'_>) -> Result<Vec<Operation>, Failure> {
        Viewer::of(ctx).permit(Permission::ReferenceRead)?;
        let registry = ctx.data_unchecked::<Arc<Registry>>();
        Ok(registry.all().map(|operation| Operation::from(operation.as_ref())).collect())
    }
}
