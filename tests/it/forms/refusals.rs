//! What the API says of single fields, in the words of the forms.

use headroom::forms::refused_fields;
use headroom::wire::ErrorBody;

use super::refused;
use crate::wire::body;

#[test]
fn a_refusal_in_either_shape_names_its_fields() {
    let table = [
        (
            body!("error_invalid_field"),
            "dns_name constraint",
            "test.scaleway-terraform.com not resolve to your Load Balancer IP 51.159.74.251",
        ),
        (
            body!("error_invalid_arguments_format"),
            "project_id format",
            "value must be a valid UUID",
        ),
        (
            body!("error_invalid_arguments_constraint"),
            "nats_account_id constraint",
            "value length must be 56 runes",
        ),
    ];
    for (text, expected, message) in table {
        let errors = refused_fields(&ErrorBody::parse(text.as_bytes()));
        let found: Vec<_> =
            errors.0.iter().map(|e| format!("{} {}", e.field, e.reason.as_str())).collect();
        assert_eq!(found, [expected]);
        assert_eq!(errors.0[0].message, message);
    }
}

#[test]
fn a_detail_without_a_field_names_none_and_one_without_words_gets_some() {
    for text in [
        "",
        "plain words",
        body!("group_not_found"),
        body!("error_permissions_denied"),
        body!("error_quotas_exceeded"),
    ] {
        assert!(refused_fields(&ErrorBody::parse(text.as_bytes())).is_empty(), "{text}");
    }
    let text = r#"{"details":[{"field":"a","reason":"required"},{"reason":"format"},
        {"argument_name":"b","reason":"unknown"},{"argument_name":"c"}]}"#;
    let errors = refused_fields(&ErrorBody::parse(text.as_bytes()));
    assert!(errors.0.iter().all(|error| error.message == "The API refused this value."));
    assert_eq!(refused::<()>(Err(errors)), ["a required", "b constraint", "c constraint"]);
}

#[test]
fn a_refusal_of_a_group_with_a_target_stands_at_the_field_of_its_form() {
    use headroom::forms::ResourceForm;
    use headroom::forms::scaling_group::Known;
    use headroom::wire::v1alpha2::Group;

    let text = r#"{"details":[{"argument_name":"scaling_policy_spec.cpu_target.target_avg_percent",
        "help_message":"Input should be less than or equal to 100","reason":"constraint"}],
        "message":"invalid argument(s)","type":"invalid_arguments"}"#;
    let errors = refused_fields(&ErrorBody::parse(text.as_bytes()));
    let draft = Group::blank(&Known::default());
    let sections = Group::new_sections(&draft, &Known::default());
    let mut fields = sections.iter().flat_map(|section| &section.fields);
    assert!(fields.any(|field| field.path == errors.0[0].field), "{errors}");
}
