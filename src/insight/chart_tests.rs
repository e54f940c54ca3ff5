//! Tests of what charts share.

use super::*;
use crate::kernel::problem::Code;

/// Row, year, figure; a figure that is none is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bar(&'static str, Option<i32>, Option<i64>);

impl Cell for Bar {
    type Key = (&'static str, Option<i32>);
    type Measure = ();

    fn key(&self) -> Self::Key {
        (self.0, self.1)
    }

    fn measure(&self, (): ()) -> Option<i64> {
        self.2
    }

    fn rest(others: &[Self]) -> Self {
        Self("", None, others.iter().map(|bar| bar.2).sum())
    }
}

const fn bar(name: &'static str, figure: i64) -> Bar {
    Bar(name, None, Some(figure))
}

fn last_year((name, year): (&'static str, Option<i32>)) -> Option<(&'static str, Option<i32>)> {
    Some((name, Some(year? - 1)))
}

#[test]
fn the_largest_come_first_and_the_rest_is_one() {
    let mut cells = vec![bar("a", 4), bar("b", 9), bar("c", 1), bar("d", 4)];
    keep_top(&mut cells, Some(((), 2)));
    assert_eq!(cells, [bar("b", 9), bar("a", 4), Bar("", None, Some(5))], "equal ones stay in the order of their keys");
    let mut all = vec![bar("a", 4), bar("b", 9)];
    keep_top(&mut all, Some(((), 2)));
    assert_eq!(all, [bar("b", 9), bar("a", 4)], "no rest of nothing");
    keep_top(&mut all, None);
    assert_eq!(all.len(), 2);
}

#[test]
fn hidden_ones_come_last_and_hide_the_rest() {
    let mut cells = vec![Bar("d", None, None), bar("c", 0), Bar("a", None, None), bar("b", 3)];
    let others = ranked(&mut cells, (), 2);
    assert_eq!(cells, [bar("b", 3), bar("c", 0)]);
    assert_eq!(others, [Bar("a", None, None), Bar("d", None, None)], "their order tells nothing");
    assert_eq!(Bar::rest(&others).2, None);
}

#[test]
fn a_ranking_has_one_to_a_hundred_cells() {
    assert_eq!(top::<u8, u16>(Some((7, 100))).ok(), Some(Some((7, 100))));
    assert_eq!(top::<u8, u16>(None).ok(), Some(None));
    for count in [0, 101, -1] {
        let Err(Failure::Refused(refusal)) = top::<u8, u16>(Some((7, count))) else { panic!("{count} is let through") };
        assert_eq!(refusal.code, Code::BadInput);
        assert!(refusal.message.starts_with("top.count"), "{}", refusal.message);
    }
}

fn filled(cells: &mut Vec<Bar>, times: &[i32]) -> Result<(), Failure> {
    fill(cells, times, |(name, _), year| (name, year), |(name, year)| Bar(name, year, Some(0)))
}

#[test]
fn every_row_has_every_time() {
    let times = span([2023, 2020], |year| Some(year + 1));
    assert_eq!(times, [2020, 2021, 2022, 2023]);
    assert!(span(None::<i32>, |year| Some(year + 1)).is_empty());
    let mut cells = vec![Bar("b", Some(2021), Some(5)), Bar("a", None, None), Bar("b", Some(2020), None)];
    filled(&mut cells, &times[..2]).expect("few cells");
    let zero = |name, year| Bar(name, Some(year), Some(0));
    assert_eq!(
        cells,
        [
            Bar("a", None, None),
            zero("a", 2020),
            zero("a", 2021),
            Bar("b", Some(2020), None),
            Bar("b", Some(2021), Some(5))
        ]
    );
    let before = cells.clone();
    filled(&mut cells, &[]).expect("no cells");
    assert_eq!(cells, before);
}

#[test]
fn an_answer_is_not_filled_up_without_end() {
    let times: Vec<i32> = (0..10_001).collect();
    let mut cells = vec![bar("a", 1)];
    filled(&mut cells, &times).expect("ten thousand");
    let mut two = vec![bar("a", 1), bar("b", 1)];
    let Err(Failure::Refused(refusal)) = filled(&mut two, &times) else { panic!("twenty thousand and two") };
    assert!(refusal.message.starts_with("fillZero"), "{}", refusal.message);
    assert_eq!(two.len(), 2);
}

#[test]
fn averages_are_half_up() {
    assert_eq!([average(5, 2), average(4, 3), average(-5, 2), average(0, 2)], [Some(3), Some(1), Some(-2), Some(0)]);
    assert_eq!([average(5, 0), average(5, -1)], [None, None]);
    assert_eq!(average(i64::MAX, 1), Some(i64::MAX));
}

#[test]
fn a_year_before_a_leap_day_is_the_28th() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    assert_eq!(year_before(day("2024-02-29")), day("2023-02-28"));
    assert_eq!(year_before(day("2022-12-31")), day("2021-12-31"));
}

#[test]
fn shares_and_rises_of_parts() {
    let chart = Chart::new(vec![bar("a", 30), bar("b", 10), Bar("c", None, None)], bar("", 60));
    let then = vec![bar("a", 20), bar("c", 2), bar("d", 9)];
    let (parts, total) = chart.against((then, bar("", 40)), Some).parts();
    let shares: Vec<_> = parts.iter().map(|part| part.share(())).collect();
    assert_eq!(shares, [Some(Percent(5_000)), Some(Percent(1_667)), None]);
    let rises: Vec<_> = parts.iter().map(|part| part.rise(())).collect();
    assert_eq!(rises, [Some(Rise { by: 10, rate: Some(Percent(5_000)) }), None, None]);
    assert_eq!(total.rise(()), Some(Rise { by: 20, rate: Some(Percent(5_000)) }));
    assert_eq!(total.share(()), Some(Percent(10_000)));
    assert_eq!(Rise::between(0, 4), Rise { by: 4, rate: None });
}

#[test]
fn nothing_then_is_nothing_to_compare_with() {
    let (parts, total) = Chart::new(vec![bar("a", 1)], bar("", 1)).against((Vec::new(), bar("", 0)), Some).parts();
    assert_eq!((parts.first().and_then(|part| part.rise(())), total.rise(())), (None, None));
    assert_eq!(Chart::new(vec![bar("a", 0)], bar("", 0)).parts().1.share(()), None);
}

#[test]
fn the_rest_is_beside_the_rest() {
    let chart = Chart::new(vec![bar("a", 30), bar("b", 10), bar("c", 5)], bar("", 45));
    let then = (vec![bar("a", 1), bar("c", 7)], bar("", 8));
    let (parts, _) = chart.against(then, Some).top(Some(((), 1))).parts();
    let found: Vec<_> =
        parts.iter().map(|part| (part.now().2, part.rest(), part.rise(()).map(|rise| rise.by))).collect();
    assert_eq!(found, [(Some(30), false, Some(29)), (Some(15), true, Some(8))]);
}

#[test]
fn years_of_one_answer_are_beside_each_other() {
    let cells = vec![Bar("a", Some(2021), Some(4)), Bar("a", Some(2022), Some(6)), Bar("b", Some(2022), None)];
    let (parts, total) = Chart::new(cells, bar("", 10)).against_itself(last_year).parts();
    let rises: Vec<_> = parts.iter().map(|part| part.rise(()).map(|rise| rise.by)).collect();
    assert_eq!((rises, total.rise(())), (vec![None, Some(2), None], None));
}
