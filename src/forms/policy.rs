//! A policy's form.

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, ResourceForm, Section};
use crate::base::translated;
use crate::engine::{self, FieldErrors, Reason, Unit};
use crate::wire::{
    Action, AdjustmentType, Aggregate, CreatePolicy, Float, GroupId, ManagedMetric, Metric,
    MetricUpdate, Operator, Policy, UpdatePolicy,
};

const METRICS: [(ManagedMetric, &str); 5] = [
    (ManagedMetric::InstanceCpu, text!("CPU of the Instances, %")),
    (ManagedMetric::InstanceNetworkIn, text!("Network in, each Instance, B/s")),
    (ManagedMetric::InstanceNetworkOut, text!("Network out, each Instance, B/s")),
    (ManagedMetric::BackendConnectionsRate, text!("Connections of the backend, total")),
    (ManagedMetric::BackendThroughput, text!("Throughput of the backend, total, B/s")),
];

/// What the first policy of a starting pair has beside a blank form.
pub const STARTING_UP: [(&str, &str); 1] = [("name", "scale-up")];

/// What tells the second policy of a starting pair from the first, which is as a form is blank: it
/// takes away what the other one adds, well below where that would be added again at two Instances.
pub const STARTING_DOWN: [(&str, &str); 5] = [
    ("name", "scale-down"),
    ("action", "scale_down"),
    ("priority", "2"),
    ("metric.operator", "operator_less_than"),
    ("metric.threshold", "30"),
];

/// What a new policy of a group starts with: the quickstart's scale-up, at the first priority that
/// no other has.
#[must_use]
pub fn starting(group: &GroupId, others: &[Policy]) -> Draft {
    let is_free = |priority: &u32| others.iter().all(|other| other.priority != *priority);
    let free = (1..).find(is_free).unwrap_or(1);
    Policy::blank(group).with("priority", free.to_string())
}

impl ResourceForm for Policy {
    type Create = CreatePolicy;
    type Update = UpdatePolicy;
    /// The group that it is for.
    type Context = GroupId;

    /// The quickstart's scale-up.
    fn blank(_: &GroupId) -> Draft {
        Draft::default()
            .with("action", Action::ScaleUp.as_str())
            .with("type", AdjustmentType::FlatCount.as_str())
            .with("value", "1")
            .with("priority", "1")
            .with("metric.managed_metric", ManagedMetric::InstanceCpu.as_str())
            .with("metric.operator", Operator::GreaterThan.as_str())
            .with("metric.aggregate", Aggregate::Average.as_str())
            .with("metric.sampling_range_min", "5")
            .with("metric.threshold", "70")
    }

    fn new_sections(draft: &Draft, _: &GroupId) -> Vec<Section> {
        sections(draft)
    }

    fn create_body(draft: &Draft, group: &GroupId) -> Result<CreatePolicy, FieldErrors> {
        create(draft, group)
    }

    fn draft(&self) -> Draft {
        draft(self)
    }

    fn edit_sections(draft: &Draft) -> Vec<Section> {
        sections(draft)
    }

    fn update_body(&self, draft: &Draft) -> Result<UpdatePolicy, FieldErrors> {
        let edited = edited(draft, self)?;
        let (old, new) = (&self.metric, edited.metric);
        let metric = MetricUpdate {
            name: (new.name != old.name).then_some(new.name),
            managed_metric: new.managed_metric.filter(|m| Some(m) != old.managed_metric.as_ref()),
            cockpit_metric_name: None,
            operator: if new.operator == old.operator { Operator::default() } else { new.operator },
            aggregate: match new.aggregate == old.aggregate {
                true => Aggregate::default(),
                false => new.aggregate,
            },
            sampling_range_min: (new.sampling_range_min != old.sampling_range_min)
                .then_some(new.sampling_range_min),
            threshold: (new.threshold != old.threshold).then_some(new.threshold),
        };
        let same_kind = edited.adjustment == self.adjustment;
        Ok(UpdatePolicy {
            name: (edited.name != self.name).then_some(edited.name),
            metric: (metric != MetricUpdate::default()).then_some(metric),
            action: if edited.action == self.action { Action::default() } else { edited.action },
            adjustment: if same_kind { AdjustmentType::default() } else { edited.adjustment },
            value: (edited.value != self.value).then_some(edited.value),
            priority: (edited.priority != self.priority).then_some(edited.priority),
        })
    }
}

