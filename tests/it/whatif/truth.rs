//! Worlds whose truth is known, lived by the sandbox: groups with an elasticity, an idle share, a
//! late metric and a queue. What a recording tells of them is held against the truth, and so is
//! what a replay says of other thresholds, which the same world then lives under.

use std::fmt::Write as _;
use std::path::Path;

use headroom::api::Client;
use headroom::engine::Metric;
use headroom::lab::{Fresh, LogEntry, Recording, Samples, entries, phase_ms};
use headroom::sandbox::Sandbox;
use headroom::whatif::{
    Detail, Fit, Job, LoadEstimate, ModelOptions, SizeAt, Variant, run, serving_sizes,
};
use headroom::wire::{
    Capacity, CapacityUpdate, CreateGroup, CreatePolicy, CreateTemplate, Duration, Event, Float,
    Group, GroupId, Policy, Template, UpdateGroup, query,
};

use super::START_MS;
use super::load_estimate::{Dice, covers};
use crate::api::block_on;
use crate::in_process::{SandboxHandle, samples};
use crate::wire::body;

const DAY_MS: i64 = 24 * 3_600_000;
const DAYS: i64 = 14;

/// What a seed's group is like, in the sandbox's own words, and the thresholds that it lives under
/// and is to be foretold under.
struct Truth {
    seed: u64,
    elasticity: u32,
    idle: u32,
    delay_s: i64,
    queues: bool,
    maximum: u32,
    thresholds: [f64; 2],
    others: [f64; 2],
}

impl Truth {
    fn of(seed: u64) -> Self {
        let dice = &mut Dice(seed ^ 0x5452_5554_4800, 0);
        let mut within = |low: i64, high: i64| {
            let most = f64::from(i32::try_from(high - low + 1).unwrap());
            #[expect(clippy::cast_possible_truncation, reason = "a few dozen")]
            let number = low + (dice.between(0.0, most) as i64);
            number.min(high)
        };
        let up = within(60, 75);
        let down = up / 2 - within(2, 8);
        let (other_up, other_down) = (up - within(8, 15), down - within(3, 8));
        let float = |number: i64| f64::from(i32::try_from(number).unwrap());
        Self {
            seed,
            elasticity: u32::try_from(within(65, 115)).unwrap(),
            idle: u32::try_from(within(0, 14)).unwrap(),
            delay_s: within(0, 3) * 60,
            queues: within(0, 1) == 1,
            maximum: u32::try_from(within(4, 8)).unwrap(),
            thresholds: [float(up), float(down)],
            others: [float(other_up), float(other_down)],
        }
    }

    fn name(&self) -> String {
        let queue = if self.queues { "-q" } else { "" };
        format!("model-e{}-i{}-d{}{queue}", self.elasticity, self.idle, self.delay_s)
    }

    /// What of it one knows without any recording.
    fn known(&self) -> ModelOptions {
        let metric_delay_ms = self.delay_s * 1_000;
        ModelOptions { metric_delay_ms, backlog: self.queues, ..ModelOptions::default() }
    }

