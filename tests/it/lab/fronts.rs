//! What a sweep has found.

use headroom::chart::front::Mark;
use headroom::lab::{Entry, Found, ImportedHistory, Progress, Promise, Shared, Stage};
use headroom::whatif::{
    Advice, Block, Candidates, Check, Front, Grid, HeldOut, Interval, Job, PassedOver, Point,
    Recommendation, Score, Sweep, Weighing, Worth,
};

use super::{DAY, START, job, saved};

fn score(instance_hours: f64, overload_minutes: f64) -> Score {
    Score { instance_hours, overload_minutes, changes: 3, reversals: 1 }
}

pub fn found(stage: Stage, price_per_hour: Option<f64>) -> Found {
    let grid = Grid::new(&saved(), &Sweep::suggested(&saved(), &job())).unwrap();
    let mut front = Front::default();
    front.extend([
        Point { index: 1, score: score(40.0, 9.0) },
        Point { index: 2, score: score(44.0, 2.0) },
    ]);
    let span = Interval { from_ms: START, to_ms: START + DAY };
    Found {
        job: Shared::new(Job { price_per_hour, ..job() }),
        imported: None,
        saved: saved(),
        grid: Shared::new(grid),
        worth: Worth::default(),
        progress: Progress {
            stage,
            done: 10,
            skipped: 0,
            front,
            candidates: Some(Candidates::new(Weighing::default(), score(48.0, 3.0), 24.0)),
            recommendation: None,
            saved: Some((score(48.0, 3.0), span)),
            restarts: 0,
            took_ms: 0,
        },
    }
}

fn recommended(index: Option<u32>) -> Recommendation {
    Recommendation {
        advice: if index.is_some() { Advice::Better } else { Advice::Keep },
        point: index.map(|index| Point { index, score: score(44.0, 2.0) }),
        saved: score(48.0, 3.0),
        ..Recommendation::default()
    }
}

/// Once there is a pace to go by, and no finer than that can be.
#[test]
fn a_long_sweep_says_how_much_longer_it_takes() {
    let said = |took_ms: i64, done: u32| {
        let mut found = found(Stage::Running, None);
        (found.progress.took_ms, found.progress.done) = (took_ms, done);
        found.standing(|count| count.to_string(), |_| String::new())
    };
    assert_eq!(said(2_999, 1), "1 of 3402 points are tried.");
    assert_eq!(said(60_000, 0), "0 of 3402 points are tried.");
    let left = "1134 of 3402 points are tried, about 4\u{a0}min left.";
    assert_eq!(said(100_000, 1_134), left, "200 s, in whole minutes");
    let last = "3240 of 3402 points are tried, about 10\u{a0}s left.";
    assert_eq!(said(100_000, 3_240), last, "5 s, in tens of them");
    assert_eq!(said(100_000, 3_402), "3402 of 3402 points are tried.");
}

#[test]
fn there_is_no_front_before_the_saved_policies_are_known() {
    let mut found = found(Stage::Running, None);
    found.progress.saved = None;
    assert_eq!(found.front(), None);
}

#[test]
fn the_front_costs_euros_or_hours_and_recommends_at_its_end() {
    let running = found(Stage::Running, None).front().unwrap();
    assert_eq!((running.is_priced, running.advice), (false, None));
    assert_eq!(running.saved.label, "Saved");
    let costs: Vec<_> = running.entries.iter().map(|entry| entry.cost).collect();
    assert_eq!(costs, [40.0, 44.0]);

    let mut done = found(Stage::Done, Some(0.1));
    done.progress.recommendation = Some(recommended(Some(2)));
    let done = done.front().unwrap();
    assert!(done.is_priced);
    let day = 44.0 * 0.1;
    assert!((done.entries[1].cost - day).abs() < 1e-9, "{}", done.entries[1].cost);
    // Each point beside what is saved, and numbered as it is listed.
    let figures: Vec<&str> = done.entries[1].figures.iter().map(|own| &*own.difference).collect();
    assert_eq!(figures, ["−0.40", "−1", "same", "same"]);
    let places: Vec<usize> = done.entries.iter().map(|entry| entry.place).collect();
    assert_eq!(places, [1, 2]);
    let advice = done.advice.unwrap();
    assert_eq!((advice.index, done.entries[1].is_advised), (Some(2), true));
    assert!(advice.sentence.contains("saves"), "{}", advice.sentence);
    assert!(advice.verdict.contains("too short"), "{}", advice.verdict);
    assert_eq!(done.entries[1].index, Some(2));
}

/// What is advised may cost more than a point that flaps.
#[test]
fn an_advised_point_beside_the_front_is_shown_where_its_cost_is() {
    let mut found = found(Stage::Done, None);
    let mut told = recommended(Some(9));
    told.point = Some(Point { index: 9, score: score(42.0, 9.5) });
    found.progress.recommendation = Some(told);
    let front = found.front().unwrap();
    let costs: Vec<f64> = front.entries.iter().map(|entry| entry.cost).collect();
    assert_eq!(costs, [40.0, 42.0, 44.0]);
    assert_eq!(front.advice.unwrap().index, Some(9));
    let advised: Vec<bool> = front.entries.iter().map(|entry| entry.is_advised).collect();
    assert_eq!(advised, [false, true, false]);
}

