//! Input that is wrong: what is said, with its line, and what was done about it.

use headroom::history::{
    ImportError, ImportOptions, Importer, MAX_BYTES, MAX_LINE_BYTES, MAX_SAMPLES, check_size,
    import,
};

use super::{START, STEP, check, pairs, read, refuse, sentences, table};

/// Files of which nothing can be used: the whole message.
#[test]
fn refuses_with_a_reason_and_a_way_out() {
    let cases = [
        (
            "",
            "The file is empty: it has no row. Choose a CSV file with a time and a value in each \
             row, like \"2026-03-01 12:00:00,51.8\".",
        ),
        (
            "\r\n# only a comment\n\n",
            "The file is empty: it has no row. Choose a CSV file with a time and a value in each \
             row, like \"2026-03-01 12:00:00,51.8\".",
        ),
        (
            "\n\ntimestamp,value\n\n",
            "The file has only a header (line 3: \"timestamp,value\") and no row under it. Check \
             the time range of the export and import it again.",
        ),
        (
            "time,value\nfoo,bar\nbar,foo\n",
            "No row could be used (2 read). 2 rows with a time that cannot be read (lines 2 and \
             3, like \"foo\"): skipped. Expected is a time and a number in each row, like \
             \"2026-03-01 12:00:00,51.8\".",
        ),
        (
            "<!DOCTYPE html>\n<html>\n",
            "No row could be used (1 read). 1 row with too few columns (line 2, like \"<html>\"): \
             skipped. Expected is a time and a number in each row, like \"2026-03-01 \
             12:00:00,51.8\".",
        ),
        (
            "time,value\n1392388020,1\n1392388320,x\n",
            "Only one sample could be used (2 read), and a history needs at least two. 1 row with \
             a value that is not a number (line 3, like \"x\"): skipped. Export a longer time \
             range and import it again.",
        ),
        (
            "1392388020,1\n1392388020,2\n",
            "Only one sample could be used (2 read), and a history needs at least two. 1 row with \
             the same time as a later row (line 1): dropped, the last row of a time counts. \
             Export a longer time range and import it again.",
        ),
        (
            "time,value\n1,2\n\"3,4\n5,6\n",
            "Line 3 opens a quote (\") that is never closed, so the rows after it cannot be told \
             apart. Nothing was imported; close or remove the quote and import the file again.",
        ),
        (
            "time,value\n1,2\n3,\0\n",
            "This is not a text file: byte 18 (line 3) is zero. Nothing was imported. If it came \
             from a spreadsheet, save it as \"CSV UTF-8\" and import that.",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(refuse(text).to_string(), message, "{text}");
    }
}

#[test]
fn names_the_byte_that_is_no_text() {
    let cases: [(&[u8], u32, u64); 2] =
        [(b"time,temp\x81rature\n1,2\n", 1, 10), (b"time,value\n1,2\n3,\xff\x9d", 3, 18)];
    for (bytes, line, byte) in cases {
        let error = import(bytes, ImportOptions::default()).unwrap_err();
        assert_eq!(error, ImportError::NotText { line, byte });
        assert!(error.to_string().ends_with("Save the file as UTF-8 and import it again."));
    }
}

/// One bad row between good ones, at line 3: it is skipped, and the first sentence says so.
#[track_caller]
fn check_skipped(row: &str, said: &str) {
    let text = format!("time,value\n1392388020,1\n{row}\n1392388620,3\n1392388920,4\n");
    let imported = read(&text);
    let samples = [(START, 1.0), (START + 2 * STEP, 3.0), (START + 3 * STEP, 4.0)];
    assert_eq!(pairs(&imported), samples, "{row}");
    assert_eq!(sentences(&imported)[0], said, "{row}");
    assert_eq!(imported.report.rows, 4, "{row}");
}

#[test]
fn skips_a_row_with_a_bad_time() {
    let cases = [
        ("yesterday", "that cannot be read"),
        ("2014-02-14", "that cannot be read"),
        ("2014-02-14T14:32:00+2", "that cannot be read"),
        ("2014-02-14 14:32:00.", "that cannot be read"),
        ("1.7e9e", "that cannot be read"),
        ("2014-02-30 14:32:00", "that does not exist"),
        ("2014-02-14 25:32:00", "that does not exist"),
        ("2014-02-14T14:32:00+99:00", "that does not exist"),
        ("9999-02-14 14:32:00", "outside the years 1970 to 2099"),
        ("1969-12-31T23:59:59Z", "outside the years 1970 to 2099"),
        ("-1", "outside the years 1970 to 2099"),
        ("99999999999999999999999", "outside the years 1970 to 2099"),
    ];
    for (time, what) in cases {
        let said = format!("1 row with a time {what} (line 3, like \"{time}\"): skipped.");
        check_skipped(&format!("{time},5"), &said);
    }
    check_skipped(",5", "1 row with a time that cannot be read (line 3): skipped.");
}

#[test]
fn skips_a_row_without_a_value() {
    let said =
        "1 row without a value, that is empty, NaN or null (line 3): skipped, each leaves a gap.";
    for value in ["", "NaN", "-nan", "null", "\" NULL \"", "n/a", "-"] {
        check_skipped(&format!("1392388320,{value}"), said);
    }
}

#[test]
fn skips_a_row_with_a_bad_value() {
    let cases = [
        ("inf", "an infinite value", ""),
        ("-Infinity", "an infinite value", ""),
        ("1e999", "an infinite value", ""),
        ("-0.5", "a negative value", ", as managed metrics cannot be negative"),
        ("high", "a value that is not a number", ""),
        ("5 apples", "a number in a unit that no metric here has", ""),
        ("\"5\"6", "a value that is not a number", ""),
    ];
    for (value, what, why) in cases {
        let said = format!("1 row with {what} (line 3, like \"{value}\"): skipped{why}.");
        check_skipped(&format!("1392388320,{value}"), &said);
    }
    let said = "1 row with too few columns (line 3, like \"1392388320\"): skipped.";
    check_skipped("1392388320", said);
}

#[test]
fn an_unreadable_first_row_is_not_taken_for_a_header() {
    let imported = read("yesterday,5\n1392388020,1\n1392388320,2\n");
    assert!(!table(&imported).header);
    assert_eq!(
        sentences(&imported),
        ["1 row with a time that cannot be read (line 1, like \"yesterday\"): skipped."]
    );
}

#[test]
fn counts_all_and_lists_the_first_lines() {
    let mut text = "time,value\n1392388020,1\n1392388320,2\n".to_owned();
    for _ in 0..12_345 {
        text.push_str("1392388320,x\n");
    }
    check(
        &text,
        &[(START, 1.0), (START + STEP, 2.0)],
        &["12,345 rows with a value that is not a number (lines 4, 5, 6, 7, 8 and 12,340 more, \
           like \"x\"): skipped."],
    );
}

#[test]
fn minus_zero_is_zero() {
    let imported = read("1392388020,-0\n1392388320,-0.0\n");
    assert!(
        imported.series[0].series.samples().iter().all(|sample| sample.value.is_sign_positive())
    );
}

#[test]
fn says_when_forms_of_time_are_mixed() {
    check(
        "1392388020,1\n2014-02-14T14:32:00Z,2\n2014-02-14 14:37:00,3\n1392388920,4\n",
        &[(START, 1.0), (START + STEP, 2.0), (START + 2 * STEP, 3.0), (START + 3 * STEP, 4.0)],
        &[
            "1 time without a zone (first at line 3): read as UTC.",
            "The times are written in different ways, first at line 2 (1 with a zone, 1 without, 2 \
             as epoch numbers): each was read by its own.",
        ],
    );
}

#[test]
fn refuses_a_size_over_the_limit_before_reading() {
    assert_eq!(check_size(MAX_BYTES), Ok(()));
    assert_eq!(
        check_size(80_123_456).unwrap_err().to_string(),
        "The file has 80,123,456 bytes; at most 64,000,000 (64 MB) can be imported. Export a \
         shorter time range or a longer step, or split the file."
    );
}

#[test]
fn refuses_more_bytes_than_the_limit_while_reading() {
    let comment = format!("#{}\n", "-".repeat(49_998));
    let mut importer = Importer::new(ImportOptions::default());
    for _ in 0..MAX_BYTES / 50_000 {
        importer.push(comment.as_bytes()).unwrap();
    }
    assert_eq!(importer.push(b"1"), Err(ImportError::TooMuch));
    assert_eq!(importer.push(b""), Err(ImportError::TooMuch));
    let message = importer.finish().unwrap_err().to_string();
    assert!(message.starts_with("The file has more than 64,000,000 bytes (64 MB)."), "{message}");
}

#[test]
fn refuses_more_samples_than_the_limit() {
    let rows = "1,1\n".repeat(MAX_SAMPLES);
    let mut importer = Importer::new(ImportOptions::default());
    importer.push(rows.as_bytes()).unwrap();
    importer.push(b"2,2\n").unwrap();
    let message = importer.finish().unwrap_err().to_string();
    assert!(
        message.starts_with(
            "The file has more than 2,000,000 samples (reached at line \
                                 2,000,001). Nothing was imported"
        ),
        "{message}"
    );
}

#[test]
fn refuses_a_line_without_end() {
    let fits = format!("1,1,{}\n2,2\n", "x".repeat(MAX_LINE_BYTES - 4));
    assert_eq!(read(&fits).report.samples, 2);
    for start in ["1,1\n2,2,", "1,1\n2,\"", "1,1\n#23"] {
        let text = format!("{start}{}\n3,3\n", "x".repeat(MAX_LINE_BYTES));
        assert_eq!(refuse(&text), ImportError::LongLine { line: 2 }, "{start}");
    }
    let open = format!("1,1\n2,\"2\n{}", "3,3\n".repeat(MAX_LINE_BYTES));
    let message = refuse(&open).to_string();
    assert!(message.starts_with("The row at line 2 is longer than 65,536 bytes"), "{message}");
}
