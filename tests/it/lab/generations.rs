//! Groups of both generations side by side: rows, logs and alerts.

use headroom::base::Sought;
use headroom::chart::timeline::Level;
use headroom::lab::{
    Cure, GroupRow, LogEntry, Standing, alerts_at, open_alerts, sizes_from_log, target_words, told,
    words,
};
use headroom::whatif::SizeAt;
use headroom::wire::v1alpha2::{
    Alert, AlertType, AutoHealing, FixedSize, Group, GroupSummary, LoadBalancerConfiguration, Log,
    LogLevel, ScalingPolicy, Status, TargetType, UtilizationTarget,
};
use headroom::wire::{Duration, Generation, Timestamp};

use super::{HOUR, MINUTE, START, entry, group};

fn alert(kind: AlertType, at_ms: i64) -> Alert {
    Alert { kind, opened_at: Timestamp::from_millis(at_ms), ..Alert::default() }
}

#[test]
fn a_row_tells_what_its_generation_tells() {
    let old = GroupRow::from(&group());
    assert_eq!((old.generation, old.size), (Generation::V1alpha1, None));
    assert_eq!(
        [Some(1), Some(2), None].map(|count| old.rules(count)),
        ["1 policy", "2 policies", "policies"]
    );
    assert_eq!((old.state.words.as_str(), old.state.standing), ("No errors", Standing::Good));

    let summary = GroupSummary {
        name: "Checkout".to_owned(),
        tags: vec!["Shop".to_owned()],
        status: Status::ScalingOut,
        current_size: 3,
        minimum_size: 0,
        maximum_size: 9,
        scaling_policy_target_type: TargetType::MemoryTarget,
        ..GroupSummary::default()
    };
    let new = GroupRow::from(&summary);
    assert_eq!(
        (new.size, new.bounds, new.rules(None).as_str()),
        (Some(3), (0, 9), "Memory target")
    );
    assert_eq!((new.state.words.as_str(), new.state.standing), ("Scaling up", Standing::Busy));
    let has = |text| new.has(&Sought::new(text));
    assert!(has("check") && has("SHOP ") && !has("x"));
}

/// A group's page judges it by what it reads of it, which must be what the list reads.
#[test]
fn a_group_that_is_read_whole_has_the_row_of_the_list() {
    let alert = alert(AlertType::OutOfStock, START);
    for (open, target) in
        [(Vec::new(), TargetType::CpuTarget), (vec![alert], TargetType::FixedSize)]
    {
        let is_fixed = target == TargetType::FixedSize;
        let policy = ScalingPolicy {
            minimum_size: 2,
            maximum_size: 7,
            cpu_target: (!is_fixed).then(UtilizationTarget::default),
            fixed_size: is_fixed.then(FixedSize::default),
            ..ScalingPolicy::default()
        };
        let whole = Group {
            name: "Checkout".to_owned(),
            status: Status::Healing,
            open_alerts: open.clone(),
            current_size: 3,
            scaling_policy: policy,
            ..Group::default()
        };
        let summary = GroupSummary {
            name: "Checkout".to_owned(),
            status: Status::Healing,
            latest_open_alert: open.last().cloned(),
            current_size: 3,
            minimum_size: 2,
            maximum_size: 7,
            scaling_policy_target_type: target,
            ..GroupSummary::default()
        };
        assert_eq!(GroupRow::from(&whole), GroupRow::from(&summary));
    }
}

#[test]
fn an_open_alert_is_what_a_row_says() {
    let summary = GroupSummary {
        status: Status::Active,
        latest_open_alert: Some(alert(AlertType::OutOfStock, START)),
        ..GroupSummary::default()
    };
    let state = GroupRow::from(&summary).state;
    assert_eq!((state.words.as_str(), state.standing), ("Stable", Standing::Bad));
    assert_eq!(state.trouble.as_deref(), Some("The zone is out of Instances of this type"));
}

#[test]
fn a_status_that_is_not_known_is_shown_as_it_came() {
    let summary = GroupSummary { status: Status::from("resting"), ..GroupSummary::default() };
    assert_eq!(GroupRow::from(&summary).state.words, "resting");
}

#[test]
fn every_kind_of_alert_has_words_and_a_cure() {
    for kind in AlertType::KNOWN.iter().cloned().chain([AlertType::from("new_trouble")]) {
        let words = told(&alert(kind.clone(), START));
        assert!(words.advice.ends_with('.') && !words.title.is_empty(), "{kind}");
        let is_known = !matches!(kind, AlertType::Unknown | AlertType::Other(_));
        assert_eq!(is_known, !words.title.contains(kind.as_str()), "{}", words.title);
    }
    let quotas = Alert {
        failing_quotas: vec!["instances".to_owned(), "ips".to_owned()],
        ..alert(AlertType::QuotasExceeded, START)
    };
    assert_eq!(told(&quotas).title, "A quota is used up: instances, ips");
    assert_eq!(told(&alert(AlertType::LoadBalancerNotFound, START)).cure, Cure::EditGroup);
}

