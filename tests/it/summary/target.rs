//! What a target decided, as people read it.

use headroom::engine::{
    Assumptions, BootingInstances, Capacity, Cooldown, CooldownFrom, Goal, Ledger, MINUTE_MS,
    Metric, Rules, Scaler, Scaling, StepMeaning, Target, TargetFormula, signal_sentence, summary,
    verdict_text,
};

const NOW_MS: i64 = 60 * MINUTE_MS;

/// 1 to 10 Instances towards 80 % of CPU, by steps of 3 out and 1 in, with a minute between.
fn towards(goal: Goal) -> Rules {
    Rules {
        capacity: Capacity { min: 1, max: 10, cooldown: Cooldown::both(MINUTE_MS) },
        scaling: Scaling::Target(Target { goal, out_step: 3, in_step: 1 }),
        assumptions: Assumptions::default(),
        boot_delay_ms: 0,
    }
}

fn cpu(percent: u32) -> Rules {
    towards(Goal::Average { metric: Metric::Cpu, percent })
}

fn edited(mut rules: Rules, edit: impl FnOnce(&mut Rules, &mut Target)) -> Rules {
    let Scaling::Target(mut target) = rules.scaling else { panic!("a target") };
    edit(&mut rules, &mut target);
    rules.scaling = Scaling::Target(target);
    rules
}

/// A group before one step.
struct Before {
    rules: Rules,
    size: u32,
    value: Option<f64>,
    changed_ms_ago: Option<i64>,
    serving: Option<u32>,
}

fn at(rules: Rules, size: u32, value: impl Into<Option<f64>>) -> Before {
    Before { rules, size, value: value.into(), changed_ms_ago: None, serving: None }
}

impl Before {
    /// What the step says, and after bars what the target's signal says and became of.
    fn said(&self) -> String {
        let from = CooldownFrom::from(self.changed_ms_ago.map(|ago_ms| NOW_MS - ago_ms));
        let mut scaler = Scaler::new(self.rules.clone(), self.size, from);
        let metric = self.rules.target().and_then(Target::average).map(|(metric, _)| metric);
        if let (Some(metric), Some(value)) = (metric, self.value) {
            scaler.observe(metric, NOW_MS, value);
        }
        self.serving.into_iter().for_each(|serving| scaler.set_serving(serving));
        let mut ledger = Ledger::default();
        let decision = scaler.step(NOW_MS, &mut ledger);
        let mut said = vec![summary(&self.rules, &decision, ledger.signals(0))];
        for signal in ledger.signals(0) {
            said.push(signal_sentence(&self.rules, signal));
            said.push(verdict_text(&self.rules, signal));
        }
        said.join(" | ")
    }

    /// That a step says `head`, then the signal's sentence, which says the same alone.
    fn says(&self, head: &str, sentence: &str, verdict: &str) {
        assert_eq!(self.said(), format!("{head} {sentence} | {sentence} | {verdict}"));
    }
}

#[test]
fn a_group_on_its_target_says_why_it_stays() {
    let ceil = |percent| {
        edited(cpu(percent), |rules, _| rules.assumptions.target.formula = TargetFormula::Ceil)
    };
    let table = [
        (cpu(80), 5, 82.0, "2 over the target of 80 %, within the tolerance of 10 %: 5 Instances"),
        (
            cpu(80),
            5,
            74.96,
            "5 under the target of 80 %, within the tolerance of 10 %: 5 Instances",
        ),
        (
            cpu(80),
            1,
            70.0,
            "10 under the target of 80 %, not enough to spare an Instance: 1 Instance",
        ),
        (
            cpu(80),
            7,
            70.0,
            "10 under the target of 80 %, not enough to spare an Instance: 7 Instances",
        ),
        (
            ceil(80),
            5,
            79.99,
            "less than 0.1 under the target of 80 %, not enough to spare an Instance: 5 Instances",
        ),
        (cpu(80), 5, 80.0, "exactly at the target of 80 %: 5 Instances"),
        (cpu(0), 5, 0.0, "exactly at the target of 0 %: 5 Instances"),
    ];
    for (rules, size, value, reason) in table {
        let shown = if value == 74.96 || value == 79.99 {
            (value * 10.0_f64).round() / 10.0
        } else {
            value
        };
        let verb = if size == 1 { "stays" } else { "stay" };
        let sentence = format!("CPU {shown} % over 1 min is {reason} {verb}.");
        let verdict = format!("on target: {size} needed");
        at(rules, size, value).says(&format!("Stayed at {size}."), &sentence, &verdict);
    }
    let nearest = edited(cpu(80), |rules, target| {
        rules.assumptions.target.formula = TargetFormula::Nearest;
        rules.assumptions.target.averaging_ms = 5 * MINUTE_MS;
        target.goal = Goal::Average { metric: Metric::Memory, percent: 80 };
    });
    at(nearest, 1, 100.0).says(
        "Stayed at 1.",
        "Memory 100 % over 5 min is 20 over the target of 80 %, not enough to need another \
         Instance: 1 Instance stays.",
        "on target: 1 needed",
    );
}

