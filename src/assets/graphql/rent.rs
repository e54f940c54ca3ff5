//! Bills, receipts, waivers, and what is computed of them.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use entity::vocab::{Ageing, BillItem, PaymentMethod, RentAccount};

use super::{Collective, Lease};
use crate::{
    assets::{
        loader::{files::LeaseFiles, request::day},
        model::{Bill, LeaseFile},
        rules::{
            balance::{Arrears, GRACE_DAYS, ageing},
            lifecycle::{days_past, plus_days},
            schedule::Period,
        },
    },
    kernel::{
        fault::Fault,
        id,
        money::Fen,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
};

/// 欠租。
#[derive(Debug, SimpleObject)]
pub struct LeaseArrears {
    /// 逾期未收金额(元)。
    amount: Fen,
    /// 逾期账单张数。
    bills: i32,
    /// 最早一张的应付日;不欠时为空。
    oldest_due_on: Option<Date>,
    /// 自最早应付日起的天数;不欠时为 0。
    overdue_days: i64,
    /// 账龄;不欠时为空。
    ageing: Option<Ageing>,
}

impl LeaseArrears {
    pub(super) fn new(arrears: Arrears, day: NaiveDate) -> Self {
        Self {
            amount: arrears.amount,
            bills: arrears.bills,
            oldest_due_on: arrears.oldest_due_on.map(Date),
            overdue_days: arrears.oldest_due_on.map_or(0, |due| days_past(due, day)),
            ageing: arrears.oldest_due_on.and_then(|due| ageing(due, day)),
        }
    }
}

/// 一次租金递增。
#[derive(Debug, SimpleObject)]
pub struct RentStep {
    /// 递增日。
    on: Date,
    /// 自该日起的年租金(元)。
    annual_rent: Fen,
}

impl RentStep {
    pub(super) const fn new(on: NaiveDate, annual_rent: Fen) -> Self {
        Self { on: Date(on), annual_rent }
    }
}

/// 一个账期(出账之前)。
#[derive(Debug, SimpleObject)]
pub struct RentPeriod {
    /// 起始日。
    from: Date,
    /// 终止日(含)。
    to: Date,
    /// 应付日。
    due_on: Date,
    /// 应收金额(元)。
    amount: Fen,
}

impl From<Period> for RentPeriod {
    fn from(period: Period) -> Self {
        Self { from: Date(period.from), to: Date(period.to), due_on: Date(period.due_on), amount: period.amount }
    }
}

/// The bill with this key in the file.
fn bill_in(file: &LeaseFile, id: i64) -> Result<&Bill, Fault> {
    file.bills.iter().find(|bill| bill.id == id).ok_or_else(|| Fault::Corrupt(format!("bill {id} is not in its file")))
}

/// A planned row of `rent_bill`.
#[derive(Clone)]
pub struct RentBill(Row);

impl From<Row> for RentBill {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 已出账的租金账单,出账后不再更改。
#[Object]
impl RentBill {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("bil", self.0.id()?).into())
    }

    /// 出租的集体。
    async fn collective(&self, ctx: &Context<'_>) -> Result<Collective, Failure> {
        let row = self.0.one(ctx, "collective").await?;
        Ok(row.map(Collective::from).ok_or_else(|| Fault::Corrupt("collective is missing".to_owned()))?)
    }

    /// 租赁。
    async fn lease(&self, ctx: &Context<'_>) -> Result<Lease, Failure> {
        let row = self.0.one(ctx, "lease").await?;
        Ok(row.map(Lease::from).ok_or_else(|| Fault::Corrupt("lease is missing".to_owned()))?)
    }

    /// 应收项目。
    async fn item(&self) -> Result<BillItem, Failure> {
        Ok(self.0.get("item")?)
    }

    /// 账期起始日。
    async fn period_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("period_from")?))
    }

    /// 账期终止日(含)。
    async fn period_to(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("period_to")?))
    }

    /// 应付日。
    async fn due_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("due_on")?))
    }

    /// 出账日。
    async fn issued_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("issued_on")?))
    }

    /// 应收金额(元)。
    async fn amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("amount_fen")?)
    }

    /// 截至判定日已收金额(元)。
    async fn paid(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<Fen, Failure> {
        let (dossier, day) = (LeaseFiles::of(ctx, self.0.get("lease_id")?).await?, day(ctx, as_of));
        let (file, id) = (&dossier.file, self.0.id()?);
        Ok(file.paid_on(id, day))
    }

    /// 截至判定日已批准减免金额(元)。
    async fn waived(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<Fen, Failure> {
        let (dossier, day) = (LeaseFiles::of(ctx, self.0.get("lease_id")?).await?, day(ctx, as_of));
        let (file, id) = (&dossier.file, self.0.id()?);
        let bill = bill_in(file, id)?;
        Ok(Fen(bill.amount.0 - file.paid_on(id, day).0 - file.open_on(bill, day).0))
    }

    /// 截至判定日未收金额(元)。
    async fn open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<Fen, Failure> {
        let (dossier, day) = (LeaseFiles::of(ctx, self.0.get("lease_id")?).await?, day(ctx, as_of));
        let (file, id) = (&dossier.file, self.0.id()?);
        Ok(file.open_on(bill_in(file, id)?, day))
    }

    /// 截至判定日的逾期天数(自应付日起;在 15 天宽限期内或已收清为 0)。
    async fn overdue_days(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<i64, Failure> {
        let (dossier, day) = (LeaseFiles::of(ctx, self.0.get("lease_id")?).await?, day(ctx, as_of));
        let (file, id) = (&dossier.file, self.0.id()?);
        let bill = bill_in(file, id)?;
        let late = plus_days(bill.due_on, GRACE_DAYS) < day && file.open_on(bill, day).0 > 0;
        Ok(if late { days_past(bill.due_on, day) } else { 0 })
    }

    /// 收款分配,由旧到新。
    async fn allocations(&self, ctx: &Context<'_>) -> Result<Vec<ReceiptAllocation>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(ReceiptAllocation::from).collect())
    }

    /// 减免,由旧到新。
    async fn waivers(&self, ctx: &Context<'_>) -> Result<Vec<RentWaiver>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(RentWaiver::from).collect())
    }
}

/// A planned row of `rent_waiver`.
#[derive(Clone)]
pub struct RentWaiver(Row);

impl From<Row> for RentWaiver {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 租金减免;批准前不减应收。
#[Object]
impl RentWaiver {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("wai", self.0.id()?).into())
    }

    /// 账单。
    async fn bill(&self, ctx: &Context<'_>) -> Result<RentBill, Failure> {
        let row = self.0.one(ctx, "bill").await?;
        Ok(row.map(RentBill::from).ok_or_else(|| Fault::Corrupt("bill is missing".to_owned()))?)
    }

    /// 金额(元)。
    async fn amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("amount_fen")?)
    }

    /// 原因。
    async fn reason(&self) -> Result<String, Failure> {
        Ok(self.0.get("reason")?)
    }

    /// 依据文号。
    async fn document_reference(&self) -> Result<String, Failure> {
        Ok(self.0.get("document")?)
    }

    /// 申请日。
    async fn requested_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("requested_on")?))
    }

    /// 申请账号。
    async fn requested_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("requested_by")?)
    }

    /// 批准日;未批准时为空。
    async fn approved_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("approved_on")?.map(Date)) }).await
    }

    /// 批准账号。
    async fn approved_by(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("approved_by")?) }).await
    }
}

