//! Sentences that are put together, in French as the page says them.

use std::collections::BTreeMap;
use std::fmt::Write;

use headroom::base::{Language, speak};
use headroom::chart::timeline::Level;
use headroom::engine::{Metric, quantity};
use headroom::forms::policy;
use headroom::lab::words::policy_sentence;
use headroom::lab::{Because, Calendar, LogEntry, LogLine, Window};
use headroom::whatif::{from_file, sensitivities};

/// Speaks by the catalogue as the build writes it (tools/languages.mjs). Each test has a thread of
/// its own, and with it a language.
fn speak_french() {
    let texts = include_str!("../../locales/fr.json");
    let texts: BTreeMap<String, String> = serde_json::from_str(texts).unwrap();
    let mut catalogue = String::new();
    for (english, own) in texts {
        writeln!(catalogue, "{english}\n{own}").unwrap();
    }
    speak(Language::French, catalogue.leak());
}

#[test]
fn numbers_with_units_have_a_decimal_comma() {
    speak_french();
    assert_eq!(quantity(Metric::Cpu, 76.4), "76,4\u{a0}%");
    assert_eq!(quantity(Metric::NetworkIn, 1_200_000.0), "1,2 Mo/s");
}

#[test]
fn an_assumption_says_what_it_changes() {
    speak_french();
    let job = from_file(include_bytes!("../examples/hour.json")).unwrap();
    let found = sensitivities(&job, &job.variants[0]).unwrap();
    assert_eq!(
        found[0].sentence,
        "Si une Instance entrait en service 3 min après sa commande\u{a0}: coût par jour +0,45 €, \
         coût par mois +13,40 €, changements +2, heures d’Instance +0,4 h."
    );
}

#[test]
fn a_stretch_of_time_is_typed_as_it_is_said() {
    speak_french();
    // Monday, 2 March 2026, 08:00 UTC.
    let now_ms = 1_772_438_400_000;
    let calendar = Calendar { now_ms, offset_ms_at: &|_| 0 };
    let yesterday_ms = 1_772_323_200_000;
    let hours = |hours: i64| yesterday_ms + hours * 3_600_000;
    for typed in ["depuis le 1er mars", "Depuis le 1 mars", "le 1er mars - maintenant"] {
        assert_eq!(calendar.window(typed), Ok(Window::Since(yesterday_ms)), "{typed}");
    }
    for typed in ["1er mars 14h - 15h", "le 1er mars 14h00 à 15h00", "1 mars 14:00 - 15:00"] {
        assert_eq!(calendar.window(typed), Ok(Window::Fixed(hours(14), hours(15))), "{typed}");
    }
    let why = calendar.window("le 31 février").unwrap_err();
    assert!(why.contains("«\u{a0}le 31 février\u{a0}»"), "{why}");
}

#[test]
fn a_policy_is_one_sentence() {
    speak_french();
    let job = from_file(include_bytes!("../examples/hour.json")).unwrap();
    let draft = policy::draft(&job.variants[0].policies()[0]);
    let said = "Quand la métrique CPU (moyenne sur 5\u{a0}min) est au-dessus de 70\u{a0}%, ajouter \
                1 Instance.";
    assert_eq!(policy_sentence(&draft, &"group".into()).as_deref(), Some(said));
}

#[test]
fn a_change_is_told_by_its_metric_where_the_api_speaks_english() {
    speak_french();
    let entry = LogEntry {
        at_ms: 0,
        level: Level::Info,
        source: "scaler".to_owned(),
        text: "Scaling event".to_owned(),
        details: Some("4 to 5. CPU was high.".to_owned()),
        change: Some(1),
    };
    let line = |read: Option<&str>| LogLine {
        entry: entry.clone(),
        parts: Vec::new(),
        sizes: Some((4, 5)),
        read: read.map(str::to_owned),
    };
    let read = "La métrique CPU lisait 76\u{a0}%.";
    assert_eq!(line(Some(read)).reason(), Some(Because::Read(read)));
    assert_eq!(line(None).reason(), Some(Because::Told("CPU was high.")));
}