#[test]
fn a_sweep_that_finds_nothing_better_keeps_the_saved_policies() {
    let mut found = found(Stage::Done, None);
    found.progress.front = Front::default();
    found.progress.recommendation = Some(recommended(None));
    let advice = found.front().unwrap().advice.unwrap();
    assert_eq!((advice.index, advice.edits, advice.leads), (None, vec![], vec![]));
    assert!(advice.sentence.starts_with("Keep the saved rules"), "{}", advice.sentence);
}

/// What was chosen on half of the days and is not advised holds nothing up, and why is said once.
#[test]
fn kept_rules_have_no_promise_to_hold() {
    let mut found = found(Stage::Done, None);
    let mut told = recommended(None);
    let point = Point { index: 1, score: score(36.0, 1.0) };
    told.passed_over = Some(PassedOver { point, check: Check::SecondHalf });
    told.refused = 7;
    let verdict = HeldOut { splits: 20, chosen: 20, overload_worse: 12, ..HeldOut::default() };
    told.held_out = Some(HeldOut { overfitting: Some(0.4), ..verdict });
    found.progress.recommendation = Some(told);
    let advice = found.front().unwrap().advice.unwrap();
    assert_eq!((advice.promise, advice.passed_over.as_str()), (Promise::Unjudged, ""));
    let why = "7 would over the whole history, but did not stand a further check: the \
               first of them would save 25.0 %, but it is worse in the second half of the history.";
    assert!(advice.sentence.ends_with(why), "{}", advice.sentence);
}

/// One column a setting that differs anywhere; what is not as saved is marked.
#[test]
fn the_table_has_a_column_for_each_setting_that_differs() {
    let mut found = found(Stage::Done, Some(0.1));
    found.progress.recommendation = Some(recommended(Some(2)));
    let front = found.front().unwrap();
    assert!(!front.columns.is_empty());
    let own = |entry: &Entry| entry.cells.iter().filter(|cell| cell.is_changed).count();
    assert_eq!(own(&front.saved), 0);
    for (at, column) in front.columns.iter().enumerate() {
        assert!(
            front.entries.iter().any(|entry| entry.cells[at].is_changed),
            "{column:?} never differs"
        );
    }
    for entry in &front.entries {
        let settings = found.grid.settings(entry.index.unwrap());
        let differ = settings.iter().filter(|setting| {
            setting.parameter.of(&found.saved, setting.policy) != Some(setting.value)
        });
        assert_eq!(own(entry), differ.count());
    }
    let advice = front.advice.unwrap();
    assert_eq!(advice.edits.len(), own(&front.entries[1]));
    for edit in &advice.edits {
        assert!(front.columns.iter().any(|own| own.name == edit.name), "{edit:?}");
        assert_ne!(edit.before, edit.after);
    }
    let leads: Vec<&str> = advice.leads.iter().map(|row| row.label).collect();
    assert_eq!(leads, ["Cost a day", "Overload", "Changes", "Reversals"]);
}

/// Short heads: each stands under its owner, and with it is the whole name.
#[test]
fn columns_stand_under_their_owners() {
    let front = found(Stage::Done, None).front().unwrap();
    let owners = front.owners();
    let covered: usize = owners.iter().map(|owner| owner.columns).sum();
    assert_eq!(covered, front.columns.len());
    let mut columns = front.columns.iter();
    for owner in &owners {
        for column in columns.by_ref().take(owner.columns) {
            let whole = match &column.policy {
                Some(policy) => format!("{policy}, {}", column.short),
                None => column.short.to_owned(),
            };
            assert_eq!(column.name, whole);
            assert_eq!(owner.name, column.policy.as_deref().unwrap_or("Group"));
        }
    }
}

/// What is pointed at is told, and only a point is opened.
#[test]
fn a_mark_says_its_values() {
    let mut found = found(Stage::Done, None);
    found.progress.recommendation = Some(recommended(Some(2)));
    let front = found.front().unwrap();
    let told = |mark| front.told(mark, Some((50.0, score(50.0, 1.0)))).unwrap();
    let saved = "Saved: 48.0 Instance-hours, overload 3 min, changes 3, reversals 1.";
    assert_eq!(told(Mark::Saved), saved);
    assert!(told(Mark::Edited).starts_with("Edited: 50.0 Instance-hours"));
    assert!(told(Mark::Point(0)).starts_with("Point 1, "), "{}", told(Mark::Point(0)));
    assert!(told(Mark::Point(1)).starts_with("Recommended, "), "{}", told(Mark::Point(1)));
    assert_eq!(front.told(Mark::Point(9), None), None);
    assert_eq!(front.told(Mark::Edited, None), None);
    let indices = [Mark::Point(1), Mark::Saved, Mark::Edited].map(|mark| front.index(mark));
    assert_eq!(indices, [Some(2), None, None]);
}