    /// All of it.
    fn model(&self) -> ModelOptions {
        ModelOptions {
            elasticity: f64::from(self.elasticity) / 100.0,
            idle_percent: f64::from(self.idle),
            ..self.known()
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

/// A group and two policies under these thresholds, made through the API.
fn make(client: &Client, truth: &Truth, thresholds: [f64; 2]) -> (GroupId, Variant) {
    let template: CreateTemplate = read(body!("template_create_request"));
    let template_id = block_on(client.create::<Template>(&template)).unwrap().id;
    let body: CreateGroup = read(body!("group_create_request"));
    let cooldown_delay = Some(Duration::from_secs(300));
    let capacity = Capacity { min_replicas: 1, max_replicas: truth.maximum, cooldown_delay };
    let body = CreateGroup { template_id, name: truth.name(), capacity, ..body };
    let id = block_on(client.create::<Group>(&body)).unwrap().id;
    // The load is that of a group of the first maximum: it is not to be met too soon.
    let max_replicas = Some(5 * truth.maximum);
    let capacity = Some(CapacityUpdate { max_replicas, ..CapacityUpdate::default() });
    let update = UpdateGroup { capacity, ..UpdateGroup::default() };
    let group = block_on(client.update::<Group>(&id, &update)).unwrap();
    let policy: CreatePolicy = read(body!("policy_create_request"));
    let make = |up: bool, threshold: f64| {
        let mut body = CreatePolicy { instance_group_id: id.clone(), ..policy.clone() };
        let (operator, action) = match up {
            true => ("operator_greater_than", "scale_up"),
            false => ("operator_less_than", "scale_down"),
        };
        body.metric.managed_metric = Metric::Cpu.to_wire();
        body.metric.operator = read(&format!("\"{operator}\""));
        body.metric.aggregate = read("\"aggregate_average\"");
        body.metric.sampling_range_min = 5;
        body.metric.threshold = Float::new(threshold);
        body.action = read(&format!("\"{action}\""));
        body.adjustment = read("\"flat_count\"");
        (body.value, body.priority) = (1, if up { 1 } else { 2 });
        block_on(client.create::<Policy>(&body)).unwrap()
    };
    let policies = vec![make(true, thresholds[0]), make(false, thresholds[1])];
    (id, Variant::of_thresholds("own".to_owned(), group.capacity, policies))
}

/// Two weeks of a group, as a page reads them: the job, and the sizes as ordered.
fn lived(truth: &Truth, thresholds: [f64; 2]) -> (Job, Vec<SizeAt>) {
    let handle = SandboxHandle::over(Sandbox::empty(truth.seed, START_MS));
    let client = Client::new(handle.clone(), "fr-par-1".into());
    let (id, variant) = make(&client, truth, thresholds);
    let now_ms = START_MS + DAYS * DAY_MS;
    handle.advance(now_ms);
    let read = |expression: &str| {
        let found = block_on(client.samples("", expression, START_MS, now_ms, 60_000)).unwrap();
        let found = samples(&found);
        Samples { times_ms: found.times_ms, values: found.values }
    };
    let cpu = read(&query::expression(&Metric::Cpu.to_wire().unwrap(), &id).unwrap());
    let counts = read(&query::size_expression(&id).unwrap());
    let events: Vec<Event> = block_on(client.events(&id)).unwrap();
    let log: Vec<LogEntry> = entries(&events);
    let fresh = Fresh { metrics: vec![(Metric::Cpu, cpu)], counts, ..Fresh::default() };
    let recording = Recording::default().extended(fresh, now_ms);
    let ordered = recording.dated_sizes(&log);
    let job = Job {
        histories: recording.histories.clone(),
        recorded_sizes: serving_sizes(&ordered, Job::BOOT_DELAY_MS),
        variants: vec![variant],
        evaluation_phase_ms: phase_ms(&log, None, Job::default().evaluation_period_ms),
        ..Job::default()
    };
    (job, ordered)
}

/// How far a replay of the other thresholds is from how the world really goes under them: the
/// integral of the difference in size, as a share of the size.
fn error(job: &Job, variant: &Variant, model: ModelOptions, real: &[SizeAt]) -> f64 {
    let job = Job { model, variants: vec![variant.clone()], ..job.clone() };
    let outcome = run(&job, Detail::Curves).unwrap();
    Fit::of(&[], &[&outcome.variants[0].sizes], real, outcome.span).nad.unwrap()
}

/// What came of the worlds of some seeds.
#[derive(Default)]
struct Found {
    worlds: u32,
    told: u32,
    elasticity: u32,
    idle: u32,
    closer: u32,
    plain: Vec<f64>,
    fitted: Vec<f64>,
    known: Vec<f64>,
}

impl Found {
    fn add(&mut self, seed: u64) {
        let truth = Truth::of(seed);
        let (job, _) = lived(&truth, truth.thresholds);
        let estimate = LoadEstimate::of(&job.histories[0], &job.recorded_sizes);
        self.worlds += 1;
        let LoadEstimate::Told { elasticity, idle, changes } = estimate else { return };
        let model = truth.model();
        let fits =
            [covers(elasticity, model.elasticity, 0.01), covers(idle, model.idle_percent, 0.5)];
        self.told += 1;
        self.elasticity += u32::from(fits[0]);
        self.idle += u32::from(fits[1]);
        let (others, real) = lived(&truth, truth.others);
        let fitted = estimate.fitted(Metric::Cpu, truth.known()).unwrap();
        let off = |model| error(&job, &others.variants[0], model, &real);
        let errors = [ModelOptions::default(), fitted, model].map(off);
        println!("{} {changes} {elasticity:?} {idle:?} {errors:?}", truth.name());
        self.closer += u32::from(errors[1] < errors[0]);
        self.plain.push(errors[0]);
        self.fitted.push(errors[1]);
        self.known.push(errors[2]);
    }

    fn table(&self) -> String {
        let Self { worlds, told, elasticity, idle, closer, .. } = self;
        let mut text = String::new();
        let percent = |share: f64| format!("{:.1} %", share * 100.0);
        let [plain, fitted, known] =
            [&self.plain, &self.fitted, &self.known].map(|all| percent(median(all)));
        let rows = [
            ("worlds, and those whose recording tells", format!("{worlds}, {told}")),
            ("elasticity within its interval", format!("{elasticity} of {told}")),
            ("idle share within its interval", format!("{idle} of {told}")),
            ("prediction closer with the fitted model", format!("{closer} of {told}")),
            ("median error of the size without a model", plain),
            ("median error with the fitted model", fitted),
            ("median error with the true model", known),
        ];
        writeln!(text, "| of other thresholds, over {DAYS} days | |\n|---|---|").unwrap();
        for (name, value) in rows {
            writeln!(text, "| {name} | {value} |").unwrap();
        }
        text
    }
}

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
fn the_fitted_model_foretells_a_few_worlds_better() {
    let mut found = Found::default();
    (0..8).for_each(|seed| found.add(seed));
    let seen = found.table();
    assert_eq!(found.told, 8, "{seen}");
    assert!(found.elasticity >= 6 && found.idle >= 6 && found.closer >= 6, "{seen}");
    assert!(median(&found.fitted) < median(&found.plain) / 2.0, "{seen}");
    assert!(median(&found.known) < median(&found.plain) / 2.0, "{seen}");
}

#[test]
#[ignore = "writes docs/replay.md, and takes minutes"]
fn tool_that_writes_how_well_models_are_estimated() {
    const MARK: &str = "<!-- the worlds -->\n";
    assert_eq!(std::env::var("HEADROOM_RECORD").as_deref(), Ok("model"), "say HEADROOM_RECORD");
    let mut found = Found::default();
    (0..200).for_each(|seed| found.add(seed));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/replay.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut parts = text.split(MARK);
    let (before, after) = (parts.next().unwrap(), parts.nth(1).unwrap());
    let table = found.table();
    std::fs::write(&path, format!("{before}{MARK}{table}{MARK}{after}")).unwrap();
    let enough = |count: u32| count * 10 >= found.told * 9;
    assert!(enough(found.elasticity) && enough(found.idle), "{table}");
}
