//! The file for the bank, its answer, and rows of the answer that did not fit.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::vocab::{BankReturnCode, PaymentState, PayrollAct as Step, PayrollState, StoredFileKind};
use serde::Serialize;
use serde_json::json;

use super::{
    act::{PayrollAct, PlainAct, Situation},
    review::{need_content, of_state},
};
use crate::{
    access::policy::Permission,
    files,
    kernel::{
        app::App,
        db::Executor,
        fault::Fault,
        problem::{Failure, Problem, Reasons},
        time::Month,
    },
    payrolls::{
        model::{
            BankFormat, BankResult, BankReturn, Changes, Exception, Line, LineChange, Payroll, PayrollFile, settled,
        },
        rules::{
            answer::{self, Matched},
            format::{self, Instruction},
        },
        store,
    },
    residents::model::ID_NUMBER,
    subsidies::model::ACCOUNT_NUMBER,
};

/// Makes the file for the bank; from then on the lines are on their way.
#[derive(Debug, Clone, Serialize)]
pub struct Export {
    /// Code of the format.
    pub format: String,
}

/// The format and the stored file.
pub struct Made {
    format: i64,
    file: i64,
    digest: String,
}

/// `2023年01月尊老金`.
fn purpose(month: Month, programme: &str) -> String {
    format!("{}年{:02}月{programme}", month.year(), month.number())
}

/// What the bank is told of the planned lines.
fn instructions(app: &App, file: &PayrollFile) -> Result<Vec<Instruction>, Fault> {
    let missing = || Fault::Corrupt("a planned line without its snapshot".to_owned());
    let instruction = |(number, line): (usize, &Line)| {
        let id_number = line.id_number_cipher.as_ref().ok_or_else(missing)?;
        let account = line.account_cipher.as_ref().ok_or_else(missing)?;
        Ok(Instruction {
            number,
            name: line.payee_name.clone().ok_or_else(missing)?,
            id_number: app.vault.open(ID_NUMBER, id_number)?,
            account: app.vault.open(ACCOUNT_NUMBER, account)?,
            amount: line.amount_fen,
            purpose: purpose(line.month, &file.programme.row.name),
            reference: line.reference.clone(),
        })
    };
    (1..).zip(of_state(&file.lines, PaymentState::Planned)).map(instruction).collect()
}

impl PayrollAct for Export {
    const NAME: &'static str = "PAYROLL_EXPORT";
    const PERMISSION: Permission = Permission::PayrollPay;
    type Facts = Made;

    async fn gather<C: Executor>(&self, app: &App, tx: &C, situation: &Situation<'_>) -> Result<Made, Failure> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PayrollState::Approved], "只有已审批的批次可以生成银行文件");
        reasons.done()?;
        need_content(&mut reasons, file, None);
        reasons.done()?;
        let format = store::read::format(tx, &self.format).await?;
        let format = format
            .ok_or_else(|| Failure::problem("NOT_FOUND", "format", "没有这个银行文件格式,请用 bankFormats 查询"))?;
        let spec = format::spec(&format)?;
        let content = format::write(&format, &spec, &instructions(app, file)?).map_err(|value| {
            let message =
                format!("明细 {} 的“{}”不能写入银行文件(过长或含特殊字符),请先更正登记", value.reference, value.column);
            Failure::problem("UNWRITABLE", "payroll", message)
        })?;
        let (extension, media_type) = match format.layout {
            entity::vocab::FileLayout::Csv => ("csv", "text/csv"),
            entity::vocab::FileLayout::FixedWidth => ("txt", "text/plain"),
        };
        let name = format!("{}-{}-{}.{extension}", file.programme.row.code, file.payroll.month, file.payroll.id);
        let digest = files::service::digest_of(&content);
        let kind = StoredFileKind::BankFile;
        let new = files::model::NewFile { kind, name, media_type: media_type.to_owned(), content };
        let stored = files::service::keep(app, tx, situation.actor, new).await?;
        Ok(Made { format: format.id, file: stored, digest })
    }

