//! What real changes of size tell of the load model, over worlds whose truth is known.

use headroom::base::{draw, unit};
use headroom::engine::Metric;
use headroom::whatif::{Estimate, History, LoadEstimate, LoadModel, SizeAt};

use super::{history, sizes};

const DAYS: usize = 14;
const STEPS_A_DAY: usize = 288;

/// Draws of its own, apart from the sandbox's and the engine's.
pub struct Dice(pub u64, pub u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.1 += 1;
        unit(draw(self.0, self.1))
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }

    /// Nearly normal, of mean 0 and deviation 1.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

/// A group whose CPU goes by a known elasticity and idle share, under a wave a day with a load
/// that wanders, and with a noise of measurement. Two thresholds move it by one Instance; new ones
/// serve up to two steps later.
struct World {
    elasticity: f64,
    idle: f64,
    history: History,
    sizes: Vec<SizeAt>,
}

impl World {
    fn new(seed: u64) -> Self {
        let dice = &mut Dice(seed, 0);
        let (elasticity, idle) = (dice.between(0.5, 1.2), dice.between(0.0, 15.0));
        let (noise, wander) = (dice.between(0.01, 0.06), dice.between(0.02, 0.1));
        let look = [1, 2, 3][usize::from(dice.next() > 0.4) + usize::from(dice.next() > 0.6)];
        let boot = usize::from(dice.next() > 0.3) + usize::from(dice.next() > 0.6);
        let (base, height) = (dice.between(1.0, 2.5), dice.between(0.4, 0.9));
        let (mut ordered, mut serving, mut cooled, mut drift) = (3_u32, 3_u32, 0, 0.0);
        let mut booting: Vec<usize> = Vec::new();
        let (mut values, mut served) = (Vec::new(), Vec::new());
        for step in 0..DAYS * STEPS_A_DAY {
            let ready = booting.iter().filter(|from| **from <= step).count();
            booting.retain(|from| *from > step);
            serving += u32::try_from(ready).unwrap();
            drift = 0.95 * drift + wander * dice.normal();
            let turn = f64::from(u32::try_from(step % STEPS_A_DAY).unwrap()) / 288.0;
            let wave = 1.0 - height * libm::cos(turn * std::f64::consts::TAU);
            let load = base * wave * libm::exp(drift) * 0.45;
            let share = load / libm::pow(f64::from(serving), elasticity);
            let seen = idle + (100.0 - idle) * share * libm::exp(noise * dice.normal());
            values.push(seen.min(100.0));
            served.push(serving);
            let window = &values[(step + 1).saturating_sub(look)..];
            let average = window.iter().sum::<f64>() / f64::from(u32::try_from(look).unwrap());
            if step < cooled {
                continue;
            }
            if average > 70.0 && ordered < 10 {
                ordered += 1;
                booting.push(step + 1 + boot);
                cooled = step + 2;
            } else if average < 35.0 && ordered > 1 {
                ordered -= 1;
                serving -= u32::from(booting.pop().is_none());
                cooled = step + 2;
            }
        }
        let history = history(Metric::Cpu, 5, &values);
        Self { elasticity, idle, sizes: entries(&served), history }
    }
}

/// A change holds from the start of the first step that it serves.
fn entries(served: &[u32]) -> Vec<SizeAt> {
    let mut found: Vec<SizeAt> = Vec::new();
    for (step, size) in (0..).zip(served) {
        if found.last().is_none_or(|last| last.size != *size) {
            found.push(SizeAt { at_ms: super::at(step * 5), size: *size });
        }
    }
    found
}

/// The step at which estimates are tried: what lies between two is as good as either.
pub fn covers(estimate: Estimate, truth: f64, step: f64) -> bool {
    estimate.least - step / 2.0 <= truth && truth <= estimate.most + step / 2.0
}

