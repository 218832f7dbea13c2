//! Which price counts, and what is said of it.

use std::collections::BTreeMap;

use headroom::whatif::{Job, Offer, Price, PriceSource};
use headroom::wire::ServerType;

const READ_MS: i64 = 1_772_438_400_000;

fn types(prices: &[(&str, f64)]) -> BTreeMap<String, ServerType> {
    let listed = |(name, hourly_price): &(&str, f64)| {
        ((*name).to_owned(), ServerType { hourly_price: *hourly_price, ..ServerType::default() })
    };
    prices.iter().map(listed).collect()
}

fn offer() -> Offer {
    Offer::of("PLAY2-NANO", &types(&[("PLAY2-NANO", 0.0137), ("PLAY2-MICRO", 0.05508)]), READ_MS)
}

fn when(at_ms: i64) -> String {
    assert_eq!(at_ms, READ_MS);
    "2 Mar, 08:00".to_owned()
}

#[test]
fn the_price_of_the_groups_type_is_offered() {
    let Offer::Priced(price) = offer() else { panic!("{:?}", offer()) };
    assert_eq!(price.eur_per_hour, 0.0137);
    let said = "€ 0.0137 an hour for PLAY2-NANO, as the API said on 2 Mar, 08:00";
    assert_eq!(price.words(when), said);
    let said =
        "Left empty, it is € 0.0137 an hour for PLAY2-NANO, as the API said on 2 Mar, 08:00.";
    assert_eq!(offer().words(when).as_deref(), Some(said));
    assert_eq!(offer().eur_a_day(5), Some(5.0 * 0.0137 * 24.0));
    assert_eq!(offer().eur_a_day(0), Some(0.0), "nothing runs, and that is known");
}

#[test]
fn a_type_without_a_price_says_so_and_what_to_do() {
    let said = "The API names no price for GP1-XS in this zone. Type a price to see the cost.";
    for prices in [&[][..], &[("GP1-XS", 0.0)], &[("GP1-XS", f64::NAN)], &[("GP1-XS", -1.0)]] {
        let offer = Offer::of("GP1-XS", &types(prices), READ_MS);
        assert_eq!(offer.words(when).as_deref(), Some(said), "{prices:?}");
        assert_eq!(Job::default().priced(None, &offer).price(), None);
        assert_eq!(offer.eur_a_day(5), None);
    }
    assert_eq!(Offer::Waiting.words(when), None);
    assert_eq!(Offer::Waiting.eur_a_day(5), None);
}

#[test]
fn a_typed_price_goes_before_the_apis() {
    let job = Job::default().priced(Some(0.035), &offer());
    let typed = Price { eur_per_hour: 0.035, source: None };
    assert_eq!(job.price(), Some(typed.clone()));
    assert_eq!(typed.words(when), "€ 0.035 an hour, as typed");
    let free = Job::default().priced(Some(0.0), &offer());
    assert_eq!(free.price_per_hour, Some(0.0), "nothing can be typed too");
}

#[test]
fn an_empty_field_takes_the_apis_price_or_none() {
    let source = PriceSource { name: "PLAY2-NANO".to_owned(), at_ms: READ_MS };
    let expected = Price { eur_per_hour: 0.0137, source: Some(source) };
    assert_eq!(Job::default().priced(None, &offer()).price(), Some(expected.clone()));
    // Whatever the job said before: the field, which would show it, is empty.
    let old = Job { price_per_hour: Some(9.0), ..Job::default() };
    assert_eq!(old.clone().priced(None, &offer()).price(), Some(expected));
    assert_eq!(old.priced(None, &Offer::Waiting).price(), None);
}

#[test]
fn a_run_handed_on_keeps_the_source_of_its_price_until_another_is_typed() {
    let source = Some(PriceSource { name: "PRO2-S".to_owned(), at_ms: READ_MS });
    let run = Job { price_per_hour: Some(0.2), price_source: source.clone(), ..Job::default() };
    assert_eq!(run.clone().priced(Some(0.2), &offer()).price_source, source);
    assert_eq!(run.priced(Some(0.3), &offer()).price_source, None);
}

#[test]
fn only_a_typed_price_is_a_setting() {
    let named = Job::default().priced(None, &offer());
    assert_eq!(named.unpriced(), Job::default());
    let typed = Job::default().priced(Some(0.035), &offer());
    assert_eq!(typed.clone().unpriced(), typed);
}