    fn decide(&self, situation: &Situation<'_>, made: Made) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let payroll = Payroll {
            state: PayrollState::Sent,
            sent_on: Some(situation.today),
            bank_format_id: Some(made.format),
            file_id: Some(made.file),
            ..file.payroll.clone()
        };
        let lines: Vec<i64> = of_state(&file.lines, PaymentState::Planned).map(|line| line.id).collect();
        let note = format!("送银行 {} 笔 {} 元", payroll.declared_count, payroll.declared_fen);
        let detail = json!({ "format": self.format, "digest": made.digest, "count": lines.len() });
        let mut changes = Changes::new(payroll, Step::Export, note, detail);
        changes.line_changes = vec![LineChange::new(PaymentState::Planned, PaymentState::Sent, lines)];
        Ok(changes)
    }
}

/// Takes the bank's answer from an uploaded file. A row that does not fit goes to the list of exceptions; the others
/// are taken.
#[derive(Debug, Clone, Serialize)]
pub struct Reconcile {
    /// The uploaded file.
    pub file: i64,
    /// Day the bank paid or returned the lines of the file.
    pub settled_on: NaiveDate,
}

/// What a file says, and whether it was taken before.
pub struct Answered {
    matched: Matched,
    rows: usize,
    digest: String,
    before: bool,
}

impl PayrollAct for Reconcile {
    const NAME: &'static str = "PAYROLL_RECONCILE";
    const PERMISSION: Permission = Permission::PayrollPay;
    type Facts = Answered;

    async fn gather<C: Executor>(&self, app: &App, tx: &C, situation: &Situation<'_>) -> Result<Answered, Failure> {
        let (file, day) = (situation.file, self.settled_on);
        let mut reasons = Reasons::default();
        let states = [PayrollState::Sent, PayrollState::PartlyReconciled];
        situation.need_state(&mut reasons, &states, "只有已送银行而未对完账的批次可以登记回盘");
        reasons.done()?;
        reasons.not_future(day, situation.today, "settledOn").need(
            file.payroll.sent_on.is_none_or(|sent| sent <= day),
            "BEFORE_SENT",
            "settledOn",
            "银行处理日期不能早于送盘日期",
        );
        reasons.done()?;
        let upload = files::service::open(app, tx, self.file).await?;
        let upload = upload.filter(|one| one.file.kind == StoredFileKind::Upload);
        let upload =
            upload.ok_or_else(|| Failure::problem("NOT_FOUND", "file", "没有这个上传的文件,请先上传回盘文件"))?;
        let before = store::read::reconciled_with(tx, file.payroll.id, &upload.file.digest).await?;
        let format = bank_format(tx, &file.payroll).await?;
        let spec = format::spec(&format)?;
        let rows = answer::read(&format, &spec, &upload.content)
            .map_err(|illegible| Failure::problem("ILLEGIBLE", "file", illegible.0))?;
        let references: Vec<&str> = rows.iter().flatten().map(|row| row.bank_reference.as_str()).collect();
        let used: BTreeSet<String> = store::read::used_references(tx, &references).await?;
        let open = |line: &Line| {
            let sealed =
                line.account_cipher.as_ref().ok_or_else(|| Fault::Corrupt("a sent line without account".to_owned()))?;
            app.vault.open(ACCOUNT_NUMBER, sealed)
        };
        let matched = answer::settle(&rows, &file.lines, &used, open)?;
        Ok(Answered { matched, rows: rows.len(), digest: upload.file.digest, before })
    }