/// The fields, as they stand for this draft: units and words follow the choices made.
#[must_use]
pub fn sections(draft: &Draft) -> Vec<Section> {
    vec![
        Section::new(
            t!("Policy"),
            vec![
                Field::new("name", t!("Name"), Control::Text(Vec::new())),
                Field::new("action", t!("Action"), actions()),
                Field::new("type", t!("Changes by"), adjustments()),
                value_field(draft),
                Field::new("priority", t!("Priority"), number(0.0, 20.0, 1.0))
                    .help(t!("The lowest number goes first; only the first breached policy acts.")),
            ],
        ),
        Section::new(
            t!("When"),
            vec![
                Field::new("metric.name", t!("Metric name"), Control::Text(Vec::new()))
                    .optional()
                    .help(t!("The policy's own name when empty.")),
                Field::new("metric.managed_metric", t!("Metric"), metrics(draft)),
                Field::new("metric.aggregate", t!("Aggregate"), aggregates()),
                Field::new("metric.sampling_range_min", t!("Look-back"), number(1.0, 60.0, 1.0))
                    .unit("min")
                    .help(t!("1 to 60 minutes of samples become one number.")),
                Field::new("metric.operator", t!("Acts when it is"), operators()),
                threshold_field(draft),
            ],
        ),
    ]
}

fn number(from: f64, to: f64, step: f64) -> Control {
    Control::Number { from, to, step }
}

fn actions() -> Control {
    Control::Choice(vec![
        Choice::fixed("scale_up", t!("Scale up")),
        Choice::fixed("scale_down", t!("Scale down")),
    ])
}

fn adjustments() -> Control {
    Control::Choice(vec![
        Choice::fixed("flat_count", t!("a number of Instances")),
        Choice::fixed("percent_of_total_group", t!("a percentage of the group")),
        Choice::fixed("set_total_group", t!("setting the total")),
    ])
}

fn aggregates() -> Control {
    Control::Choice(vec![
        Choice::fixed("aggregate_average", t!("Average")),
        Choice::fixed("aggregate_max", t!("Maximum")),
        Choice::fixed("aggregate_min", t!("Minimum")),
        Choice::fixed("aggregate_sum", t!("Sum")),
    ])
}

fn operators() -> Control {
    Control::Choice(vec![
        Choice::fixed("operator_greater_than", t!("over")),
        Choice::fixed("operator_less_than", t!("under")),
    ])
}

fn metrics(draft: &Draft) -> Control {
    let mut choices: Vec<Choice> = METRICS
        .iter()
        .map(|(metric, label)| Choice {
            value: metric.as_str().to_owned().into(),
            label: translated(label).into(),
        })
        .collect();
    let custom = draft.get("metric.cockpit_metric_name");
    if !custom.is_empty() {
        choices.push(Choice { value: "".into(), label: t!("{custom} (your own)").into() });
    }
    Control::Choice(choices)
}

fn value_field(draft: &Draft) -> Field {
    let (label, unit, most) = match draft.get("type") {
        "percent_of_total_group" => (t!("Percentage"), "%", 100.0),
        "set_total_group" => (t!("Total"), t!("Instances"), 20.0),
        _ => (t!("Instances"), "", 10.0),
    };
    Field::new("value", label, number(1.0, most, 1.0)).unit(unit)
}

fn threshold_field(draft: &Draft) -> Field {
    let metric = engine::Metric::from_wire(&draft.get("metric.managed_metric").into());
    let (unit, control) = match metric.map(engine::Metric::unit) {
        Some(Unit::Percent) => ("%", number(0.0, 100.0, 1.0)),
        Some(Unit::BytesPerSecond) => (t!("B/s"), number(0.0, 200_000_000.0, 100_000.0)),
        Some(Unit::Count) | None => ("", number(0.0, 2_000.0, 1.0)),
    };
    Field::new("metric.threshold", t!("Threshold"), control).unit(unit)
}