#[test]
fn the_intervals_cover_the_truth_in_nine_of_ten_worlds() {
    let (mut told, mut both, mut elasticities, mut idles) = (0, 0, 0, 0);
    let (mut width, mut bias) = (0.0, 0.0);
    for seed in 0..200 {
        let world = World::new(seed);
        let found = LoadEstimate::of(&world.history, &world.sizes);
        let LoadEstimate::Told { elasticity, idle, .. } = found else { continue };
        told += 1;
        let fits = [covers(elasticity, world.elasticity, 0.01), covers(idle, world.idle, 0.5)];
        elasticities += u32::from(fits[0]);
        idles += u32::from(fits[1]);
        both += u32::from(fits == [true, true]);
        width += elasticity.most - elasticity.least;
        bias += elasticity.value - world.elasticity;
    }
    println!(
        "of {told} worlds: elasticity covered in {elasticities}, idle in {idles}, both in {both}; \
         mean width {:.2}, bias {:+.3}",
        width / f64::from(told),
        bias / f64::from(told)
    );
    assert_eq!(told, 200);
    assert!(elasticities >= 180 && idles >= 180, "{elasticities} and {idles} of 200");
    assert!(width / 200.0 < 0.5 && (bias / 200.0).abs() < 0.05, "{width} {bias}");
}

/// What never changed tells nothing, and is said to.
#[test]
fn a_recording_that_never_changed_size_says_so() {
    let flat = history(Metric::Cpu, 5, &[50.0; 100]);
    let never = LoadEstimate::of(&flat, &sizes("0:3"));
    assert_eq!(never, LoadEstimate::NeverChanged);
    assert_eq!(
        never.sentence(Metric::Cpu),
        "The recording's size never changed, so it cannot show how CPU answers to another size: \
         that it halves when the fleet doubles is assumed."
    );
    // A change before the first sample or after the last is none within.
    assert_eq!(LoadEstimate::of(&flat, &sizes("0:3 2:4 900:5")), LoadEstimate::NeverChanged);
    let few = LoadEstimate::of(&flat, &sizes("0:3 100:4 200:3"));
    assert_eq!(few, LoadEstimate::TooFew(2));
    assert!(few.sentence(Metric::Cpu).contains("has 2 changes of size"));
    let total = History { load: LoadModel::Total, ..flat };
    assert_eq!(LoadEstimate::of(&total, &sizes("0:3 100:4")), LoadEstimate::Total);
}

/// A slow wave without noise: exactly the truth.
#[test]
fn a_clean_recording_is_read_as_it_is() {
    let is_small = |step: u32| (step / 20).is_multiple_of(2);
    for (idle, elasticity) in [(0.0, 1.0), (10.0, 1.0), (0.0, 0.5), (5.0, 0.8)] {
        let load = |step: u32| 80.0 + 40.0 * libm::sin(f64::from(step) / 90.0);
        let fleet = |step: u32| if is_small(step) { 2.0 } else { 4.0 };
        let share = |step: u32| load(step) / libm::pow(fleet(step), elasticity);
        let values: Vec<f64> = (0..800).map(|step| idle + share(step)).collect();
        let served: Vec<u32> = (0..800).map(|step| if is_small(step) { 2 } else { 4 }).collect();
        let history = history(Metric::Cpu, 5, &values);
        let LoadEstimate::Told { changes, elasticity: found, idle: rests } =
            LoadEstimate::of(&history, &entries(&served))
        else {
            panic!("39 changes tell")
        };
        assert!(changes > 30 && (found.value - elasticity).abs() < 0.05, "{found:?}");
        assert!((rests.value - idle).abs() < 3.0, "{rests:?} of {idle}");
    }
}

#[test]
fn a_sentence_says_what_the_assumption_is_worth() {
    let estimate = |value, least, most| Estimate { value, least, most };
    let said = |elasticity, idle| {
        LoadEstimate::Told { changes: 40, elasticity, idle }.sentence(Metric::Cpu)
    };
    let fits = said(estimate(0.98, 0.9, 1.1), estimate(1.0, 0.0, 4.0));
    assert_eq!(
        fits,
        "At 40 real changes of size CPU went as with an elasticity of 0.98 (0.90 to 1.10) and 1.0 \
         (0.0 to 4.0) % idle, at 95 %. That fits the assumption that it halves when the fleet \
         doubles."
    );
    let less = said(estimate(0.6, 0.5, 0.7), estimate(1.0, 0.0, 4.0));
    assert!(less.contains("falls by less than the assumption says"), "{less}");
    let more = said(estimate(1.3, 1.1, 1.5), estimate(0.0, 0.0, 4.0));
    assert!(more.contains("falls by more than the assumption says"), "{more}");
}