#[test]
fn open_alerts_are_one_of_a_kind_and_the_latest_first() {
    let closed = Alert {
        closed_at: Some(Timestamp::from_millis(START)),
        ..alert(AlertType::TemplateNotFound, START - HOUR)
    };
    let all = [
        alert(AlertType::OutOfStock, START - HOUR),
        closed,
        alert(AlertType::QuotasExceeded, START),
        alert(AlertType::OutOfStock, START - MINUTE),
    ];
    let shown: Vec<_> =
        open_alerts(&all).into_iter().map(|one| (one.kind, one.opened_at.as_millis())).collect();
    let expected = [(AlertType::QuotasExceeded, START), (AlertType::OutOfStock, START - MINUTE)];
    assert_eq!(shown, expected);
}

#[test]
fn an_alert_is_told_at_the_moments_in_which_it_was_open() {
    let closed = Alert {
        closed_at: Some(Timestamp::from_millis(START + HOUR)),
        ..alert(AlertType::OutOfStock, START)
    };
    let all = [closed, alert(AlertType::TemplateNotFound, START + HOUR)];
    let at = |by: i64| alerts_at(&all, START + by);
    assert_eq!(at(-1), [""; 0]);
    assert_eq!(at(0), ["The zone is out of Instances of this type"]);
    assert_eq!(at(HOUR), ["The template is gone"]);
}

#[test]
fn a_log_entry_keeps_its_level_and_tells_its_change() {
    let log = |level: LogLevel, message: &str| {
        let timestamp = Timestamp::from_millis(START);
        LogEntry::from(&Log { timestamp, level, message: message.to_owned() })
    };
    let added = log(LogLevel::Info, "Scaling event: added 2 instance(s)");
    assert_eq!((added.level, added.change, added.at_ms), (Level::Info, Some(2), START));
    let healed = log(LogLevel::Warning, "Auto-healing: replacing unhealthy instance");
    assert_eq!((healed.level, healed.change), (Level::Warning, None));
    assert_eq!(log(LogLevel::Error, "").level, Level::Error);
}

#[test]
fn sizes_are_told_back_from_the_present_one() {
    let log = [
        entry(START + 2 * HOUR, "Scaling event: removed 1 instance(s)"),
        entry(START + HOUR + MINUTE, "Auto-healing: replacing unhealthy instance"),
        entry(START + HOUR, "Scaling event: added 3 instance(s)"),
        entry(START - HOUR, "Scaling event: added 1 instance(s)"),
    ];
    let at = |at_ms, size| SizeAt { at_ms, size };
    let expected = [at(START, 2), at(START + HOUR, 5), at(START + 2 * HOUR, 4)];
    assert_eq!(sizes_from_log(&log, 4, START), expected);
    assert_eq!(sizes_from_log(&[], 4, START), [at(START, 4)]);
    let short = sizes_from_log(&log[2..3], 1, START);
    assert_eq!(short, [at(START, 0), at(START + HOUR, 1)], "a log that tells too much");
}

#[test]
fn a_group_with_a_target_is_told_in_a_line() {
    let size = |current_size, target_size| {
        target_words::size(&Group { current_size, target_size, ..Group::default() })
    };
    assert_eq!((size(3, 3).as_str(), size(3, 5).as_str()), ("3", "3, on its way to 5"));
}

#[test]
fn healing_is_told_with_its_grace() {
    let told = |enabled, grace: Option<i64>| {
        let grace_period = grace.map(Duration::from_secs);
        let auto_healing = Some(AutoHealing { enabled, grace_period });
        target_words::healing(&LoadBalancerConfiguration { auto_healing, ..<_>::default() })
    };
    let whole = "replaces what fails its health check, from 5 min after its start";
    assert_eq!(told(true, Some(300)), whole);
    assert_eq!(told(true, None), "replaces what fails its health check");
    assert_eq!(told(false, Some(300)), "replaces nothing by itself");
    let unset = LoadBalancerConfiguration::default();
    assert_eq!(target_words::healing(&unset), "replaces nothing by itself");
}

#[test]
fn a_trouble_lasts_in_one_unit() {
    let cases = [(0, "less than a minute"), (MINUTE, "1 min"), (3 * HOUR, "3 h")];
    for (lasted_ms, said) in cases {
        assert_eq!(words::lasting(START, START + lasted_ms), said);
    }
}