#[test]
fn a_change_says_why_and_what_cut_it_short() {
    let over = "CPU 96 % over 1 min is 16 over the target of 80 %";
    let under = "CPU 8 % over 1 min is 72 under the target of 80 %";
    let fired = format!("5 to 6. {over}. | {over}: 5 to 6. | fired: 5 to 6");
    assert_eq!(at(cpu(80), 5, 96.0).said(), fired);
    let capped = edited(cpu(80), |rules, _| rules.capacity.max = 6);
    at(capped, 5, 120.0).says(
        "5 to 6.",
        "CPU 120 % over 1 min is 40 over the target of 80 %: 8 needed, capped by the maximum of 6.",
        "fired: 5 to 6, 8 needed, capped by the maximum of 6",
    );
    let floored = edited(cpu(80), |rules, target| (rules.capacity.min, target.in_step) = (4, 9));
    at(floored, 5, 8.0).says(
        "5 to 4.",
        &format!("{under}: 1 needed, capped by the minimum of 4."),
        "fired: 5 to 4, 1 needed, capped by the minimum of 4",
    );
    at(cpu(20), 2, 96.0).says(
        "2 to 5.",
        "CPU 96 % over 1 min is 76 over the target of 20 %: 10 needed, held back by the scale-out \
         step of 3.",
        "fired: 2 to 5, 10 needed, held back by the scale-out step of 3",
    );
    at(cpu(80), 5, 8.0).says(
        "5 to 4.",
        &format!("{under}: 1 needed, held back by the scale-in step of 1."),
        "fired: 5 to 4, 1 needed, held back by the scale-in step of 1",
    );
    let exact = edited(cpu(80), |rules, _| rules.assumptions.target.step = StepMeaning::Exact);
    at(exact, 5, 96.0).says(
        "5 to 8.",
        &format!("{over}: 6 needed, overshot by the exact scale-out step of 3."),
        "fired: 5 to 8, 6 needed, overshot by the exact scale-out step of 3",
    );
}

#[test]
fn a_target_of_nothing_asks_for_no_number() {
    let found = "CPU 1 % over 1 min is 1 over the target of 0 %: no number is enough";
    at(cpu(0), 5, 1.0).says(
        "5 to 8.",
        &format!("{found}, held back by the scale-out step of 3."),
        "fired: 5 to 8, no number is enough, held back by the scale-out step of 3",
    );
    at(cpu(0), 10, 1.0).says(
        "Stayed at 10.",
        &format!("{found}, but the group is at its maximum of 10."),
        "no effect: no number is enough",
    );
}

#[test]
fn a_change_without_effect_says_what_is_in_its_way() {
    let steps = |out_step, in_step| {
        edited(cpu(80), |_, target| (target.out_step, target.in_step) = (out_step, in_step))
    };
    let over = "CPU 96 % over 1 min is 16 over the target of 80 %";
    let under = "CPU 40 % over 1 min is 40 under the target of 80 %";
    let table = [
        (steps(3, 1), 10, 96.0, over, 12, "the group is at its maximum of 10"),
        (
            steps(3, 1),
            1,
            0.0,
            "CPU 0 % over 1 min is 80 under the target of 80 %",
            0,
            "the group is at its minimum of 1",
        ),
        (steps(0, 1), 5, 96.0, over, 6, "the scale-out step is 0"),
        (steps(0, 1), 9, 96.0, over, 11, "the scale-out step is 0"),
        (steps(3, 0), 4, 40.0, under, 2, "the scale-in step is 0"),
        (steps(0, 0), 4, 40.0, under, 2, "both steps are 0"),
    ];
    for (rules, size, value, found, needed, obstacle) in table {
        let sentence = format!("{found}: {needed} needed, but {obstacle}.");
        let verdict = format!("no effect: {needed} needed");
        at(rules, size, value).says(&format!("Stayed at {size}."), &sentence, &verdict);
    }
}

#[test]
fn a_denied_change_says_how_long() {
    let over = "CPU 96 % over 1 min is 16 over the target of 80 %";
    let mut denied = at(cpu(80), 5, 96.0);
    denied.changed_ms_ago = Some(20_000);
    denied.says(
        "Stayed at 5.",
        &format!("{over}: a change to 6 is due, but the cooldown has 40 s left."),
        "denied: 6 wanted, 40 s of cooldown left",
    );
    denied.changed_ms_ago = Some(60_000);
    denied.rules.assumptions.cooldown_includes_end = true;
    denied.says(
        "Stayed at 5.",
        &format!("{over}: a change to 6 is due, but the cooldown ends only after this moment."),
        "denied: 6 wanted at the last moment of the cooldown",
    );
}

