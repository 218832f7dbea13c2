//! Overload and cost over the values of a setting.

use headroom::chart::format::Plain;
use headroom::chart::response::{Marks, Piece, response_strip};

fn piece(from: f64, to: f64, overload: f64, joined: bool) -> Piece {
    Piece { from, to, overload, cost: 100.0 - overload, joined }
}

#[test]
fn steps_stand_on_the_axis_of_the_slider() {
    let pieces = [piece(0.0, 50.0, 0.0, true), piece(50.0, 100.0, 20.0, false)];
    let marks = Marks {
        saved: Some(25.0),
        now: Some(75.0),
        around: Some((50.0, 100.0)),
        cliffs: [Some(50.0), Some(300.0)],
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
    assert_eq!((strip.around, strip.cliffs.as_slice()), (Some([108.0, 208.0]), &[108.0][..]));
    assert_eq!(strip.cost.now_y, Some(bottom));
    assert!(strip.ticks.len() > 2 && strip.ticks.iter().all(|(x, _)| (8.0..=208.0).contains(x)));
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
