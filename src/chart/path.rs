//! SVG path data with one decimal, written by a small fixed-point writer.

use super::decimate::Point;
use super::scale::{Linear, whole};

/// No coordinate is longer than this: a chart is never a million pixels wide.
const FAR: f64 = 1_000_000.0;

/// Path data in the making.
///
/// ```
/// use headroom::chart::path::Path;
///
/// let mut path = Path::with_capacity(2);
/// path.move_to(0.0, 10.25);
/// path.line_to(5.0, f64::NAN);
/// assert_eq!(path.d, "M0.0,10.3L5.0,0.0", "one decimal, and 0 for what is no number");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// What is written so far: the value of an SVG `d` attribute.
    pub d: String,
}

impl Path {
    /// An empty path with room for `points` points.
    pub fn with_capacity(points: usize) -> Self {
        // `L1234.5,123.4` is 13 bytes.
        Self { d: String::with_capacity(points * 13) }
    }

    /// Lifts the pen and sets it down at a point.
    pub fn move_to(&mut self, x: f64, y: f64) {
        self.point('M', x, y);
    }

    /// A straight line to a point.
    pub fn line_to(&mut self, x: f64, y: f64) {
        self.point('L', x, y);
    }

    /// A horizontal line to an x.
    pub fn across_to(&mut self, x: f64) {
        self.d.push('H');
        push_tenths(&mut self.d, x);
    }

    /// A vertical line to a y.
    pub fn down_to(&mut self, y: f64) {
        self.d.push('V');
        push_tenths(&mut self.d, y);
    }

    /// A line of no length: a dot, if the stroke has round or square ends.
    pub fn dot(&mut self) {
        self.d.push_str("h0");
    }

    /// Closes the outline.
    pub fn close(&mut self) {
        self.d.push('Z');
    }

    /// A whole rectangle.
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.move_to(x, y);
        self.across_to(x + width);
        self.down_to(y + height);
        self.across_to(x);
        self.close();
    }

    fn point(&mut self, command: char, x: f64, y: f64) {
        self.d.push(command);
        push_tenths(&mut self.d, x);
        self.d.push(',');
        push_tenths(&mut self.d, y);
    }
}

/// A line through points, lifted at gaps. A point alone between two gaps becomes a dot.
pub fn line(points: &[Point], y: &Linear) -> String {
    let mut path = Path::with_capacity(points.len());
    for (index, point) in points.iter().enumerate() {
        let at = y.px(point.value);
        if point.joined {
            path.line_to(point.x, at);
            continue;
        }
        path.move_to(point.x, at);
        if !points.get(index + 1).is_some_and(|next| next.joined) {
            path.dot();
        }
    }
    path.d
}

/// A triangle 10 wide and 9 high, centred on `x`, its lower edge or point at `y`.
pub fn triangle(x: f64, y: f64, up: bool) -> String {
    let mut path = Path::with_capacity(2);
    let (tip, base) = if up { (y - 9.0, y) } else { (y, y - 9.0) };
    path.move_to(x - 5.0, base);
    path.across_to(x + 5.0);
    path.line_to(x, tip);
    path.close();
    path.d
}

/// A diamond, `radius` from its centre to each corner.
pub fn diamond(x: f64, y: f64, radius: f64) -> String {
    let mut path = Path::with_capacity(4);
    path.move_to(x - radius, y);
    path.line_to(x, y - radius);
    path.line_to(x + radius, y);
    path.line_to(x, y + radius);
    path.close();
    path.d
}

/// A flag on a pole that stands at a point.
pub fn flag(x: f64, y: f64) -> String {
    let mut path = Path::with_capacity(5);
    path.move_to(x, y);
    path.down_to(y - 12.0);
    path.across_to(x + 8.0);
    path.line_to(x + 5.0, y - 9.0);
    path.line_to(x + 8.0, y - 6.0);
    path.across_to(x);
    path.close();
    path.d
}

/// A round dot: a line of no length, whose ends are as round as its stroke is wide.
pub fn dot(x: f64, y: f64) -> String {
    let mut path = Path::with_capacity(1);
    path.move_to(x, y);
    path.dot();
    path.d
}

/// Appends a number with exactly one decimal, rounded half away from zero. What is no number
/// becomes 0.0, what is too far is cut to a million.
pub fn push_tenths(text: &mut String, number: f64) {
    let tenths = number.clamp(-FAR, FAR) * 10.0;
    let half = if tenths < 0.0 { -0.5 } else { 0.5 };
    let tenths = whole(tenths + half);
    if tenths < 0 {
        text.push('-');
    }
    let rest = u32::try_from(tenths.unsigned_abs()).unwrap_or(0);
    // From the last digit to the first, and then all at once: a curve has thousands of them.
    let mut digits = *b"0000000.0";
    digits[POINT + 1] += digit(rest);
    let (mut first, mut whole_part) = (POINT, rest / 10);
    loop {
        first -= 1;
        digits[first] += digit(whole_part);
        whole_part /= 10;
        if whole_part == 0 || first == 0 {
            break;
        }
    }
    text.push_str(std::str::from_utf8(&digits[first..]).unwrap_or_default());
}

/// Where the point stands: a million has seven digits before it.
const POINT: usize = 7;

/// The last digit.
const fn digit(number: u32) -> u8 {
    (number % 10) as u8
}
