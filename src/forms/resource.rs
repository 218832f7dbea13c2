//! What all resources with a form have in common.

use super::{Draft, Section};
use crate::engine::FieldErrors;

/// A resource that is created and changed by a form.
///
/// ```
/// use headroom::forms::ResourceForm;
/// use headroom::wire::{Policy, UpdatePolicy, decode};
///
/// let stored: Policy = decode(
///     br#"{"name": "up", "metric": {"name": "cpu", "threshold": 70, "sampling_range_min": 5,
///         "managed_metric": "managed_metric_instance_cpu", "operator": "operator_greater_than",
///         "aggregate": "aggregate_average"}, "action": "scale_up", "type": "flat_count",
///         "value": 1, "priority": 1, "instance_group_id": "6f4e3b0e"}"#,
/// )?;
/// // Nothing typed changes nothing; what was typed is all that is sent.
/// assert_eq!(stored.update_body(&stored.draft())?, UpdatePolicy::default());
/// let body = stored.update_body(&stored.draft().with("metric.threshold", "60"))?;
/// assert_eq!(serde_json::to_string(&body)?, r#"{"metric":{"threshold":60}}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait ResourceForm: Sized {
    /// The body that creates it.
    type Create;
    /// The body that changes it; the default changes nothing.
    type Update: Default + PartialEq;
    /// What a new one depends on: where it will stand, and what is there already.
    type Context;

    /// The form of a new one.
    fn blank(context: &Self::Context) -> Draft;

    /// The fields of a new one, as they stand for this draft.
    fn new_sections(draft: &Draft, context: &Self::Context) -> Vec<Section>;

    /// The body that creates what the draft describes.
    ///
    /// # Errors
    /// Every wrong field.
    fn create_body(draft: &Draft, context: &Self::Context) -> Result<Self::Create, FieldErrors>;

    /// The form of a stored one.
    fn draft(&self) -> Draft;

    /// The fields of a stored one, as they stand for this draft; what a PATCH cannot change is
    /// shown and cannot be edited.
    fn edit_sections(draft: &Draft) -> Vec<Section>;

    /// The body that turns the stored one into the draft: only what differs.
    ///
    /// # Errors
    /// Every wrong field.
    fn update_body(&self, draft: &Draft) -> Result<Self::Update, FieldErrors>;
}
