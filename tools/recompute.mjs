// Adds the office's figures up again from exported rows, by itself, and compares every cell with the exported figures.
// node tools/recompute.mjs FOLDER: JSON exports of the registered queries, called like the queries (see tests/it/recomputation.rs).
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const AS_OF = "2022-12-31";
const looked = new Set();
const read = (name) => {
  looked.add(name);
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
};

/** Figures that exported rows do not suffice for, and why. */
const NOT_MEASURED = {
  servicesByKind: { assistanceAmount: "rows of services do not say what was given" },
  veteransByCategoryAndUnit: { servedPersons: "rows of services do not say whose category; their sums by unit are measured" },
};
/** Statistics that are no matter of the exported rows at all. */
const NOT_LOOKED_AT = {
  annualReport: "one object and no cells",
  rosterByTier: "needs the rosters of two months, and a folder holds one export of a query",
  takeUp: "who is entitled is judged from facts that no export lists",
  walkingCoverage: "where residents live is not exported",
};

const cents = (decimal) => {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  return BigInt(`${sign}${whole}${part.padEnd(2, "0")}`);
};
const decimal = (value) => {
  const digits = (value < 0n ? -value : value).toString().padStart(3, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
/** numerator / denominator, half up. */
const divided = (numerator, denominator) => (2n * numerator + denominator) / (2n * denominator);
const percent = (part, whole) => (whole === 0n ? null : decimal(divided(10000n * part, whole)));
const month = (date) => date.slice(0, 7);
const days = (from, to) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Rows by a key of several parts. */
const grouped = (rows, key) => {
  const groups = new Map();
  for (const row of rows) {
    const parts = JSON.stringify(key(row));
    groups.get(parts)?.push(row) ?? groups.set(parts, [row]);
  }
  return groups;
};
const sum = (rows, value) => rows.reduce((total, row) => total + value(row), 0n);
const distinct = (rows, value) => new Set(rows.map(value)).size;

let cells = 0;
const wrong = [];
/** Whether a value is a number, or has one in it. */
const numeric = (value) => {
  if (typeof value === "object" && value !== null) return Object.values(value).some(numeric);
  return typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
};
/** Figures that cells tell and nobody measures: all numbers but those that say what a cell is about. */
const unmeasured = (name, figures, cellKey, measures) => {
  const about = new Set();
  const watched = (cell) => new Proxy(cell, { get: (target, field) => (about.add(field), target[field]) });
  for (const cell of figures) cellKey(watched(cell));
  const told = figures.flatMap((cell) => Object.keys(cell).filter((field) => numeric(cell[field])));
  return [...new Set(told)].filter((field) => !about.has(field) && !(field in measures) && !(field in (NOT_MEASURED[name] ?? {})));
};
/** Compares groups of rows with the cells of a statistic, both ways. `whole` makes cells of coarser groups of its cells. */
const compare = (question, rows, key, name, cellKey, measures, whole = (figures) => figures) => {
  const groups = grouped(rows, key);
  const figures = whole(read(name));
  for (const field of unmeasured(name, figures, cellKey, measures)) wrong.push(`${question} ${name}.${field}: not measured`);
  for (const cell of figures) {
    const at = JSON.stringify(cellKey(cell));
    const own = groups.get(at) ?? [];
    groups.delete(at);
    for (const [field, measure] of Object.entries(measures)) {
      const [told, counted] = [cell[field], measure(own)];
      cells += 1;
      if (told !== counted) wrong.push(`${question} ${at} ${field}: told ${told}, counted ${counted}`);
    }
  }
  for (const at of groups.keys()) wrong.push(`${question} ${at}: no cell for ${groups.get(at).length} rows`);
};

// Subsidies: lines that arrived. A person is one, whatever records there are of them.
const payments = read("subsidyPayments").filter((line) => line.state === "PAID");
const person = ({ resident }) => resident.person?.id ?? resident.id;
const paid = {
  personTimes: (lines) => lines.length,
  persons: (lines) => distinct(lines, person),
  amount: (lines) => decimal(sum(lines, (line) => cents(line.amount))),
};
const year = (line) => Number(line.month.slice(0, 4));
const of2022 = payments.filter((line) => year(line) === 2022);
compare("B1 B4 year", payments, (line) => [year(line)], "subsidiesByYear", (cell) => [cell.year], paid);
compare("B2 month", payments, (line) => [line.month], "subsidiesByMonth", (cell) => [cell.month], paid);
compare("B3 group", of2022, (line) => [line.programme.group], "subsidiesByGroup", (cell) => [cell.group], paid);
compare("B5 unit x group", of2022, (line) => [line.unit.code, line.programme.group],
  "subsidiesByUnitAndGroup", (cell) => [cell.unit.code, cell.group], paid);
const all = sum(of2022, (line) => cents(line.amount));
compare("B6 programme", of2022, (line) => [line.programme.code], "subsidiesByProgramme", (cell) => [cell.programme.code],
  { ...paid, amountShare: (lines) => percent(sum(lines, (line) => cents(line.amount)), all) });
compare("B6 programme x month", of2022, (line) => [line.programme.code, line.month],
  "subsidiesByProgrammeMonth", (cell) => [cell.programme.code, cell.month], paid);

// Leases on the day.
const leases = read("leases");
const inArrears = (lease) => lease.arrears.ageing !== null;
compare("B7 village x class", leases, (lease) => [lease.collective.name, lease.asset.class],
  "leasesByVillageAndClass", (cell) => [cell.collective.name, cell.class], {
    leases: (own) => own.length,
    area: (own) => decimal(sum(own, (lease) => cents(lease.terms?.area ?? "0"))),
    annualRent: (own) => decimal(sum(own, (lease) => (lease.terms ? cents(lease.terms.annualRent) : 0n))),
    leasesInArrears: (own) => own.filter(inArrears).length,
    arrears: (own) => decimal(sum(own.filter(inArrears), (lease) => cents(lease.arrears.amount))),
  });
const quarter = (date) => `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
compare("B8 expiries", leases, (lease) => [quarter(lease.terms.endOn)], "leaseExpiriesByQuarter", (cell) => [cell.expiryQuarter], {
  leases: (own) => own.length,
  annualRent: (own) => decimal(sum(own, (lease) => cents(lease.terms.annualRent))),
});

// Findings of the campaign.
const findings = read("findings").filter((finding) => finding.discoveredOn <= AS_OF);
const done = (finding) => finding.closedOn !== null && finding.closedOn <= AS_OF;
const closed = (own) => own.filter((finding) => done(finding) && finding.state !== "WAIVED");
const waived = (own) => own.filter((finding) => done(finding) && finding.state === "WAIVED");
const overdue = (own) => own.filter((finding) => !done(finding) && finding.deadlineOn !== null && finding.deadlineOn < AS_OF);
const took = (own) => closed(own).map((finding) => BigInt(days(finding.discoveredOn, finding.closedOn))).sort((a, b) => Number(a - b));
const medianDays = (own) => {
  const all = took(own);
  return all.length ? Number(divided(all[all.length >> 1] + all[(all.length - 1) >> 1], 2n)) : null;
};
compare("B9 rule x village", findings, (finding) => [finding.rule.number, finding.collective.name],
  "findingsByRuleAndVillage", (cell) => [cell.rule.number, cell.collective.name], {
    found: (own) => own.length,
    closed: (own) => closed(own).length,
    waived: (own) => waived(own).length,
    overdue: (own) => overdue(own).length,
    closureRate: (own) => percent(BigInt(closed(own).length), BigInt(own.length - waived(own).length)),
    averageDays: (own) => (took(own).length ? Number(divided(took(own).reduce((a, b) => a + b, 0n), BigInt(took(own).length))) : null),
    medianDays,
    recovered: (own) => decimal(sum(closed(own), (finding) => cents(finding.recovered))),
    uplift: (own) => decimal(sum(closed(own), (finding) => cents(finding.uplift))),
  });

const monday = (date) => {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
};
compare("B14 week", findings, (finding) => [monday(finding.discoveredOn), finding.severity],
  "findingsByWeek", (cell) => [cell.week, cell.severity], { found: (own) => own.length, closed: (own) => closed(own).length, medianDays });
compare("B14 week of closing", findings, (finding) => [done(finding) ? monday(finding.closedOn) : null, finding.severity],
  "findingsClosedByWeek", (cell) => [cell.closedWeek, cell.severity], { closed: (own) => closed(own).length, medianDays });

// Dividends: a line of a participant counts; what heirs get of it counts where it was paid or waits.
const own = (lines) => lines.filter((line) => line.parent === null);
const inState = (lines, state) => lines.filter((line) => line.state === state);
compare("B10 year x kind", read("payoutLines"), (line) => [line.year, line.distributingUnit.kind],
  "dividendsByYearAndKind", (cell) => [cell.year, cell.unitKind], {
    units: (lines) => distinct(own(lines), (line) => line.distributingUnit.id),
    lines: (lines) => own(lines).length,
    persons: (lines) => distinct(own(lines), person),
    amount: (lines) => decimal(sum(own(lines), (line) => cents(line.amount))),
    amountPerPerson: (lines) => decimal(divided(sum(own(lines), (line) => cents(line.amount)), BigInt(distinct(own(lines), person)))),
    paidAmount: (lines) => decimal(sum(inState(lines, "PAID"), (line) => cents(line.amount))),
    unclaimedLines: (lines) => inState(lines, "UNCLAIMED").length,
    unclaimedAmount: (lines) => decimal(sum(inState(lines, "UNCLAIMED"), (line) => cents(line.amount))),
  });

// Veterans on the register that day, and services of the year.
const register = read("veterans").filter((file) => file.registeredOn <= AS_OF && (file.endedOn === null || file.endedOn > AS_OF));
const primary = (file) => file.categories.find((holding) => holding.primary)?.category ?? null;
compare("B11 category x unit", register, (file) => [primary(file), file.unit.code],
  "veteransByCategoryAndUnit", (cell) => [cell.category, cell.unit.code], { persons: (files) => files.length });
const services = read("veteranServices").filter((service) => service.state !== "WITHDRAWN");
const served = (own) => distinct(own, (service) => service.veteran.id);
// A person has one category, so that those of a unit add up.
const byUnit = (figures) => [...grouped(figures, (cell) => cell.unit.code).values()].map((own) =>
  ({ unit: own[0].unit, servedPersons: own.reduce((total, cell) => total + cell.servedPersons, 0) }));
compare("B11 served by unit", services, (service) => [service.unit.code],
  "veteransByCategoryAndUnit", (cell) => [cell.unit.code], { servedPersons: served }, byUnit);
compare("B11 kind", services, (service) => [service.kind],
  "servicesByKind", (cell) => [cell.serviceKind], {
    services: (services) => services.length,
    servedPersons: served,
  });

// Rent that fell due by the day.
const due = read("rentBills").filter((bill) => bill.issuedOn <= AS_OF && bill.dueOn <= AS_OF);
compare("B12 village x month", due, (bill) => [bill.collective.name, month(bill.dueOn)],
  "rentCollectionByMonth", (cell) => [cell.collective.name, cell.month], {
    bills: (bills) => bills.length,
    due: (bills) => decimal(sum(bills, (bill) => cents(bill.amount))),
    collected: (bills) => decimal(sum(bills, (bill) => cents(bill.paid))),
    waived: (bills) => decimal(sum(bills, (bill) => cents(bill.waived))),
    open: (bills) => decimal(sum(bills, (bill) => cents(bill.open))),
    collectionRate: (bills) => percent(sum(bills, (bill) => cents(bill.paid)), sum(bills, (bill) => cents(bill.amount) - cents(bill.waived))),
  });

const names = readdirSync(folder).filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -".json".length));
for (const name of names.filter((name) => !looked.has(name) && !(name in NOT_LOOKED_AT))) wrong.push(`${name}: nobody looks at it`);

if (wrong.length > 0 || cells < 1000) {
  console.error(wrong.slice(0, 40).join("\n"));
  console.error(`recompute: ${wrong.length} of ${cells} figures differ`);
  process.exit(1);
}
console.log(`recompute: ${cells} figures agree`);