#[test]
fn nothing_to_go_by_is_said() {
    let none = "CPU has no samples over 1 min for the target of 80 %.";
    at(cpu(80), 5, None).says("Stayed at 5.", none, "no samples");
    let empty = edited(cpu(80), |rules, _| rules.capacity.min = 0);
    let sentence = "Without Instances there is no average to go by: only a higher minimum or a \
                    fixed size starts one.";
    at(empty.clone(), 0, 95.0).says("Stayed at 0.", sentence, "on target: 0 needed");
    let expected = format!("Stayed at 0. {sentence} | {none} | no samples");
    assert_eq!(at(empty, 0, None).said(), expected);
}

/// The average that is shown is the one that was measured, so what changed the answer is said.
#[test]
fn booting_instances_that_damp_a_change_are_named() {
    let idle = edited(cpu(50), |rules, _| {
        rules.assumptions.target.booting = BootingInstances::Idle;
    });
    let found = |value| {
        format!(
            "CPU {value} % over 1 min is {} over the target of 50 %, with Instances that do not \
             serve yet counted as idle",
            value - 50
        )
    };
    let mut damped = at(idle, 4, 65.0);
    damped.serving = Some(3);
    let stays = format!("{}: 4 Instances stay.", found(65));
    damped.says("Stayed at 4.", &stays, "on target: 4 needed");
    damped.value = Some(90.0);
    let grown = found(90);
    let expected = format!("4 to 6. {grown}. | {grown}: 4 to 6. | fired: 4 to 6");
    assert_eq!(damped.said(), expected);
}

#[test]
fn a_fixed_size_says_where_it_stands() {
    let fixed = |edit: fn(&mut Rules, &mut Target)| edited(towards(Goal::FixedSize(7)), edit);
    let stepwise: fn(&mut Rules, &mut Target) =
        |rules, _| rules.assumptions.target.repair_by_steps = true;
    let bounded: fn(&mut Rules, &mut Target) = |rules, _| rules.capacity.max = 5;
    let raised: fn(&mut Rules, &mut Target) = |rules, _| rules.capacity.min = 8;
    let stuck: fn(&mut Rules, &mut Target) = |rules, target| {
        rules.assumptions.target.repair_by_steps = true;
        target.out_step = 0;
    };
    let over = "Its fixed size of 7 is over its maximum of 5.";
    let table = [
        (fixed(|_, _| ()), 7, "Stayed at 7. The group keeps its fixed size of 7.".to_owned()),
        (fixed(|_, _| ()), 3, "3 to 7. The group was brought to its fixed size of 7.".to_owned()),
        (fixed(bounded), 5, format!("Stayed at 5. {over}")),
        (fixed(bounded), 3, format!("3 to 5. The group was brought to its maximum of 5. {over}")),
        (
            fixed(raised),
            8,
            "Stayed at 8. Its fixed size of 7 is under its minimum of 8.".to_owned(),
        ),
        (
            fixed(stepwise),
            3,
            "3 to 6. On its way to its fixed size of 7 the group is held back by the scale-out \
             step of 3."
                .to_owned(),
        ),
        (fixed(stepwise), 8, "8 to 7. The group was brought to its fixed size of 7.".to_owned()),
        (
            fixed(stuck),
            3,
            "Stayed at 3. Its fixed size is 7, but the scale-out step is 0.".to_owned(),
        ),
    ];
    for (rules, size, expected) in table {
        assert_eq!(at(rules, size, None).said(), expected);
    }
    let mut waits = at(fixed(stepwise), 3, None);
    waits.changed_ms_ago = Some(20_000);
    let expected = "Stayed at 3. Its fixed size is 7, but the cooldown has 40 s left.";
    assert_eq!(waits.said(), expected);
    waits.changed_ms_ago = Some(60_000);
    waits.rules.assumptions.cooldown_includes_end = true;
    let expected =
        "Stayed at 3. Its fixed size is 7, but the cooldown ends only after this moment.";
    assert_eq!(waits.said(), expected);
}

#[test]
fn bounds_that_are_approached_by_steps_say_how_far() {
    let stepwise = edited(cpu(80), |rules, _| rules.assumptions.target.repair_by_steps = true);
    let expected = "12 to 11. On its way to its maximum of 10 the group is held back by the \
                    scale-in step of 1. CPU 80 % over 1 min is exactly at the target of 80 %: 11 \
                    Instances stay.";
    let said = at(stepwise, 12, 80.0).said();
    assert!(said.starts_with(expected), "{said}");
    let expected = "12 to 10. The group was brought to its maximum of 10. CPU 80 % over 1 min is";
    let said = at(cpu(80), 12, 80.0).said();
    assert!(said.starts_with(expected), "{said}");
}