/// The days of a verdict cost what they cost, and a promise that is broken often is doubted.
#[test]
fn a_verdict_comes_with_its_days() {
    let mut found = found(Stage::Done, Some(0.1));
    let mut told = recommended(Some(2));
    let span = Interval { from_ms: START, to_ms: START + DAY };
    let block = Block { span, saved: score(48.0, 3.0), point: score(44.0, 2.0) };
    let verdict = HeldOut { splits: 20, chosen: 20, blocks: vec![block], ..HeldOut::default() };
    let mut shown = |advised_worse| {
        let verdict = HeldOut { advised_worse, overfitting: Some(0.1), ..verdict.clone() };
        told.held_out = Some(verdict);
        found.progress.recommendation = Some(told.clone());
        found.front().unwrap().advice.unwrap()
    };
    assert_eq!((shown(2).promise, shown(3).promise), (Promise::Holds, Promise::Doubtful));
    assert!(shown(0).verdict.starts_with("On no half of the days is it worse"));
    let broken = shown(3).verdict;
    assert!(broken.starts_with("It is worse than what is saved on half of the days in 3 of 20"));
    let day = shown(0).days[0];
    assert!((day.saves() - 0.4).abs() < 1e-9, "{day:?}");
    assert_eq!((day.saved_overload, day.overload), (3.0, 2.0));
}

/// Why nothing cheaper is advised is said.
#[test]
fn what_is_passed_over_is_named_with_its_reason() {
    let mut found = found(Stage::Done, None);
    let mut told = recommended(Some(2));
    let point = Point { index: 1, score: score(36.0, 1.0) };
    told.passed_over = Some(PassedOver { point, check: Check::SecondHalf });
    told.refused = 7;
    found.progress.recommendation = Some(told);
    let advice = found.front().unwrap().advice.unwrap();
    assert_eq!(
        advice.passed_over,
        "7 points that rank before it are passed over. The first of them would save 25.0 %, but \
         it is worse in the second half of the history."
    );
    assert!(advice.checks.starts_with("It is worse in nothing in either half"));
}

/// Under a limit that the saved rules break, what ranks first may cost more.
#[test]
fn what_is_passed_over_may_be_dearer() {
    let mut found = found(Stage::Done, None);
    let mut told = recommended(Some(2));
    let point = Point { index: 1, score: score(54.0, 1.0) };
    told.passed_over = Some(PassedOver { point, check: Check::SecondHalf });
    told.refused = 1;
    found.progress.recommendation = Some(told);
    assert_eq!(
        found.front().unwrap().advice.unwrap().passed_over,
        "One point that ranks before it is passed over: it would cost 12.5 % more, but it is worse \
         in the second half of the history."
    );
}

#[test]
fn a_point_opens_as_a_variant() {
    let found = found(Stage::Done, None);
    let variant = found.variant(1);
    assert_eq!(variant.name, "swept");
    assert_eq!(
        variant.thresholds().unwrap().policies,
        found.grid.point(1).thresholds().unwrap().policies
    );
}

#[test]
fn a_sweep_is_outdated_when_anything_but_the_length_of_its_history_changes() {
    let found = found(Stage::Done, None);
    let (now, rules) = (job(), saved());
    let outdated = |job: Option<&Job>, imported: Option<&Shared<ImportedHistory>>, saved| {
        found.is_outdated(job, imported, saved)
    };
    let mut grown = now.clone();
    grown.histories[0].times_ms.push(START + DAY);
    grown.histories[0].values.push(1.0);
    assert!(!outdated(Some(&grown), None, Some(&rules)));
    assert!(outdated(None, None, Some(&rules)));
    assert!(outdated(Some(&Job { growth: 2.0, ..now.clone() }), None, Some(&rules)));
    assert!(outdated(Some(&now), Some(&Shared::new(ImportedHistory::default())), Some(&rules)));
    let mut other = rules.clone();
    other.thresholds_mut().unwrap().capacity.max_replicas += 1;
    assert!(outdated(Some(&now), None, Some(&other)));
}

#[test]
fn how_it_stands_is_said() {
    let said = |found: &Found| found.standing(|n| n.to_string(), |at_ms| format!("#{at_ms}"));
    let all = found(Stage::Running, None).grid.count();
    assert_eq!(said(&found(Stage::Running, None)), format!("10 of {all} points are tried."));
    let done = said(&found(Stage::Done, None));
    let span = format!("#{START} to #{}", START + DAY);
    assert_eq!(done, format!("All {all} points are tried, around “saved” and over {span}."));
    assert!(said(&found(Stage::Cancelled, None)).starts_with("Cancelled after 10 of"));
    assert!(said(&found(Stage::Judging, None)).contains("tried on other days"));
    let failed = said(&found(Stage::Failed("Why.".to_owned()), None));
    assert!(failed.ends_with("points. Why."), "{failed}");
    let mut troubled = found(Stage::Running, None);
    (troubled.progress.skipped, troubled.progress.restarts) = (4, 1);
    let words = said(&troubled);
    assert!(words.contains(" 4 hold values") && words.contains("A worker stopped"), "{words}");
    assert!((troubled.share() - 10.0 / f64::from(all)).abs() < 1e-12);
}
