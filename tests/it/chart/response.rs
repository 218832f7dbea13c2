//! Overload and cost over the values of a setting.

use headroom::chart::format::Plain;
use headroom::chart::response::{Labelled, Marks, Piece, Strip, Tone, response_strip};

fn piece(from: f64, to: f64, overload: f64, joined: bool) -> Piece {
    Piece { from, to, overload, cost: 100.0 - overload, joined }
}

fn cliff(value: f64) -> Option<Labelled> {
    Some(Labelled { value, label: format!("{value} %"), tone: Tone::Worse })
}

/// Two pieces of which the cliff between them has marks.
fn marked(marks: &Marks, width: f64) -> Strip {
    let pieces = [piece(0.0, 50.0, 0.0, true), piece(50.0, 100.0, 20.0, false)];
    response_strip(&pieces, (0.0, 100.0), marks, width, &Plain)
}

#[test]
fn steps_stand_on_the_axis_of_the_slider() {
    let pieces = [piece(0.0, 50.0, 0.0, true), piece(50.0, 100.0, 20.0, false)];
    let marks = Marks {
        saved: Some(25.0),
        now: Some(75.0),
        around: Some((50.0, 100.0)),
        cliffs: [cliff(50.0), cliff(300.0)],
    };
    let strip = response_strip(&pieces, (0.0, 100.0), &marks, 216.0, &Plain);
    // A slider's thumb is 16 wide: 0 to 100 are 200 pixels from 8 on.
    let [top, bottom] = strip.overload.edges;
    assert_eq!(strip.overload.line, format!("M8.0,{bottom:.1}H108.0V{top:.1}H208.0"));
    assert!(strip.overload.area.ends_with('Z'));
    assert_eq!(strip.overload.ends, [0.0, 20.0]);
    let [top, bottom] = strip.cost.edges;
    assert_eq!(strip.cost.line, format!("M8.0,{top:.1}H108.0V{bottom:.1}H208.0"));
    assert_eq!((strip.cost.ends, strip.cost.area.as_str()), ([80.0, 100.0], ""));
    assert_eq!((strip.saved_x, strip.now_x), (Some(58.0), Some(158.0)));
    assert_eq!(strip.around, Some([108.0, 208.0]));
    // Beyond the range there is nothing to mark.
    let [mark] = strip.cliffs.as_slice() else { panic!("one cliff") };
    assert_eq!((mark.x, mark.above, mark.label.as_str()), (108.0, false, "50 %"));
    assert_eq!(strip.cost.now_y, Some(bottom));
    assert!(strip.ticks.len() > 2 && strip.ticks.iter().all(|(x, _)| (8.0..=208.0).contains(x)));
}

#[test]
fn near_cliffs_are_told_apart_and_no_label_is_cut_off() {
    let around = |now: f64, width: f64| {
        let cliffs = [cliff(now - 1.0), cliff(now + 1.0)];
        let marks = Marks { now: Some(now), around: Some((now, now)), cliffs, ..Marks::default() };
        marked(&marks, width)
    };
    for now in [1.0, 3.0, 50.0, 60.0, 97.0, 99.0] {
        for width in [150.0, 216.0, 320.0] {
            let strip = around(now, width);
            let [below, above] = strip.cliffs.as_slice() else { panic!("two cliffs") };
            assert!(!below.above && above.above && below.x < above.x);
            let wide = |label: &str| label.chars().count() as f64 * 7.0;
            assert!(below.label_x - wide(&below.label) >= 0.0, "{now} {width}: {below:?}");
            assert!(above.label_x + wide(&above.label) <= width, "{now} {width}: {above:?}");
            assert!(below.label_x < above.label_x, "{now} {width}: they cover each other");
            // A plateau of one value is a box all the same.
            let [from, to] = strip.around.unwrap();
            assert!(to - from >= 10.0 && from < strip.now_x.unwrap());
            // Nor is the last label of the axis cut off.
            let (x, label) = strip.ticks.last().unwrap();
            assert_eq!(label, "100");
            assert!(x + wide(label) / 2.0 <= width, "{x} of {width}");
        }
    }
}

/// A wall of overload far away would make everything near the present value a flat line.
#[test]
fn overload_is_scaled_to_what_is_near() {
    let far = [
        piece(0.0, 55.0, 2.0, true),
        piece(55.0, 62.0, 30.0, true),
        piece(62.0, 90.0, 60.0, true),
        piece(90.0, 100.0, 18_745.0, false),
    ];
    let strip = |now: Option<f64>| {
        let marks = Marks { now, ..Marks::default() };
        response_strip(&far, (0.0, 100.0), &marks, 216.0, &Plain)
    };
    let near = strip(Some(54.0)).overload;
    assert_eq!((near.cut, near.ends), (Some(60.0), [2.0, 18_745.0]));
    let [top, bottom] = near.edges;
    assert!(near.line.contains(&format!("V{top:.1}")), "what is beyond is at the top");
    let y = near.now_y.unwrap();
    assert!(y < bottom && y > (top + bottom) / 2.0, "{y}");
    assert_eq!(strip(Some(54.0)).cost.cut, None);
    // In the middle of it, or nowhere, the scale is whole.
    assert_eq!(strip(Some(95.0)).overload.cut, None);
    assert_eq!(strip(None).overload.cut, None);
}

#[test]
fn what_is_on_no_piece_is_a_gap() {
    let pieces = [piece(0.0, 20.0, 5.0, false), piece(60.0, 100.0, 5.0, false)];
    let strip = response_strip(&pieces, (0.0, 100.0), &Marks::default(), 216.0, &Plain);
    assert_eq!(strip.overload.line.matches('M').count(), 2, "{}", strip.overload.line);
    assert!(strip.overload.line.contains("H48.0M128.0"), "{}", strip.overload.line);
}

#[test]
fn nothing_and_absurd_numbers_give_a_drawing() {
    let odd = [f64::NAN, f64::INFINITY, -1e300, 0.0];
    for from in odd {
        for to in odd {
            let marks = Marks { now: Some(to), around: Some((from, to)), ..Marks::default() };
            for pieces in [&[][..], &[piece(from, to, to, true)][..]] {
                let strip = response_strip(pieces, (from, to), &marks, from, &Plain);
                let drawn = format!("{}{}", strip.overload.line, strip.cost.line);
                assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
            }
        }
    }
}
