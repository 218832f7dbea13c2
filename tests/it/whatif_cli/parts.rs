//! The pool and the records.

use std::io::BufReader;
use std::sync::atomic::{AtomicUsize, Ordering};

use headroom::whatif_cli::{Record, Records, ordered};

/// However slow one item is, the others wait for it, in order and few at a time.
#[test]
fn results_come_in_order_and_few_items_are_in_hand() {
    for threads in [1, 2, 7] {
        let (taken, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let most = AtomicUsize::new(0);
        let items = (0..500).inspect(|_| {
            let in_hand = taken.fetch_add(1, Ordering::SeqCst) + 1 - done.load(Ordering::SeqCst);
            most.fetch_max(in_hand, Ordering::SeqCst);
        });
        let mut results = Vec::new();
        let ended: Result<(), ()> = ordered(
            threads,
            items,
            |item: usize| (0..(item % 7) * 1_000).fold(item, |sum, _| std::hint::black_box(sum)),
            |result| {
                done.fetch_add(1, Ordering::SeqCst);
                results.push(result);
                Ok(())
            },
        );
        assert_eq!((ended, results), (Ok(()), (0..500).collect()), "{threads} threads");
        // Per thread one waits, one is worked on and one result waits; the reader holds one more,
        // and the taker another.
        let most = most.into_inner();
        assert!(most <= 3 * threads + 2, "{most} items in hand on {threads} threads");
    }
}

#[test]
fn a_result_that_is_not_taken_ends_the_work() {
    let mut results = 0;
    let ended = ordered(
        3,
        0..,
        |item: u64| item,
        |item| {
            results += 1;
            if item == 9 { Err("enough") } else { Ok(()) }
        },
    );
    assert_eq!((ended, results), (Err("enough"), 10));
}

/// The records of a text as `line:column: text`.
fn records(text: &str) -> Vec<String> {
    let read = |input: &mut dyn Iterator<Item = std::io::Result<Record>>| -> Vec<String> {
        let shown = |record: Record| {
            let text = String::from_utf8(record.text).unwrap();
            format!("{}:{}: {}", record.line, record.column, text.trim_end())
        };
        input.map(|record| shown(record.unwrap())).collect()
    };
    let whole = read(&mut Records::new(text.as_bytes()));
    // However little is read at a time.
    for size in [1, 3] {
        let mut small = Records::new(BufReader::with_capacity(size, text.as_bytes()));
        assert_eq!(read(&mut small), whole, "{size} bytes at a time");
    }
    whole
}

#[test]
fn records_end_where_their_brackets_do() {
    for (text, expected) in [
        ("", &[][..]),
        ("{}", &["1:1: {}"]),
        ("{}\n{}\n", &["1:1: {}", "2:1: {}"]),
        ("\n {}\n\n", &["2:2: {}"]),
        ("{\n  \"a\": [\n  1]\n}\n{}", &["1:1: {\n  \"a\": [\n  1]\n}", "5:1: {}"]),
        // A stream needs no line ends.
        ("{} {}{\"a\":[]}\n", &["1:1: {}", "1:4: {}", "1:6: {\"a\":[]}"]),
        ("{\n}{\n}", &["1:1: {\n}", "2:2: {\n}"]),
        // Brackets in strings are none, nor are quotes behind a backslash.
        ("{\"a\": \"}{[\\\"]\"}\n{}", &["1:1: {\"a\": \"}{[\\\"]\"}", "2:1: {}"]),
        // A printer that indents by nothing puts every bracket in the first column.
        (
            "{\n\"a\": [\n{\n\"b\": 1\n},\n{}\n]\n}\n{}",
            &["1:1: {\n\"a\": [\n{\n\"b\": 1\n},\n{}\n]\n}", "9:1: {}"],
        ),
        // Cut short, a line costs itself alone.
        ("{\"a\": [1,\n{}\n", &["1:1: {\"a\": [1,", "2:1: {}"]),
        ("{\"a\": [1\n{}\n{}", &["1:1: {\"a\": [1", "2:1: {}", "3:1: {}"]),
        ("{\"a\": [\n{\"b\": []}\n{\n}", &["1:1: {\"a\": [", "2:1: {\"b\": []}", "3:1: {\n}"]),
        ("{\"a\": \"b\n  {}\n", &["1:1: {\"a\": \"b", "2:3: {}"]),
        ("word\n}\n{}", &["1:1: word", "2:1: }", "3:1: {}"]),
        ("{\n{\n{", &["1:1: {", "2:1: {", "3:1: {"]),
    ] {
        assert_eq!(records(text), expected, "{text}");
    }
    assert_eq!(records("\u{feff}{}\n"), ["1:1: {}"]);
}

/// Too many brackets end a record with its line, so that rereading cannot take for ever.
#[test]
fn brackets_without_end_are_read_once() {
    let text = "{\"a\":[\n".repeat(100_000);
    assert_eq!(Records::new(text.as_bytes()).count(), 100_000 / 65 + 100_000 % 65);
}