    fn decide(&self, situation: &Situation<'_>, answered: Answered) -> Result<Changes, Vec<Problem>> {
        let (file, day) = (situation.file, self.settled_on);
        let mut reasons = Reasons::default();
        reasons.need(!answered.before, "FILE_TWICE", "file", "这个回盘文件已经登记过,没有重复登记");
        reasons.done()?;
        let Matched { settled: taken, misfits } = answered.matched;
        let returned: Vec<(i64, BankReturnCode)> =
            taken.iter().filter_map(|(line, _, code)| Some((*line, (*code)?))).collect();
        let paid: Vec<i64> = taken.iter().filter(|(_, _, code)| code.is_none()).map(|(line, _, _)| *line).collect();
        let note = format!(
            "回盘 {} 行:到账 {} 笔,退回 {} 笔,不符 {} 行",
            answered.rows,
            paid.len(),
            returned.len(),
            misfits.len()
        );
        let detail = json!({ "rows": answered.rows, "paid": paid.len(), "returned": returned.len(), "exceptions": misfits.len(),
            "digest": answered.digest });
        let done: BTreeSet<i64> = paid.iter().copied().collect();
        let all = file.lines.iter().all(|line| settled(line) || done.contains(&line.id));
        let state = match all {
            true => PayrollState::Reconciled,
            false if taken.is_empty() => file.payroll.state,
            false => PayrollState::PartlyReconciled,
        };
        let paid_on = if paid.is_empty() { file.payroll.paid_on } else { file.payroll.paid_on.max(Some(day)) };
        let payroll = Payroll { state, paid_on, ..file.payroll.clone() };
        let mut changes = Changes::new(payroll, Step::Reconcile, note, detail);
        changes.about = Some(answered.digest);
        let back = returned.iter().map(|(line, _)| *line).collect();
        changes.line_changes = vec![
            LineChange::new(PaymentState::Sent, PaymentState::Paid, paid),
            LineChange::new(PaymentState::Sent, PaymentState::Returned, back),
        ];
        changes.results = taken
            .into_iter()
            .map(|(line_id, bank_reference, _)| BankResult {
                id: 0,
                line_id,
                bank_reference,
                file_id: self.file,
                settled_on: day,
            })
            .collect();
        changes.returns =
            returned.into_iter().map(|(line_id, code)| BankReturn { id: 0, line_id, code, returned_on: day }).collect();
        let exception = |misfit: answer::Misfit| Exception {
            id: 0,
            payroll_id: file.payroll.id,
            file_id: self.file,
            row: misfit.row,
            reference: misfit.reference,
            code: misfit.code,
            message: misfit.message,
            recorded_on: situation.today,
            resolved_on: None,
            resolved_by: None,
            answer: None,
        };
        changes.exceptions = misfits.into_iter().map(exception).collect();
        Ok(changes)
    }
}

async fn bank_format<C: Executor>(tx: &C, payroll: &Payroll) -> Result<BankFormat, Fault> {
    let formats = store::read::formats(tx).await?;
    let own = formats.into_iter().find(|format| Some(format.id) == payroll.bank_format_id);
    own.ok_or_else(|| Fault::Corrupt("a payroll that was sent in no format".to_owned()))
}

/// Says what was done about a row of the bank's answer that did not fit.
#[derive(Debug, Clone, Serialize)]
pub struct Resolve {
    pub exception: i64,
    pub answer: String,
}

impl PlainAct for Resolve {
    const NAME: &'static str = "PAYROLL_RESOLVE";
    const PERMISSION: Permission = Permission::PayrollPay;

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let exception = file.open_exceptions.iter().find(|one| one.id == self.exception);
        let mut reasons = Reasons::default();
        reasons.need(exception.is_some(), "NOT_FOUND", "exception", "本批次没有这条待处理的不符行").need(
            !self.answer.trim().is_empty(),
            "ANSWER_MISSING",
            "answer",
            "请写明核对结果和处理办法",
        );
        reasons.done()?;
        let row = exception.map_or(0, |one| one.row);
        let note = format!("第 {row} 行:{}", self.answer.trim());
        let mut changes = Changes::new(file.payroll.clone(), Step::Resolve, note, json!({ "row": row }));
        changes.answer = Some((self.exception, self.answer.trim().to_owned()));
        Ok(changes)
    }
}