/// A stored policy's fields.
#[must_use]
pub fn draft(policy: &Policy) -> Draft {
    let metric = &policy.metric;
    let managed = metric.managed_metric.as_ref().map_or("", ManagedMetric::as_str);
    Draft::default()
        .with("name", &policy.name)
        .with("action", policy.action.as_str())
        .with("type", policy.adjustment.as_str())
        .with("value", policy.value.to_string())
        .with("priority", policy.priority.to_string())
        .with("metric.name", &metric.name)
        .with("metric.managed_metric", managed)
        .with("metric.cockpit_metric_name", metric.cockpit_metric_name.as_deref().unwrap_or(""))
        .with("metric.operator", metric.operator.as_str())
        .with("metric.aggregate", metric.aggregate.as_str())
        .with("metric.sampling_range_min", metric.sampling_range_min.to_string())
        .with("metric.threshold", metric.threshold.get().to_string())
}

/// The body that creates the policy.
///
/// # Errors
/// Every wrong field.
pub fn create(draft: &Draft, group: &GroupId) -> Result<CreatePolicy, FieldErrors> {
    let sections = sections(draft);
    let mut reader = Reader::of(draft, &sections);
    let name = reader.text("name");
    // The metric's own name is a second name that few care about; the policy's serves for both.
    let metric_name = reader.optional("metric.name").unwrap_or_else(|| name.clone());
    let managed = reader.optional("metric.managed_metric");
    let threshold = reader.number("metric.threshold");
    if !Float::holds(threshold) {
        let message = t!("The threshold is out of range: the API keeps 32 bits of it.");
        reader.refuse("metric.threshold", Reason::Constraint, message);
    }
    let body = CreatePolicy {
        metric: Metric {
            name: metric_name,
            cockpit_metric_name: match managed {
                Some(_) => None,
                None => reader.optional("metric.cockpit_metric_name"),
            },
            managed_metric: managed.as_deref().map(ManagedMetric::from),
            operator: reader.text("metric.operator").as_str().into(),
            aggregate: reader.text("metric.aggregate").as_str().into(),
            sampling_range_min: reader.whole("metric.sampling_range_min"),
            threshold: Float::new(threshold),
        },
        action: reader.text("action").as_str().into(),
        adjustment: reader.text("type").as_str().into(),
        value: reader.whole("value"),
        priority: reader.whole("priority"),
        instance_group_id: group.clone(),
        name,
    };
    let mut rules = engine::Policy::try_from(&body).map(|_| ());
    if let Err(errors) = &mut rules
        && draft.get("metric.name").trim().is_empty()
    {
        // It took the policy's name, whose own field says what is wrong with it.
        errors.0.retain(|error| error.field != "metric.name");
    }
    reader.finish(body, rules, &sections)
}

/// What the draft makes of a stored policy. A name that nobody has touched stays as it is stored,
/// spaces and all.
fn edited(draft: &Draft, stored: &Policy) -> Result<CreatePolicy, FieldErrors> {
    let mut edited = create(draft, &stored.instance_group_id)?;
    let before = self::draft(stored);
    if draft.is_same_under("name", &before) {
        edited.name.clone_from(&stored.name);
    }
    if draft.is_same_under("metric.name", &before) {
        edited.metric.name.clone_from(&stored.metric.name);
    }
    Ok(edited)
}

/// A new policy as the draft would make it: what a preview replays, which needs no name.
///
/// # Errors
/// Every wrong field but the name.
pub fn preview_new(draft: &Draft, group: &GroupId) -> Result<CreatePolicy, FieldErrors> {
    if !draft.get("name").trim().is_empty() {
        return create(draft, group);
    }
    create(&draft.clone().with("name", t!("New policy")), group)
}

/// The stored policy as the draft would make it: what a preview replays.
///
/// # Errors
/// Every wrong field.
pub fn preview(draft: &Draft, stored: &Policy) -> Result<Policy, FieldErrors> {
    let CreatePolicy { name, metric, action, adjustment, value, priority, .. } =
        edited(draft, stored)?;
    Ok(Policy { name, metric, action, adjustment, value, priority, ..stored.clone() })
}