/// A planned row of `receipt`.
#[derive(Clone)]
pub struct Receipt(Row);

impl From<Row> for Receipt {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 收据:收到的一笔租金。
#[Object]
impl Receipt {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("rcp", self.0.id()?).into())
    }

    /// 出租的集体。
    async fn collective(&self, ctx: &Context<'_>) -> Result<Collective, Failure> {
        let row = self.0.one(ctx, "collective").await?;
        Ok(row.map(Collective::from).ok_or_else(|| Fault::Corrupt("collective is missing".to_owned()))?)
    }

    /// 租赁。
    async fn lease(&self, ctx: &Context<'_>) -> Result<Lease, Failure> {
        let row = self.0.one(ctx, "lease").await?;
        Ok(row.map(Lease::from).ok_or_else(|| Fault::Corrupt("lease is missing".to_owned()))?)
    }

    /// 收据编号,在本集体内唯一。
    async fn number(&self) -> Result<String, Failure> {
        Ok(self.0.get("number")?)
    }

    /// 金额(元)。
    async fn amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("amount_fen")?)
    }

    /// 收款日。
    async fn paid_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("paid_on")?))
    }

    /// 收款方式。
    async fn method(&self) -> Result<PaymentMethod, Failure> {
        Ok(self.0.get("method")?)
    }

    /// 收款账户归属。
    async fn account(&self) -> Result<RentAccount, Failure> {
        Ok(self.0.get("account")?)
    }

    /// 记账凭证号;未入账时为空。
    async fn voucher(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("voucher")?) }).await
    }

    /// 入账日。
    async fn booked_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("booked_on")?.map(Date)) }).await
    }

    /// 跨年预付的覆盖期起始日。
    async fn covers_from(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("covers_from")?.map(Date)) }).await
    }

    /// 跨年预付的覆盖期终止日(含)。
    async fn covers_to(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("covers_to")?.map(Date)) }).await
    }

    /// 截至判定日未分配的金额(元),即预收款。
    async fn credit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<Fen, Failure> {
        let (dossier, day) = (LeaseFiles::of(ctx, self.0.get("lease_id")?).await?, day(ctx, as_of));
        let (file, id) = (&dossier.file, self.0.id()?);
        let receipt = file.receipts.iter().find(|receipt| receipt.id == id);
        Ok(receipt.map_or(Fen(0), |receipt| receipt.credit_on(day)))
    }

    /// 分配到各账单的金额,由旧到新。
    async fn allocations(&self, ctx: &Context<'_>) -> Result<Vec<ReceiptAllocation>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(ReceiptAllocation::from).collect())
    }

    /// 按年度确认的收入(含更正)。
    async fn recognitions(&self, ctx: &Context<'_>) -> Result<Vec<IncomeRecognition>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(IncomeRecognition::from).collect())
    }
}

