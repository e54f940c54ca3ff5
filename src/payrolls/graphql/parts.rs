//! Steps, decisions, exceptions, totals and files of a payroll.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use entity::vocab::{FileLayout, PaymentState, PayrollAct, PayrollDecisionKind, PayrollExceptionCode, TextEncoding};

use crate::{
    access::{policy::Permission, viewer::Viewer},
    files,
    kernel::{
        app::App,
        id,
        money::Fen,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
    payrolls::model::{self, Control},
    subsidies::graphql::Enrolment,
};

/// A planned row of `payroll_step`.
pub struct PayrollStep(Row);

impl From<Row> for PayrollStep {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 批次办理的一步,只增不改。
#[Object]
impl PayrollStep {
    /// 步骤。
    async fn act(&self) -> Result<PayrollAct, Failure> {
        Ok(self.0.get("act")?)
    }

    /// 日期。
    async fn done_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("done_on")?))
    }

    /// 办理人。
    async fn actor(&self) -> Result<String, Failure> {
        Ok(self.0.get("actor")?)
    }

    /// 说明。
    async fn note(&self) -> Result<String, Failure> {
        Ok(self.0.get("note")?)
    }

    /// 当时的内容校验值;登记回盘时为回盘文件的校验值。
    async fn content_hash(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("content_hash")?) }).await
    }
}

/// A planned row of `payroll_decision`.
pub struct PayrollDecision(Row);

impl From<Row> for PayrollDecision {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 对批次中一项待遇的决定。
#[Object]
impl PayrollDecision {
    /// 所涉待遇;不在可见范围时为空。
    async fn enrolment(&self, ctx: &Context<'_>) -> Option<Result<Enrolment, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::EnrolmentRead)?;
            Ok(self.0.one(ctx, "enrolment").await?.map(Enrolment::from))
        })
        .await
    }

    /// 暂缓或剔除。
    async fn kind(&self) -> Result<PayrollDecisionKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 原因。
    async fn reason(&self) -> Result<String, Failure> {
        Ok(self.0.get("reason")?)
    }

    /// 决定日期。
    async fn decided_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("decided_on")?))
    }

    /// 决定人。
    async fn decided_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("decided_by")?)
    }

    /// 撤回日期;仍有效时为空。
    async fn lifted_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("lifted_on")?.map(Date)) }).await
    }
}

/// A planned row of `payroll_exception`.
pub struct PayrollException(Row);

impl From<Row> for PayrollException {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 回盘中没有登记的一行。
#[Object]
impl PayrollException {
    /// 标识,办理时引用。
    async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("pex", self.0.id()?).into())
    }

    /// 在回盘文件中的行号(不含列名行),从 1 起。
    async fn row(&self) -> Result<i32, Failure> {
        Ok(self.0.get("row")?)
    }

    /// 这一行写的明细编号。
    async fn reference(&self) -> Result<String, Failure> {
        Ok(self.0.get("reference")?)
    }

    /// 原因。
    async fn code(&self) -> Result<PayrollExceptionCode, Failure> {
        Ok(self.0.get("code")?)
    }

    /// 说明与补救办法。
    async fn message(&self) -> Result<String, Failure> {
        Ok(self.0.get("message")?)
    }

    /// 登记日期。
    async fn recorded_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("recorded_on")?))
    }

    /// 处理日期;未处理时为空。
    async fn resolved_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("resolved_on")?.map(Date)) }).await
    }

    /// 处理人。
    async fn resolved_by(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("resolved_by")?) }).await
    }

    /// 核对结果和处理办法。
    async fn answer(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("answer")?) }).await
    }
}

/// A planned row of `bank_result`.
pub struct BankResult(Row);

impl From<Row> for BankResult {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 银行对一笔的处理结果。
#[Object]
impl BankResult {
    /// 银行流水号,只用一次。
    async fn bank_reference(&self) -> Result<String, Failure> {
        Ok(self.0.get("bank_reference")?)
    }

    /// 银行处理日期。
    async fn settled_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("settled_on")?))
    }
}

/// 批次内一种状态的笔数和金额。
#[derive(Debug, SimpleObject)]
pub struct PayrollTotal {
    /// 状态。
    state: PaymentState,
    /// 笔数。
    count: i32,
    /// 金额(元)。
    amount: Fen,
}

impl From<(PaymentState, Control)> for PayrollTotal {
    fn from((state, control): (PaymentState, Control)) -> Self {
        Self { state, count: control.count, amount: control.sum }
    }
}

/// 送银行的文件。
#[derive(Debug, SimpleObject)]
pub struct BankFile {
    /// 标识,凭它在 /files 下载。
    id: ID,
    /// 文件名。
    name: String,
    /// 字节数。
    size: i32,
    /// 内容的 SHA-256(十六进制)。
    digest: String,
}

impl BankFile {
    /// The stored file with this key, for whoever may handle bank files.
    pub async fn find(ctx: &Context<'_>, key: i64) -> Result<Option<Self>, Failure> {
        let file = files::service::describe(ctx.data_unchecked::<App>(), Viewer::of(ctx), key).await?;
        Ok(file.map(|file| Self {
            id: id::encode("fil", file.id).into(),
            name: file.name,
            size: file.size,
            digest: file.digest,
        }))
    }
}

/// 银行文件格式;列和结果码是数据。
#[derive(Debug, SimpleObject)]
pub struct BankFormat {
    /// 代码。
    code: String,
    /// 名称。
    name: String,
    /// 版式。
    layout: FileLayout,
    /// 编码。
    encoding: TextEncoding,
}

impl From<model::BankFormat> for BankFormat {
    fn from(format: model::BankFormat) -> Self {
        Self { code: format.code, name: format.name, layout: format.layout, encoding: format.encoding }
    }
}
