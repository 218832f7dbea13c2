//! The what-if's settings.

use headroom::forms::settings::{Settings, blank, read, section};
use headroom::whatif::Job;

use super::{message, paths, refused, stands_in_order, typed};

#[test]
fn a_blank_form_is_the_jobs_defaults() {
    let expected =
        Settings { base_size: 2, boot_delay_ms: Job::BOOT_DELAY_MS, price_per_hour: None };
    assert_eq!(read(&blank()), Ok(expected));
    assert_eq!(paths(&[section(true)]), ["base_size", "boot_delay", "price"]);
    assert_eq!(paths(&[section(false)]), ["boot_delay", "price"]);
}

#[test]
fn settings_are_read_as_typed() {
    let draft = typed(&blank(), &[("base_size", " 3 "), ("boot_delay", "1,5"), ("price", "0.055")]);
    let expected = Settings { base_size: 3, boot_delay_ms: 1_500, price_per_hour: Some(0.055) };
    assert_eq!(read(&draft), Ok(expected));
    for (text, ms) in [("0", 0), ("86400", 86_400_000), ("0.0005", 0), ("90.25", 90_250)] {
        assert_eq!(read(&blank().with("boot_delay", text)).unwrap().boot_delay_ms, ms, "{text}");
    }
}

#[test]
fn every_error_stands_at_its_field() {
    let table = [
        ("base_size", "", "base_size required"),
        ("base_size", "0", "base_size constraint"),
        ("base_size", "00", "base_size constraint"),
        ("base_size", "-1", "base_size format"),
        ("base_size", "two", "base_size format"),
        ("boot_delay", "", "boot_delay required"),
        ("boot_delay", "-1", "boot_delay constraint"),
        ("boot_delay", "86401", "boot_delay constraint"),
        ("boot_delay", "1 min", "boot_delay format"),
        ("price", "-0.1", "price constraint"),
        ("price", "cheap", "price format"),
    ];
    for (path, text, expected) in table {
        assert_eq!(refused(read(&blank().with(path, text))), [expected], "{path} = {text:?}");
    }
    let all = typed(&blank(), &[("base_size", "0"), ("boot_delay", "-1"), ("price", "x")]);
    stands_in_order(read(&all), &[section(true)]);
    assert_eq!(refused(read(&all)).len(), 3);
    let said = message(read(&blank().with("boot_delay", "86401")), "boot_delay");
    assert_eq!(said, "Enter seconds from 0 to 86400, which is a day.");
}