/// A planned row of `receipt_allocation`.
#[derive(Clone)]
pub struct ReceiptAllocation(Row);

impl From<Row> for ReceiptAllocation {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 收款分配到账单的一部分。
#[Object]
impl ReceiptAllocation {
    /// 账单。
    async fn bill(&self, ctx: &Context<'_>) -> Result<RentBill, Failure> {
        let row = self.0.one(ctx, "bill").await?;
        Ok(row.map(RentBill::from).ok_or_else(|| Fault::Corrupt("bill is missing".to_owned()))?)
    }

    /// 收据。
    async fn receipt(&self, ctx: &Context<'_>) -> Result<Receipt, Failure> {
        let row = self.0.one(ctx, "receipt").await?;
        Ok(row.map(Receipt::from).ok_or_else(|| Fault::Corrupt("receipt is missing".to_owned()))?)
    }

    /// 金额(元)。
    async fn amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("amount_fen")?)
    }

    /// 分配日。
    async fn allocated_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("allocated_on")?))
    }
}

/// A planned row of `income_recognition`.
#[derive(Clone)]
pub struct IncomeRecognition(Row);

impl From<Row> for IncomeRecognition {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 某年度确认的租金收入;更正另记一条,可为负。
#[Object]
impl IncomeRecognition {
    /// 年度。
    async fn year(&self) -> Result<i32, Failure> {
        Ok(self.0.get("year")?)
    }

    /// 金额(元)。
    async fn amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("amount_fen")?)
    }

    /// 入账日。
    async fn booked_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("booked_on")?))
    }
}
